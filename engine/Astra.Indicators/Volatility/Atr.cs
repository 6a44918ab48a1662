using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Wilder's average true range. The first bar has no true range, so the seed is the mean of the next <c>length</c>; an overnight gap
/// counts, since the previous close is yesterday's.
/// </summary>
public sealed class Atr(int length) : IIndicator
{
    private Wilder _range = new(Length.Check(length));
    private long _previousClose;
    private bool _hasPrevious;

    public bool IsReady => _range.IsReady;

    /// <summary>Rupees.</summary>
    public double Value => Units / Price.UnitsPerRupee;

    /// <summary>In price units, for comparisons that should not pass through rupees.</summary>
    internal double Units => IsReady ? _range.Value : 0;

    public void Update(in Bar bar)
    {
        if (_hasPrevious)
        {
            long high = Math.Max(bar.High.Units, _previousClose);
            long low = Math.Min(bar.Low.Units, _previousClose);
            _range.Update(high - low);
        }
        _previousClose = bar.Close.Units;
        _hasPrevious = true;
    }

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        writer.Write(_previousClose);
        writer.Write(_hasPrevious);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        _previousClose = reader.Read<long>();
        _hasPrevious = reader.Read<bool>();
    }
}
