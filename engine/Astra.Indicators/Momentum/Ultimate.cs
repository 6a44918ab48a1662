using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Ultimate oscillator (Williams 1976), 0 to 100: buying pressure (close less the lower of low and previous close) over true range, summed
/// over three lengths and weighted 4, 2 and 1. A length without any range adds nothing, as in TA-Lib. First value at bar <c>longest</c>.
/// </summary>
public sealed class Ultimate : IIndicator
{
    // Pressure and range of a bar, and their sums, side by side.
    private readonly Vector128<long>[] _bars;
    private readonly long _most;
    private Vector128<long> _short;
    private Vector128<long> _middle;
    private Vector128<long> _long;
    private int _shortAt;
    private int _middleAt;
    private int _next;
    private int _count;
    private long _close;
    private bool _started;

    public Ultimate(int shortest = 7, int middle = 14, int longest = 28)
    {
        Length.CheckPair(shortest, middle);
        Length.CheckPair(middle, longest);
        _bars = new Vector128<long>[longest];
        _most = long.MaxValue / longest;
        (_shortAt, _middleAt) = (longest - shortest, longest - middle);
    }

    public bool IsReady => _count == _bars.Length;

    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        long low = Math.Min(bar.Low.Units, _close), range = Math.Max(bar.High.Units, _close) - low, pressure = bar.Close.Units - low;
        bool started = _started;
        (_close, _started) = (bar.Close.Units, true);
        if (!started) return;
        if (Math.Max(Math.Abs(pressure), Math.Abs(range)) > _most) throw new OverflowException($"a range of {range} price units is too wide for a sum of {_bars.Length}");
        Vector128<long> both = Vector128.Create(pressure, range);
        Vector128<long>[] bars = _bars;
        // Slots not filled yet are 0 and leave the sums alone.
        _short += both - bars[_shortAt];
        _middle += both - bars[_middleAt];
        _long += both - bars[_next];
        bars[_next] = both;
        if (++_shortAt == bars.Length) _shortAt = 0;
        if (++_middleAt == bars.Length) _middleAt = 0;
        if (++_next == bars.Length) _next = 0;
        if (_count < bars.Length) _count++;
        if (IsReady) Value = 100 * (4 * Share(_short) + 2 * Share(_middle) + Share(_long)) / 7;
    }

    private static double Share(Vector128<long> sums) => sums.GetElement(1) > 0 ? sums.ToScalar() / (double)sums.GetElement(1) : 0;

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<Vector128<long>>(_bars);
        writer.Write(_short);
        writer.Write(_middle);
        writer.Write(_long);
        writer.Write(_shortAt);
        writer.Write(_middleAt);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_close);
        writer.Write(_started);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Vector128<long>>(_bars);
        _short = reader.Read<Vector128<long>>();
        _middle = reader.Read<Vector128<long>>();
        _long = reader.Read<Vector128<long>>();
        _shortAt = reader.Read<int>();
        _middleAt = reader.Read<int>();
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
        Value = reader.Read<double>();
        Length.CheckState(_next, _count, _bars.Length);
        Length.CheckState(_shortAt, 0, _bars.Length);
        Length.CheckState(_middleAt, 0, _bars.Length);
    }
}
