using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Keltner channel: an EMA of closes and a number of average true ranges either side.</summary>
public sealed class Keltner(int length, int rangeLength, double width) : IIndicator
{
    private readonly Ema _middle = new(length);
    private readonly Atr _atr = new(rangeLength);
    private readonly double _width = Length.CheckFactor(width);

    public bool IsReady => _middle.IsReady && _atr.IsReady;

    /// <summary>The middle line, rupees.</summary>
    public double Value => IsReady ? _middle.Value : 0;

    public double Upper => IsReady ? (_middle.Units + _width * _atr.Units) / Price.UnitsPerRupee : 0;

    public double Lower => IsReady ? (_middle.Units - _width * _atr.Units) / Price.UnitsPerRupee : 0;

    public void Update(in Bar bar)
    {
        _middle.Update(in bar);
        _atr.Update(in bar);
    }

    public void Save(StateWriter writer)
    {
        _middle.Save(writer);
        _atr.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _middle.Load(reader);
        _atr.Load(reader);
    }
}
