using Astra.Markets;
using CsCheck;

namespace Astra.Core.Tests;

/// <summary>Days full of outages, history and warm-ups repeat, survive a restart anywhere, and add up, as any other day.</summary>
public class LiveDayTests
{
    private static readonly CoreOptions Quiet = new()
    {
        Muted = [OutboundKind.BarClosed, OutboundKind.Checkpoint, OutboundKind.Alert, OutboundKind.FeedStatus], Intervals = DiceDay.Intervals,
    };

    private static Gen<int> Seeds => Gen.Int[0, 1_000_000];

    [Fact]
    public void Replays_and_restarts_anywhere_change_nothing() => Seeds.Sample(seed =>
    {
        InboundEvent[] events = LiveDay.Of(seed);
        CoreHarness whole = Run(events, -1, 0);
        var random = new Random(seed);
        for (int round = 0; round < 3; round++)
        {
            CoreHarness h = Run(events, random.Next(events.Length), random.Next(100, 900));
            Assert.Equal((whole.Core.OutboundHash, whole.Core.StateHash(), whole.Core.Totals), (h.Core.OutboundHash, h.Core.StateHash(), h.Core.Totals));
        }
    }, iter: 20);

    [Fact]
    public void Orders_positions_and_money_keep_their_rules() => Seeds.Sample(seed =>
    {
        var h = new CoreHarness(configure: false) { FillsLeaps = false };
        var ledger = new OrderLedger();
        foreach (InboundEvent e in LiveDay.Of(seed))
        {
            h.Apply(e);
            ledger.Read(h);
        }
        Account account = h.Core.Account;
        Assert.Equal((ledger.Open, 0), (account.OpenPositions, account.PendingEntries));
        if (ledger.Open > 0) return;
        Assert.Equal(h.Core.Totals.Gross, ledger.Cash);
        Assert.Equal((Money.Zero, Money.Zero), (account.Exposure, h.Core.Totals.Unrealised));
    }, iter: 20);

    [Fact]
    public void A_core_that_tells_less_trades_the_same() => Seeds.Sample(seed =>
    {
        InboundEvent[] events = LiveDay.Of(seed);
        Assert.Equal(Told(Run(events, -1, 0)), Told(Run(events, -1, 0, Quiet)));
    }, iter: 10);

    [Fact]
    public void Bars_of_an_interval_come_in_order_and_history_fills_and_fires_nothing() => Seeds.Sample(seed =>
    {
        CoreHarness h = Run(LiveDay.Of(seed), -1, 0);
        foreach (var bars in h.Of(OutboundKind.BarClosed).GroupBy(e => (e.Header.Instrument, e.Bar.IntervalMinutes, e.Bar.Style)))
        {
            Bar before = default;
            foreach (OutboundEvent e in bars)
            {
                Assert.True(e.Bar.Start >= before.End && e.Bar.Low <= e.Bar.High && e.Bar.Volume >= 0);
                before = e.Bar;
            }
        }
        Assert.All(h.Of(OutboundKind.Fill), e => Assert.True(
            h.Heard[(int)e.Header.Cause].Record.Header.Kind is not (InboundKind.Backfill or InboundKind.WarmUp or InboundKind.Feed)));
    }, iter: 20);

    [Fact]
    public void The_days_hold_what_they_are_to_prove()
    {
        HashSet<(OutboundKind, Reason)> seen = [];
        BarFlags flags = BarFlags.None;
        (long backfilled, long warmed, int late) = (0, 0, 0);
        foreach (int seed in Enumerable.Range(0, 20))
        {
            CoreHarness h = Run(LiveDay.Of(seed), -1, 0);
            seen.UnionWith(h.Said.Select(e => (e.Header.Kind, e.Header.Reason)));
            foreach (OutboundEvent e in h.Of(OutboundKind.BarClosed)) flags |= e.Bar.Flags;
            backfilled += h.Core.Totals.Backfilled;
            warmed += h.Core.Totals.WarmedUp;
            late += h.Of(OutboundKind.Signal).Count(e => h.Heard[(int)e.Header.Cause].Record.Header.Kind == InboundKind.Backfill);
        }
        (OutboundKind, Reason)[] wanted =
        [
            (OutboundKind.Order, Reason.FeedDown), (OutboundKind.FeedStatus, Reason.None), (OutboundKind.Alert, Reason.BadFeedChange),
            (OutboundKind.Alert, Reason.LateBackfill), (OutboundKind.Alert, Reason.LateWarmUp), (OutboundKind.Alert, Reason.BadBar), (OutboundKind.Fill, Reason.StopLoss),
        ];
        Assert.Empty(wanted.Except(seen));
        Assert.Equal(BarFlags.SessionStart | BarFlags.Gap | BarFlags.Backfilled, flags);
        Assert.True(backfilled > 500 && warmed > 1_000 && late > 20, $"{backfilled} minutes filled in, {warmed} bars to warm up, {late} decisions on history");
    }

    /// <summary>All but what a quiet core leaves out, without the numbers that count it.</summary>
    private static string[] Told(CoreHarness h)
    {
        OutboundEvent[] told = [.. h.Said.Where(e => !Quiet.Muted.Contains(e.Header.Kind))];
        for (int i = 0; i < told.Length; i++) told[i].Header.Sequence = i;
        return [.. told.Select(e => Convert.ToHexString(e.Canonical))];
    }

    private static CoreHarness Run(InboundEvent[] events, int cut, int every, CoreOptions? options = null)
    {
        var h = new CoreHarness(configure: false, options: options) { FillsLeaps = false };
        for (int i = 0; i < events.Length; i++)
        {
            h.Apply(events[i]);
            if (every > 0 && (i == cut || i % every == every - 1)) h.Restart();
        }
        return h;
    }
}
