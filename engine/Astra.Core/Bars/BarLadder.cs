using Astra.Markets;

namespace Astra.Core;

/// <summary>Receives each bar the moment it is known. The ladder index names the interval.</summary>
internal interface IBarListener
{
    void OnBarClosed(int index, ref Bar candle);
}

/// <summary>
/// Builds the bars of one instrument for all intervals at once. Only the minute is touched by a tick: longer bars are sums of
/// finished minutes, which is exact because every interval is anchored at the session's open and is a whole number of minutes.
/// A bar closes when time reaches its end (by a tick, a clock event or the close of the session), never earlier.
/// </summary>
/// <param name="intervals">
/// Bit of each interval that somebody reads. Of the others only the times are kept: they say until when time is final, and that must not depend on who reads.
/// </param>
internal sealed partial class BarLadder(uint intervals = uint.MaxValue) : IStateful
{
    public const int Count = 7;

    public static ReadOnlySpan<int> Minutes => Lengths;

    private static readonly int[] Lengths = [1, 3, 5, 10, 15, 30, 60];
    private static readonly Timestamp Never = new(long.MaxValue);

    private readonly Bar[] _open = new Bar[Count];
    private Timestamp _sessionOpen;
    private Timestamp _sessionClose;
    private int _startedMask;
    /// <summary>The interval that feeds the longer ones: the minute, or what history brings.</summary>
    private int _base;

    /// <summary>Earliest end among the open bars; nothing has to be closed before it.</summary>
    public Timestamp NextEnd { get; private set; } = Never;

    /// <summary>Everything before this is final: a tick from then is late.</summary>
    public Timestamp FinalUntil { get; private set; }

    public static int IndexOf(int minutes) => Minutes.IndexOf(minutes);

    public void StartSession(Timestamp open, Timestamp close)
    {
        Array.Clear(_open);
        (_sessionOpen, _sessionClose, _startedMask, _base) = (open, close, 0, 0);
        NextEnd = Never;
        if (FinalUntil < open) FinalUntil = open;
    }

    /// <summary>
    /// The session ends at another time than was said: open bars are cut there, or get back what an earlier end had cut off. A bar that
    /// would begin at or after the end stays as it is and is never closed: its ticks were no trading.
    /// </summary>
    public void Amend(Timestamp close)
    {
        _sessionClose = close;
        NextEnd = Never;
        for (int i = 0; i < Count; i++)
        {
            ref Bar bar = ref _open[i];
            if (bar.End.UnixNanos == 0) continue;
            if (bar.Start < close)
            {
                bar.End = EndOf(i, bar.Start);
                bool cut = bar.End - bar.Start < Minutes[i] * Timestamp.NanosPerMinute;
                bar.Flags = cut ? bar.Flags | BarFlags.Partial : bar.Flags & ~BarFlags.Partial;
            }
            if (bar.End < NextEnd) NextEnd = bar.End;
        }
    }

    /// <param name="cumulative">The volume was told from the day's cumulative figure.</param>
    public void AddTick(Timestamp at, Price price, long volume, bool cumulative = false)
    {
        ref Bar minute = ref _open[0];
        if (minute.End.UnixNanos == 0)
        {
            (_base, _carried) = (0, Unknown);
            Start(0, at, price);
        }
        if (cumulative && _carried == Unknown) _carried = volume;
        if (price > minute.High) minute.High = price;
        if (price < minute.Low) minute.Low = price;
        minute.Close = price;
        minute.Volume += volume;
        minute.Ticks++;
    }

    /// <summary>Takes a finished bar from history; the bars that it completes close at once. The caller has validated it.</summary>
    public void AddFinished(int index, in HistoryBar bar, IBarListener listener)
    {
        CloseDue(bar.Start, listener);
        _base = index;
        Start(index, bar.Start, bar.Open);
        ref Bar open = ref _open[index];
        (open.High, open.Low, open.Close, open.Volume) = (bar.High, bar.Low, bar.Close, bar.Volume);
        CloseDue(open.End, listener);
    }

