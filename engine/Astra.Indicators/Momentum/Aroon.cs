using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Aroon (Chande 1995): how recently the highest high and the lowest low of the last <c>length</c>+1 bars came, 100 for this bar and 0
/// for the oldest. Among equals the most recent counts.
/// </summary>
public sealed class Aroon(int length) : IIndicator
{
    private ExtremeAge _high = new(Length.Check(length) + 1);
    private ExtremeAge _low = new(length + 1);
    private readonly double _length = length;

    public bool IsReady => _high.IsFull;

    /// <summary>0 to 100.</summary>
    public double Up => IsReady ? 100 * (_length - _high.Age) / _length : 0;

    /// <summary>0 to 100.</summary>
    public double Down => IsReady ? 100 * (_length - _low.Age) / _length : 0;

    /// <summary>The oscillator, up less down: -100 to 100.</summary>
    public double Value => IsReady ? 100 * (_low.Age - _high.Age) / _length : 0;

    public void Update(in Bar bar)
    {
        _high.Push(bar.High.Units);
        _low.Push(-bar.Low.Units);
    }

    public void Save(StateWriter writer)
    {
        _high.Save(writer);
        _low.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _high.Load(reader);
        _low.Load(reader);
    }
}
