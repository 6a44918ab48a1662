using Astra.Markets;

namespace Astra.Indicators;

/// <summary>How the levels about a pivot are spaced.</summary>
public enum PivotKind : byte
{
    /// <summary>Floor traders' levels.</summary>
    Standard,
    /// <summary>0.382, 0.618 and 1 of the range either side of the pivot.</summary>
    Fibonacci,
    /// <summary>1.1/12, 1.1/6 and 1.1/4 of the range either side of the close (Nick Stott's).</summary>
    Camarilla,
}

/// <summary>
/// Pivot, three resistances and three supports from the previous session's high, low and close. Ready from the second session's first
/// bar, known before it, and the same all session; sessions begin with <see cref="BarFlags.SessionStart"/>.
/// </summary>
public sealed class PivotPoints(PivotKind kind = PivotKind.Standard) : IIndicator
{
    private long _high;
    private long _low;
    private long _close;
    private bool _started;
    private double _pivot;
    private double _range;
    private double _lastHigh;
    private double _lastLow;
    private double _lastClose;

    public bool IsReady { get; private set; }

    /// <summary>The pivot, (high + low + close)/3, rupees.</summary>
    public double Value => _pivot;

    /// <param name="level">1 to 3.</param>
    public double Resistance(int level) => kind switch
    {
        PivotKind.Standard => level switch { 1 => 2 * _pivot - _lastLow, 2 => _pivot + _range, 3 => _lastHigh + 2 * (_pivot - _lastLow), _ => throw Bad(level) },
        PivotKind.Fibonacci => _pivot + Share(level) * _range,
        _ => _lastClose + Share(level) * _range,
    };

    /// <param name="level">1 to 3.</param>
    public double Support(int level) => kind switch
    {
        PivotKind.Standard => level switch { 1 => 2 * _pivot - _lastHigh, 2 => _pivot - _range, 3 => _lastLow - 2 * (_lastHigh - _pivot), _ => throw Bad(level) },
        PivotKind.Fibonacci => _pivot - Share(level) * _range,
        _ => _lastClose - Share(level) * _range,
    };

    private double Share(int level) => kind == PivotKind.Fibonacci
        ? level switch { 1 => 0.382, 2 => 0.618, 3 => 1, _ => throw Bad(level) }
        : level switch { 1 => 1.1 / 12, 2 => 1.1 / 6, 3 => 1.1 / 4, _ => throw Bad(level) };

    private static ArgumentOutOfRangeException Bad(int level) => new(nameof(level), level, "a level from 1 to 3 is needed");

    public void Update(in Bar bar)
    {
        if (!_started || (bar.Flags & BarFlags.SessionStart) != 0)
        {
            if (_started) Set();
            (_high, _low, _started) = (bar.High.Units, bar.Low.Units, true);
        }
        _high = Math.Max(_high, bar.High.Units);
        _low = Math.Min(_low, bar.Low.Units);
        _close = bar.Close.Units;
    }

    private void Set()
    {
        _pivot = (_high + _low + _close) / (3.0 * Price.UnitsPerRupee);
        _range = (_high - _low) / (double)Price.UnitsPerRupee;
        _lastHigh = _high / (double)Price.UnitsPerRupee;
        _lastLow = _low / (double)Price.UnitsPerRupee;
        _lastClose = _close / (double)Price.UnitsPerRupee;
        IsReady = true;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(_started);
        writer.Write(_pivot);
        writer.Write(_range);
        writer.Write(_lastHigh);
        writer.Write(_lastLow);
        writer.Write(_lastClose);
        writer.Write(IsReady);
    }

    public void Load(StateReader reader)
    {
        _high = reader.Read<long>();
        _low = reader.Read<long>();
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
        _pivot = reader.Read<double>();
        _range = reader.Read<double>();
        _lastHigh = reader.Read<double>();
        _lastLow = reader.Read<double>();
        _lastClose = reader.Read<double>();
        IsReady = reader.Read<bool>();
    }
}
