using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>
/// A <see cref="DiceDay"/> as a live feed would have shown it: with outages whose ticks are missing and whose minutes come from history afterwards, with warm-ups before
/// the opening, a clock that sometimes stands still with the feed, and changes and bars that are nonsense.
/// </summary>
internal static class LiveDay
{
    private const int Instruments = 4;

    private static readonly FeedState[] Losses = [FeedState.Stale, FeedState.Gap, FeedState.Reconnecting, FeedState.Stopped];

    public static InboundEvent[] Of(int seed)
    {
        var random = new Random(seed);
        var told = new List<InboundEvent>();
        var missed = new SortedDictionary<(Timestamp Start, int Instrument), HistoryBar>();
        Outage outage = default;
        foreach (InboundEvent e in DiceDay.Ticks(seed, 1 + seed % 7))
        {
            (InboundKind kind, Timestamp at) = (e.Record.Header.Kind, e.Record.Header.ExchangeTime);
            bool tick = kind is InboundKind.Touchline or InboundKind.Trade or InboundKind.Depth;
            if (kind == InboundKind.Session && e.Record.Session.Phase == SessionPhase.Open)
            {
                WarmUps(told, random, at);
                told.Add(CoreHarness.FeedEvent(at - 1, FeedState.Subscribed));
                outage = Next(random, at);
            }
            if (outage.Began && at >= outage.End && (tick || kind == InboundKind.Clock) && !(outage.TickFirst && kind == InboundKind.Clock))
            {
                told.Add(CoreHarness.FeedEvent(at, FeedState.Connected));
                if (outage.TickFirst) told.Add(e);
                FillIn(told, random, missed, at);
                told.Add(CoreHarness.FeedEvent(at, FeedState.Recovered));
                bool used = outage.TickFirst;
                outage = Next(random, at);
                if (used) continue;
            }
            if (!outage.Began && at >= outage.Start && kind is InboundKind.Clock or InboundKind.Touchline)
            {
                told.Add(CoreHarness.FeedEvent(at, Losses[random.Next(4)], cause: FeedCause.Silence));
                outage = outage with { Began = true };
            }
            if (random.Next(300) == 0) Disturb(told, random, at);
            if (outage.Began && tick) Miss(missed, in e);
            else if (!(outage.Began && outage.HoldsClock && kind == InboundKind.Clock)) told.Add(e);
        }
        return [.. told];
    }

    private static Outage Next(Random random, Timestamp after)
    {
        Timestamp start = after + random.Next(60, 3_600) * Timestamp.NanosPerSecond;
        return new Outage(start, start + random.Next(5, 900) * Timestamp.NanosPerSecond, false, random.Next(2) == 0, random.Next(2) == 0);
    }

    private static void Miss(SortedDictionary<(Timestamp, int), HistoryBar> missed, in InboundEvent e)
    {
        if (e.Record.Header.Kind != InboundKind.Touchline || (uint)e.Record.Header.Instrument >= Instruments) return;
        Timestamp start = e.Record.Header.ExchangeTime.FloorTo(Timestamp.NanosPerMinute);
        Price last = e.Record.Touchline.Last;
        HistoryBar bar = missed.TryGetValue((start, e.Record.Header.Instrument), out HistoryBar known)
            ? known
            : new HistoryBar { Start = start, Open = last, High = last, Low = last, IntervalMinutes = 1 };
        bar.High = bar.High > last ? bar.High : last;
        bar.Low = bar.Low < last ? bar.Low : last;
        bar.Close = last;
        bar.Volume++;
        missed[(start, e.Record.Header.Instrument)] = bar;
    }

    private static void FillIn(List<InboundEvent> told, Random random, SortedDictionary<(Timestamp Start, int Instrument), HistoryBar> missed, Timestamp at)
    {
        foreach (((Timestamp start, int instrument), HistoryBar bar) in missed)
        {
            if (start + Timestamp.NanosPerMinute > at || random.Next(20) == 0) continue;
            InboundEvent e = default;
            e.Record.Header = CoreHarness.Header(InboundKind.Backfill, instrument, at);
            e.Record.Bar = bar;
            told.Add(e);
            if (random.Next(10) == 0) told.Add(e);
        }
        missed.Clear();
    }

    private static void WarmUps(List<InboundEvent> told, Random random, Timestamp open)
    {
        for (int bar = 0; bar < 40; bar++)
        {
            for (int instrument = 0; instrument < Instruments; instrument++)
            {
                foreach (int minutes in DiceDay.Intervals)
                {
                    decimal price = 200 + 50 * instrument + random.Next(-40, 41) * 0.05m;
                    Timestamp start = open - Timestamp.NanosPerDay + (bar - (random.Next(20) == 0 ? 5 : 0)) * minutes * Timestamp.NanosPerMinute;
                    told.Add(CoreHarness.HistoryEvent(InboundKind.WarmUp, open - 1, start, price, price + 1, price - 1, price, random.Next(900), instrument, minutes));
                }
            }
        }
    }

    private static void Disturb(List<InboundEvent> told, Random random, Timestamp at)
    {
        int instrument = random.Next(-1, Instruments + 1);
        Timestamp minute = at.FloorTo(Timestamp.NanosPerMinute) + random.Next(-400, 2) * Timestamp.NanosPerMinute;
        told.Add(random.Next(6) switch
        {
            0 => CoreHarness.FeedEvent(at, (FeedState)random.Next(0, 14), (byte)random.Next(0, 10), instrument, (FeedCause)random.Next(0, 12)),
            1 => CoreHarness.FeedEvent(at, FeedState.Gap, instrument: instrument),
            2 => CoreHarness.FeedEvent(at, FeedState.TookOver, (byte)random.Next(0, 2)),
            3 => CoreHarness.HistoryEvent(InboundKind.WarmUp, at, minute, 200m, 201m, 199m, 200m, 5, instrument, random.Next(1, 6)),
            4 => CoreHarness.HistoryEvent(InboundKind.Backfill, at, minute, 200m, 201m, 199m, 200m, 5, instrument),
            _ => CoreHarness.HistoryEvent(InboundKind.Backfill, at, minute + random.Next(2), 200m, 201m, 199m, 200m, 5, instrument, random.Next(1, 3)),
        });
    }

    /// <param name="HoldsClock">The clock stands still too, as after a restart of the process.</param>
    /// <param name="TickFirst">Ticks flow again before the history has come.</param>
    private readonly record struct Outage(Timestamp Start, Timestamp End, bool Began, bool HoldsClock, bool TickFirst);
}
