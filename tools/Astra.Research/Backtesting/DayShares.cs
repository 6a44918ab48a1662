using Astra.Core;
using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Who pays what the day's end corrects. A contract note is one for a whole segment and the engine tells one figure, so it is allotted to the
/// segment's fills and settlements of that day in proportion to their value, whole micro-rupees, the sum exact. That of shares bought and sold on
/// one day, mostly tax given back, is so spread over what else the segment traded that day, other shares too.
/// </summary>
internal sealed class DayShares
{
    private const int Segments = (int)Segment.Commodity + 1;

    private readonly int[] _days = new int[Segments];
    private readonly List<(EngineTrade Trade, bool Entry, long Value)>[] _shares = [.. Enumerable.Range(0, Segments).Select(_ => new List<(EngineTrade, bool, long)>())];

    /// <param name="value">Of the fill, not negative.</param>
    public void Add(Segment segment, Timestamp time, EngineTrade trade, bool entry, Money value)
    {
        int day = Ist.DayOf(time);
        if (_days[(int)segment] != day) _shares[(int)segment].Clear();
        _days[(int)segment] = day;
        _shares[(int)segment].Add((trade, entry, value.Micros));
    }

    /// <summary>Of a day with several sessions each close tells what is still missing, and all fills so far share it. Nothing when nothing of the segment was traded that day.</summary>
    public void Allot(in TrueUpBody told)
    {
        int segment = (int)told.Segment;
        if (_days[segment] != told.Day) return;
        Int128 whole = 0, before = 0, given = 0;
        foreach ((_, _, long value) in _shares[segment]) whole += value;
        if (whole == 0) return;
        foreach ((EngineTrade trade, bool entry, long value) in _shares[segment])
        {
            before += value;
            Int128 due = told.Total.Micros * before / whole;
            trade.Correct(entry, new Money((long)(due - given)));
            given = due;
        }
    }
}