    /// <summary>When a bar that starts there ends: after its interval, or at the session's close if that is sooner.</summary>
    public Timestamp EndOf(int index, Timestamp start)
    {
        Timestamp end = start + Minutes[index] * Timestamp.NanosPerMinute;
        return end > _sessionClose ? _sessionClose : end;
    }

    /// <summary>False when the bar does not start on the interval's grid inside the session, or when that time is being filled already.</summary>
    public bool Accepts(int index, in HistoryBar bar)
    {
        long length = Minutes[index] * Timestamp.NanosPerMinute;
        bool free = _open[index].End.UnixNanos == 0 || _open[index].End <= bar.Start;
        return free && bar.Start >= _sessionOpen && bar.Start < _sessionClose && (bar.Start - _sessionOpen) % length == 0;
    }

    /// <summary>Closes every bar that ends at or before <paramref name="now"/>, shortest interval first.</summary>
    public void CloseDue(Timestamp now, IBarListener listener)
    {
        if (now < NextEnd) return;
        for (int i = 0; i < Count; i++)
        {
            if (_open[i].End.UnixNanos == 0 || _open[i].End > now) continue;
            Bar closed = _open[i];
            _open[i] = default;
            Finish(i, closed.End);
            FeedLonger(i, in closed);
            if (Reads(i)) listener.OnBarClosed(i, ref closed);
        }
        NextEnd = Never;
        foreach (ref readonly Bar bar in _open.AsSpan())
            if (bar.End.UnixNanos != 0 && bar.End < NextEnd) NextEnd = bar.End;
    }

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<Bar>(_open);
        writer.Write(_sessionOpen);
        writer.Write(_sessionClose);
        writer.Write(_startedMask);
        writer.Write(_base);
        writer.Write(NextEnd);
        writer.Write(FinalUntil);
        SaveGaps(writer);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Bar>(_open);
        _sessionOpen = reader.Read<Timestamp>();
        _sessionClose = reader.Read<Timestamp>();
        _startedMask = reader.Read<int>();
        _base = reader.Read<int>();
        NextEnd = reader.Read<Timestamp>();
        FinalUntil = reader.Read<Timestamp>();
        LoadGaps(reader);
    }

    /// <summary>A minute feeds all longer bars; a longer bar from history feeds those that it divides.</summary>
    private void FeedLonger(int index, in Bar closed)
    {
        if (index != _base) return;
        for (int i = index + 1; i < Count; i++)
        {
            if (Minutes[i] % Minutes[index] != 0 || IsPast(i, closed.Start)) continue;
            // What history fills in is whole; a bar that a tick begins while nothing is seen is not.
            if (_open[i].End.UnixNanos == 0) Start(i, closed.Start, closed.Open, (closed.Flags & BarFlags.Backfilled) == 0);
            ref Bar bar = ref _open[i];
            bar.Flags |= closed.Flags & (BarFlags.Gap | BarFlags.Backfilled);
            if (!Reads(i)) continue;
            if (closed.High > bar.High) bar.High = closed.High;
            if (closed.Low < bar.Low) bar.Low = closed.Low;
            bar.Close = closed.Close;
            bar.Volume += closed.Volume;
            bar.Ticks += closed.Ticks;
        }
    }

    private bool Reads(int index) => (intervals >> index & 1) != 0;

    private void Start(int index, Timestamp at, Price price, bool seen = true)
    {
        long length = Minutes[index] * Timestamp.NanosPerMinute;
        Timestamp start = _sessionOpen + (at - _sessionOpen) / length * length;
        Timestamp end = EndOf(index, start);
        BarFlags flags = end - start < length ? BarFlags.Partial : BarFlags.None;
        if ((_startedMask & (1 << index)) == 0) flags |= BarFlags.SessionStart;
        _startedMask |= 1 << index;
        if (seen && start < _gapUntil) flags |= BarFlags.Gap;
        _open[index] = new Bar
        {
            Start = start,
            End = end,
            Open = price,
            High = price,
            Low = price,
            Close = price,
            IntervalMinutes = (ushort)Minutes[index],
            Flags = flags,
        };
        if (end < NextEnd) NextEnd = end;
    }
}
