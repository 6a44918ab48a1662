using Astra.Markets;

namespace Astra.Research;

/// <summary>Gives bars of which only the start is known their end and their place in the session.</summary>
internal static class BarFrame
{
    /// <summary>
    /// A bar ends after its interval or with its session. The first of a session is flagged: by the exchange's session where it lies in one, by the
    /// Indian date elsewhere.
    /// </summary>
    /// <param name="marked">True when session starts are flagged already (the file says where sessions begin).</param>
    public static void Complete(Span<Bar> bars, int minutes, Instrument instrument, SessionCalendar? calendar, bool marked)
    {
        SessionFrames frames = new(calendar, instrument);
        long length = minutes * Timestamp.NanosPerMinute;
        long previous = long.MinValue;
        foreach (ref Bar bar in bars)
        {
            TradingSession? session = minutes < 24 * 60 ? frames.At(bar.Start) : null;
            bar.IntervalMinutes = (ushort)minutes;
            bar.End = bar.Start + length;
            if (session is { } of && bar.End > frames.EndOf(of))
            {
                bar.End = frames.EndOf(of);
                bar.Flags |= BarFlags.Partial;
            }
            // Midnights are no session's opening, so the two kinds of place never meet.
            long place = session?.Open.UnixNanos ?? (bar.Start + Ist.OffsetNanos).FloorTo(Timestamp.NanosPerDay).UnixNanos - Ist.OffsetNanos;
            if (!marked && place != previous) bar.Flags |= BarFlags.SessionStart;
            previous = place;
        }
    }

    /// <summary>The most common distance of one bar from the next, in whole minutes; 1 when nothing tells.</summary>
    public static int MostCommonSpacing(IEnumerable<ReadOnlyMemory<Bar>> series)
    {
        const int Day = 24 * 60;
        long[] counts = new long[Day + 1];
        foreach (ReadOnlyMemory<Bar> memory in series)
        {
            ReadOnlySpan<Bar> bars = memory.Span;
            for (int i = 1; i < bars.Length; i++)
            {
                (long minutes, long rest) = Math.DivRem(bars[i].Start - bars[i - 1].Start, Timestamp.NanosPerMinute);
                if (rest != 0 || minutes <= 0) continue;
                // A night says nothing about the interval, unless the bars are days.
                if (minutes < Day) counts[minutes]++;
                else if (Ist.NanosOfDay(bars[i].Start) == 0) counts[Day]++;
            }
        }
        int best = 1;
        for (int i = 1; i <= Day; i++)
            if (counts[i] > counts[best]) best = i;
        return best;
    }
}
