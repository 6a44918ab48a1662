using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Times that no feed has shown: bars that such a time touches say so, and minutes that history fills in afterwards take their place, as long as
/// no later bar of their interval is closed. A longer bar that is closed stays as it was told.
/// </summary>
internal sealed partial class BarLadder
{
    /// <summary>The open minute has not shown the day's cumulative volume yet.</summary>
    private const long Unknown = -1;

    private readonly Timestamp[] _closedUntil = new Timestamp[Count];
    /// <summary>Ticks may be missing before this; far ahead while nothing is seen.</summary>
    private Timestamp _gapUntil;
    /// <summary>Of the open minute's volume what came with its first cumulative figure, and so holds what traded while nothing was seen.</summary>
    private long _carried = Unknown;

    /// <summary>Whether a bar of an interval was ever closed.</summary>
    public bool HasClosed(int index) => _closedUntil[index].UnixNanos != 0;

    /// <summary>Nothing is seen from now on: what is open may miss ticks, and what begins before <see cref="EndGap"/> too.</summary>
    public void BeginGap()
    {
        MarkOpen();
        _gapUntil = Never;
    }

    /// <summary>Ticks come again. A bar that began before lacks some of them.</summary>
    public void EndGap(Timestamp at)
    {
        if (_gapUntil == Never) _gapUntil = at;
    }

    /// <summary>Ticks of this instrument alone were missed until now.</summary>
    public void Missed(Timestamp at)
    {
        MarkOpen();
        if (at > _gapUntil) _gapUntil = at;
    }

    /// <summary>Whether a minute from history has a place: on the grid inside the session, behind the last closed minute, and not the one that is being built.</summary>
    public bool AcceptsMissed(Timestamp start)
    {
        ref readonly Bar open = ref _open[0];
        return !IsPast(0, start) && (open.End.UnixNanos == 0 || start >= open.End || start < open.Start);
    }

    /// <summary>Whether a minute starts where the session has one.</summary>
    public bool IsOnGrid(Timestamp start) =>
        start >= _sessionOpen && start < _sessionClose && (start - _sessionOpen) % Timestamp.NanosPerMinute == 0;

    /// <summary>
    /// Takes a finished minute from history, closes it at once and with it the longer bars that it completes. The open minute, if it is a later one, stays
    /// open. The caller has validated it.
    /// </summary>
    public void AddMissed(in HistoryBar bar, IBarListener listener)
    {
        CloseDue(bar.Start, listener);
        _base = 0;
        var minute = new Bar
        {
            Start = bar.Start,
            End = EndOf(0, bar.Start),
            Open = bar.Open,
            High = bar.High,
            Low = bar.Low,
            Close = bar.Close,
            Volume = bar.Volume,
            IntervalMinutes = 1,
            Flags = BarFlags.Backfilled,
        };
        if (minute.End - minute.Start < Timestamp.NanosPerMinute) minute.Flags |= BarFlags.Partial;
        // The minute that is open was the session's first only as long as nothing was known before it.
        ref Bar open = ref _open[0];
        bool opens = (_startedMask & 1) == 0 || (open.End.UnixNanos != 0 && (open.Flags & BarFlags.SessionStart) != 0);
        if (opens)
        {
            minute.Flags |= BarFlags.SessionStart;
            open.Flags &= ~BarFlags.SessionStart;
        }
        _startedMask |= 1;
        Finish(0, minute.End);
        FeedLonger(0, in minute);
        if (Reads(0)) listener.OnBarClosed(0, ref minute);
        CloseDue(minute.End, listener);
    }

    /// <summary>
    /// Takes a missed minute's volume out of the open one, whose first cumulative figure brought the volume of the whole gap. False when that figure has not
    /// come yet: the next one will bring it.
    /// </summary>
    public bool TryTakeOut(long volume)
    {
        ref Bar minute = ref _open[0];
        if (minute.End.UnixNanos == 0 || _carried == Unknown) return false;
        long taken = Math.Min(volume, _carried);
        minute.Volume -= taken;
        _carried -= taken;
        return true;
    }

    /// <summary>Whether a bar from history would show again what an open bar is being built from.</summary>
    public bool Overlaps(int index, Timestamp end)
    {
        ref readonly Bar minute = ref _open[0];
        ref readonly Bar bar = ref _open[index];
        return (minute.End.UnixNanos != 0 && end > minute.Start) || (bar.End.UnixNanos != 0 && end > bar.Start);
    }

    private void MarkOpen()
    {
        for (int i = 0; i < Count; i++)
            if (_open[i].End.UnixNanos != 0) _open[i].Flags |= BarFlags.Gap;
    }

    /// <summary>Whether an interval has closed, or is building, a bar behind that time.</summary>
    private bool IsPast(int index, Timestamp start) =>
        start < _closedUntil[index] || (index > 0 && _open[index].End.UnixNanos != 0 && start < _open[index].Start);

    private void Finish(int index, Timestamp end)
    {
        if (end > _closedUntil[index]) _closedUntil[index] = end;
        if (end > FinalUntil) FinalUntil = end;
    }

    private void SaveGaps(StateWriter writer)
    {
        writer.WriteSpan<Timestamp>(_closedUntil);
        writer.Write(_gapUntil);
        writer.Write(_carried);
    }

    private void LoadGaps(StateReader reader)
    {
        reader.ReadInto<Timestamp>(_closedUntil);
        _gapUntil = reader.Read<Timestamp>();
        _carried = reader.Read<long>();
    }
}
