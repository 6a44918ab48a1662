using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Bollinger bands: the mean of the last closes and a number of population standard deviations either side.</summary>
public sealed class Bollinger(int length, double width) : IPriceIndicator
{
    private readonly StdDev _deviation = new(length);
    private readonly double _width = Length.CheckFactor(width);

    public bool IsReady => _deviation.IsReady;

    /// <summary>The middle band.</summary>
    public double Value => _deviation.Mean;

    public double Upper => _deviation.Mean + _width * _deviation.Value;

    public double Lower => _deviation.Mean - _width * _deviation.Value;

    public void Update(in Bar bar) => _deviation.Update(bar.Close);

    public void Update(Price price) => _deviation.Update(price);

    public void Save(StateWriter writer) => _deviation.Save(writer);

    public void Load(StateReader reader) => _deviation.Load(reader);
}
