using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>
/// Pairs, a hedged short option, a market maker and a reader of news through the whole core: what they do, and that a replay and a restart at any
/// event change nothing.
/// </summary>
public class WatchersTests
{
    private static readonly InboundEvent[] Day = WatchersDay.Events(3);

    private static CoreHarness Run(InboundEvent[] events)
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in events) h.Apply(e);
        return h;
    }

    /// <summary>Position behind every fill of an instrument, with the fill's time.</summary>
    private static List<(Timestamp At, int Units)> Positions(CoreHarness h, int instrument)
    {
        List<(Timestamp, int)> positions = [];
        int units = 0;
        foreach (OutboundEvent e in h.Of(OutboundKind.Fill).Where(e => e.Header.Instrument == instrument))
            positions.Add((e.Header.Time, units += e.Fill.Quantity * (int)e.Fill.Side));
        return positions;
    }

    private static List<(Timestamp At, int Side)> Sides(List<(Timestamp At, int Units)> positions)
    {
        List<(Timestamp At, int Side)> sides = [];
        foreach ((Timestamp at, int units) in positions)
            if (Math.Sign(units) != (sides.Count == 0 ? 0 : sides[^1].Side)) sides.Add((at, Math.Sign(units)));
        return sides;
    }

    [Fact]
    public void Every_plan_is_accepted()
    {
        CoreHarness h = Run(Day);
        Assert.Empty(h.Of(OutboundKind.PlanRejected).Select(e => (e.Header.Instrument, e.Header.Reason)));
        Assert.Equal(6, h.Of(OutboundKind.PlanApplied).Count());
    }

    [Fact]
    public void A_pair_holds_opposite_legs_at_the_same_times()
    {
        CoreHarness h = Run(Day);
        List<(Timestamp At, int Units)> explained = Positions(h, WatchersDay.Explained);
        Assert.Contains(explained, p => p.Units == 100);
        Assert.Contains(explained, p => p.Units == -100);
        // A leg may take several fills; what counts is when its side changes.
        List<(Timestamp At, int Side)> a = Sides(explained), b = Sides(Positions(h, WatchersDay.Hedge));
        Assert.True(a.Count > 4, $"only {a.Count} changes");
        Assert.Equal(a.Select(s => s.Side), b.Select(s => -s.Side));
        Assert.All(a.Zip(b), both => Assert.True(Math.Abs(both.First.At - both.Second.At) <= 30 * Timestamp.NanosPerSecond));
        Assert.Equal((0, 0), (a[^1].Side, b[^1].Side));
    }

    [Fact]
    public void A_rich_option_is_sold_hedged_by_its_future_and_both_are_left_when_its_volatility_has_gone()
    {
        CoreHarness h = Run(Day);
        List<(Timestamp At, int Units)> option = Positions(h, WatchersDay.Call), hedge = Positions(h, WatchersDay.Future);
        (Timestamp At, int Units) sold = option.First(p => p.Units == -10 * WatchersDay.OptionLot), left = option.First(p => p.At > sold.At && p.Units == 0);
        Assert.True(left.At < CoreHarness.At(13, 0), $"left at {left.At}");
        // The delta of the call is some 0.2 to 0.3: two or three lots of ten, bought soon after the sale and sold soon after the end.
        (Timestamp At, int Units) hedged = hedge.First(p => p.At > sold.At);
        Assert.InRange(hedged.Units, WatchersDay.OptionLot, 5 * WatchersDay.OptionLot);
        Assert.True(hedged.At - sold.At < 3 * Timestamp.NanosPerMinute);
        Assert.All(hedge.Where(p => p.At > sold.At && p.At < left.At), p => Assert.True(p.Units > 0));
        (Timestamp At, int Units) flat = hedge.First(p => p.At > left.At);
        Assert.True(flat.Units == 0 && flat.At - left.At < 3 * Timestamp.NanosPerMinute);
        Assert.Equal(0, hedge[^1].Units);
    }

    [Fact]
    public void A_market_maker_trades_both_ways_within_its_inventory_and_ends_flat()
    {
        CoreHarness h = Run(Day);
        List<(Timestamp At, int Units)> held = Positions(h, WatchersDay.Quoted);
        Assert.True(held.Count > 20, $"only {held.Count} fills");
        Assert.All(held, p => Assert.InRange(p.Units, -150, 150));
        Assert.Contains(held, p => p.Units > 0);
        Assert.Contains(held, p => p.Units < 0);
        Assert.Equal(0, held[^1].Units);
        Assert.DoesNotContain(h.Orders(Reason.Placed), e => e.Header.Instrument == WatchersDay.Quoted && e.Order.Intent == Reason.StrategyQuote && Ist.TimeOf(e.Header.Time) > new TimeOnly(15, 10));
    }

    [Fact]
    public void News_is_followed_both_ways()
    {
        List<(Timestamp At, int Units)> held = Positions(Run(Day), WatchersDay.News);
        Assert.Contains(held, p => p.Units == 20);
        Assert.Contains(held, p => p.Units == -20);
        Assert.Equal(0, held[^1].Units);
    }

    [Fact]
    public void Two_runs_say_the_same_and_end_the_same()
    {
        CoreHarness a = Run(Day), b = Run(Day);
        Assert.Equal((a.Core.OutboundHash, a.Core.StateHash()), (b.Core.OutboundHash, b.Core.StateHash()));
        Assert.NotEqual(a.Core.OutboundHash, Run(WatchersDay.Events(4)).Core.OutboundHash);
    }

    [Fact]
    public void A_restart_from_a_snapshot_changes_nothing()
    {
        CoreHarness whole = Run(Day);
        ulong state = whole.Core.StateHash();
        for (int cut = 0; cut < Day.Length; cut += 331)
        {
            var h = new CoreHarness(configure: false);
            for (int i = 0; i < Day.Length; i++)
            {
                h.Apply(Day[i]);
                if (i == cut) h.Restart();
            }
            Assert.True(whole.Core.OutboundHash == h.Core.OutboundHash, $"outbound hash differs after a restart at event {cut}");
            Assert.True(state == h.Core.StateHash(), $"state differs after a restart at event {cut}");
        }
    }
}
