using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Choppiness index (Dreiss): <c>100·log(Σ true range / (highest high - lowest low)) / log n</c>. Near 100 the way was long and led nowhere,
/// low values are trends; 0 where there is no range. First value at bar <c>length</c>.
/// </summary>
/// <param name="length">Bars, 2 or more.</param>
public sealed class Choppiness(int length) : IIndicator
{
    private RangeWindow _range = new(Length.Check(length, 2));
    private PriceWindow _ranges = new(length);
    private readonly double _scale = 100 / PinnedMath.Log(length);
    private long _close;
    private bool _started;

    public bool IsReady => _ranges.IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            (long high, long low) = _range.Bounds;
            long range = high - low;
            return range > 0 ? _scale * PinnedMath.Log(_ranges.Sum / (double)range) : 0;
        }
    }

    public void Update(in Bar bar)
    {
        _range.Push(bar.High.Units, bar.Low.Units);
        if (_started) _ranges.Push(Math.Max(bar.High.Units, _close) - Math.Min(bar.Low.Units, _close));
        (_close, _started) = (bar.Close.Units, true);
    }

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        _ranges.Save(writer);
        writer.Write(_close);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        _ranges.Load(reader);
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
    }
}
