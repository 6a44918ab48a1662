using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Double exponential moving average, <c>2·E - E(E)</c> (Mulloy 1994). Each average is seeded with the mean of its own first values, as
/// in TA-Lib, so the first value stands at bar 2(n-1).
/// </summary>
public sealed class Dema(int length) : IPriceIndicator
{
    private ExponentialMean _first = new(length);
    private ExponentialMean _second = new(length);

    public bool IsReady => _second.IsReady;

    /// <summary>Rupees.</summary>
    public double Value => IsReady ? (2 * _first.Value - _second.Value) / Price.UnitsPerRupee : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _first.Update(price.Units);
        if (_first.IsReady) _second.Update(_first.Value);
    }

    public void Save(StateWriter writer)
    {
        _first.Save(writer);
        _second.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _first.Load(reader);
        _second.Load(reader);
    }
}
