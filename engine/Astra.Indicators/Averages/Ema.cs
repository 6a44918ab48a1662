using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Exponential moving average of closes with factor 2/(length+1), seeded with the mean of the first <c>length</c>, as TA-Lib does. It runs on
/// whole price units, see <see cref="ExponentialMean"/>: where prices are flat from the start it is the price to the bit.
/// </summary>
public sealed class Ema(int length) : IPriceIndicator
{
    private ExponentialMean _average = new(length);

    public bool IsReady => _average.IsReady;

    /// <summary>Rupees.</summary>
    public double Value => _average.Value / Price.UnitsPerRupee;

    /// <summary>In price units, for figures made of several averages; 0 until ready.</summary>
    internal double Units => _average.Value;

    public void Update(in Bar bar) => _average.Update(bar.Close.Units);

    public void Update(Price price) => _average.Update(price.Units);

    public void Save(StateWriter writer) => _average.Save(writer);

    public void Load(StateReader reader) => _average.Load(reader);
}
