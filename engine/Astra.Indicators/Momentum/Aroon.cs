using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Aroon (Chande 1995): how recently the highest high and the lowest low of the last <c>length</c>+1 bars came, 100 for this bar and 0
/// for the oldest. Among equals the most recent counts.
/// </summary>
public sealed class Aroon(int length) : IIndicator
{
    private RangeAge _ages = new(Length.Check(length) + 1);
    private readonly double _length = length;

    public bool IsReady => _ages.IsFull;

    /// <summary>0 to 100.</summary>
    public double Up => IsReady ? 100 * (_length - _ages.Ages.Highest) / _length : 0;

    /// <summary>0 to 100.</summary>
    public double Down => IsReady ? 100 * (_length - _ages.Ages.Lowest) / _length : 0;

    /// <summary>The oscillator, up less down: -100 to 100.</summary>
    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            (long highest, long lowest) = _ages.Ages;
            return 100 * (lowest - highest) / _length;
        }
    }

    public void Update(in Bar bar) => _ages.Push(bar.High.Units, bar.Low.Units);

    public void Save(StateWriter writer) => _ages.Save(writer);

    public void Load(StateReader reader) => _ages.Load(reader);
}
