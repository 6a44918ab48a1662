using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Donchian channel: highest high and lowest low of the last bars, the current one included (some libraries leave it out).</summary>
public sealed class Donchian(int length) : IIndicator
{
    private RangeWindow _range = new(Length.Check(length));

    public bool IsReady => _range.IsFull;

    public double Upper => IsReady ? _range.Bounds.Highest / (double)Price.UnitsPerRupee : 0;

    public double Lower => IsReady ? _range.Bounds.Lowest / (double)Price.UnitsPerRupee : 0;

    /// <summary>The middle of the channel.</summary>
    public double Value => IsReady ? Doubled / (2.0 * Price.UnitsPerRupee) : 0;

    /// <summary>Highest high plus lowest low, price units: twice the middle, exact.</summary>
    internal long Doubled
    {
        get
        {
            (long highest, long lowest) = _range.Bounds;
            return highest + lowest;
        }
    }

    public void Update(in Bar bar)
    {
        _range.Push(bar.High.Units, bar.Low.Units);
    }

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
    }
}
