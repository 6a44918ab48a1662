using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>Whatever plans and strategies do: what was said repeats, survives a restart anywhere, and adds up.</summary>
public class DiceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Replays_and_restarts_anywhere_change_nothing(int seed)
    {
        InboundEvent[] events = Day(seed);
        CoreHarness whole = Run(events, -1, 0);
        ulong state = whole.Core.StateHash();
        Assert.Equal(whole.Core.OutboundHash, Run(events, -1, 0).Core.OutboundHash);
        var random = new Random(seed);
        for (int round = 0; round < 4; round++)
        {
            int cut = random.Next(events.Length), every = random.Next(200, 900);
            CoreHarness h = Run(events, cut, every);
            Assert.True((whole.Core.OutboundHash, state) == (h.Core.OutboundHash, h.Core.StateHash()), $"seed {seed}: differs after restarts at event {cut} and every {every}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Orders_positions_and_money_keep_their_rules(int seed)
    {
        InboundEvent[] events = Day(seed);
        var h = new CoreHarness(configure: false);
        var ledger = new OrderLedger();
        foreach (InboundEvent e in events)
        {
            h.Apply(e);
            ledger.Read(h);
        }
        Assert.True(ledger.Fills > 0, $"seed {seed} has no fill and proves nothing");
        CoreTotals totals = h.Core.Totals;
        Account account = h.Core.Account;
        Assert.Equal((ledger.Open, 0), (account.OpenPositions, account.PendingEntries));
        if (ledger.Open > 0) return;
        Assert.Equal(totals.Gross, ledger.Cash);
        Assert.Equal((Money.Zero, Money.Zero), (account.Exposure, totals.Unrealised));
    }

    [Fact]
    public void The_days_hold_what_they_are_to_prove()
    {
        HashSet<(OutboundKind, Reason)> seen = [];
        int crossings = 0;
        foreach (int seed in Enumerable.Range(0, 40))
        {
            CoreHarness h = Run(Day(seed), -1, 0);
            seen.UnionWith(h.Said.Select(e => (e.Header.Kind, e.Header.Reason)));
            crossings += h.Orders(Reason.CrossedQuote).Count();
        }
        (OutboundKind, Reason)[] wanted =
        [
            (OutboundKind.Signal, Reason.StrategyHold), (OutboundKind.Signal, Reason.StrategyQuote), (OutboundKind.Signal, Reason.StrategyEntry),
            (OutboundKind.Fill, Reason.StrategyHold), (OutboundKind.Fill, Reason.StrategyQuote), (OutboundKind.Fill, Reason.StrategyEntry),
            (OutboundKind.Fill, Reason.Target), (OutboundKind.Fill, Reason.StopLoss), (OutboundKind.Trade, Reason.StrategyQuote), (OutboundKind.Trade, Reason.StrategyHold),
            (OutboundKind.Order, Reason.EntriesPaused), (OutboundKind.Order, Reason.PlanReplaced), (OutboundKind.Order, Reason.SquareOffTime),
            (OutboundKind.Order, Reason.NoShortDelivery), (OutboundKind.Order, Reason.OutsideTradingHours), (OutboundKind.Alert, Reason.BadScore),
        ];
        Assert.Empty(wanted.Except(seen));
        Assert.True(crossings > 0);
    }

    /// <summary>Ticks and bars in turn, with every mixture of entries, sizes and quotes.</summary>
    internal static InboundEvent[] Day(int seed) => seed % 2 == 0 ? DiceDay.Ticks(seed, 1 + seed / 2 % 7) : DiceDay.Bars(seed, 1 + seed / 2 % 7);

    private static CoreHarness Run(InboundEvent[] events, int cut, int every)
    {
        var h = new CoreHarness(configure: false) { FillsLeaps = false };
        for (int i = 0; i < events.Length; i++)
        {
            h.Apply(events[i]);
            if (every > 0 && (i == cut || i % every == every - 1)) h.Restart();
        }
        return h;
    }
}
