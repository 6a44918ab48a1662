using Astra.Markets;

namespace Astra.Indicators;

/// <summary>An exponential average of closes, its average, and the average of that; price units.</summary>
internal sealed class TripleEma(int length) : IStateful
{
    private ExponentialMean _first = new(length);
    private ExponentialMean _second = new(length);
    private ExponentialMean _third = new(length);

    public bool IsReady => _third.IsReady;

    public double First => _first.Value;

    public double Second => _second.Value;

    public double Third => _third.Value;

    public void Update(Price price)
    {
        _first.Update(price.Units);
        if (!_first.IsReady) return;
        _second.Update(_first.Value);
        if (_second.IsReady) _third.Update(_second.Value);
    }

    public void Save(StateWriter writer)
    {
        _first.Save(writer);
        _second.Save(writer);
        _third.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _first.Load(reader);
        _second.Load(reader);
        _third.Load(reader);
    }
}
