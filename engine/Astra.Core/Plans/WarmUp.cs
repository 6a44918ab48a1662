using Astra.Indicators;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// What a plan has been shown of the time before its first live bar, so that no bar is shown twice and none out of order. It is over with the first live
/// bar, the plan's own or a peer's.
/// </summary>
/// <param name="slots">The plan's own instrument and its peers.</param>
internal sealed class WarmUp(int slots) : IStateful
{
    private readonly Timestamp[] _until = new Timestamp[slots];
    private HeikinAshiBars _heikinAshi;
    private bool _over;

    /// <summary>Where the chart stands after the bars shown.</summary>
    public HeikinAshiBars HeikinAshi => _heikinAshi;

    /// <param name="slot">0 for the plan's own instrument, 1 + its place for a peer.</param>
    public bool Accepts(int slot, Timestamp start) => !_over && start >= _until[slot];

    /// <summary>Takes the next bar of an instrument; the first of each IST day opens a session.</summary>
    public void Take(int slot, ref Bar candle)
    {
        if (DayBefore(_until[slot]) != Ist.DayOf(candle.Start)) candle.Flags |= BarFlags.SessionStart;
        _until[slot] = candle.End;
    }

    public Bar Smooth(in Bar candle) => _heikinAshi.Next(in candle);

    /// <summary>
    /// Lets a live bar through; false when its time was shown already. One that goes on with a day that was begun here opens no session.
    /// </summary>
    public bool Admits(int slot, ref Bar live)
    {
        Timestamp until = _until[slot];
        if (live.End <= until) return false;
        _over = true;
        if (until.UnixNanos == 0) return true;
        if (DayBefore(until) == Ist.DayOf(live.Start)) live.Flags &= ~BarFlags.SessionStart;
        _until[slot] = default;
        return true;
    }

    public void Save(StateWriter writer)
    {
        writer.WriteSpan<Timestamp>(_until);
        writer.Write(_heikinAshi);
        writer.Write(_over);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Timestamp>(_until);
        _heikinAshi = reader.Read<HeikinAshiBars>();
        _over = reader.Read<bool>();
    }

    /// <summary>Day of the bar that ended then: one may end at midnight.</summary>
    private static int DayBefore(Timestamp end) => end.UnixNanos == 0 ? -1 : Ist.DayOf(end - 1);
}
