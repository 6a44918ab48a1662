using System.Globalization;
using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>The product's soul: same events in, same events and same state out, whatever happens in between.</summary>
public class DeterminismTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_day_trades_so_the_tests_below_mean_something(int seed)
    {
        (CoreHarness h, _) = Run(RandomDay.Events(seed));
        Assert.True(h.Core.Totals.Trades > 10, $"only {h.Core.Totals.Trades} trades");
        Assert.True(h.Core.Totals.Quarantined > 10);
        Assert.True(h.Of(OutboundKind.Checkpoint).Count() > 5);
        Assert.Contains(h.Orders(Reason.Placed).GroupBy(e => (e.Header.Cause, e.Header.Instrument, e.Order.Intent)), g => g.Count() > 2);
        Assert.True(h.Core.Quarantined(Reason.EntryCut) > 0);
        OutboundKind[] usual =
        [
            OutboundKind.BarClosed, OutboundKind.Signal, OutboundKind.Order, OutboundKind.Fill, OutboundKind.StopMoved,
            OutboundKind.Position, OutboundKind.Trade, OutboundKind.PlanApplied, OutboundKind.Alert, OutboundKind.Checkpoint,
            OutboundKind.DayClosed,
        ];
        Assert.Empty(usual.Except(h.Said.Select(e => e.Header.Kind)));
    }

    [Fact]
    public void Two_runs_say_the_same_and_end_the_same()
    {
        InboundEvent[] events = RandomDay.Events(7);
        (CoreHarness a, ulong stateA) = Run(events);
        (CoreHarness b, ulong stateB) = Run(events);
        Assert.Equal(a.Core.OutboundHash, b.Core.OutboundHash);
        Assert.Equal(stateA, stateB);
    }

    [Fact]
    public void Another_culture_changes_nothing()
    {
        InboundEvent[] events = RandomDay.Events(7);
        (CoreHarness a, ulong state) = Run(events);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NumberDecimalSeparator = ",";
            odd.NumberFormat.NegativeSign = "~";
            CultureInfo.CurrentCulture = odd;
            (CoreHarness b, ulong other) = Run(events);
            Assert.Equal((a.Core.OutboundHash, state), (b.Core.OutboundHash, other));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_restart_from_a_snapshot_at_any_event_changes_nothing()
    {
        InboundEvent[] events = RandomDay.Events(11, perMinute: 4);
        (CoreHarness whole, ulong state) = Run(events);
        for (int cut = 0; cut < events.Length; cut += 1 + cut / 40)
        {
            var h = new CoreHarness(configure: false);
            for (int i = 0; i < events.Length; i++)
            {
                h.Apply(events[i]);
                if (i == cut) h.Restart();
            }
            Assert.True(whole.Core.OutboundHash == h.Core.OutboundHash, $"outbound hash differs after a restart at event {cut}");
            Assert.True(state == h.Core.StateHash(), $"state differs after a restart at event {cut}");
        }
    }

    [Fact]
    public void Several_days_of_history_bars_with_commands_restart_alike()
    {
        InboundEvent[] events = RandomDay.History(17, days: 3);
        (CoreHarness whole, ulong state) = Run(events);
        Assert.True(whole.Core.Totals.Trades > 5, $"only {whole.Core.Totals.Trades} trades");
        Assert.Equal(3, whole.Of(OutboundKind.DayClosed).Count());
        for (int cut = 0; cut < events.Length; cut += 37)
        {
            var h = new CoreHarness(configure: false);
            for (int i = 0; i < events.Length; i++)
            {
                h.Apply(events[i]);
                if (i == cut) h.Restart();
            }
            Assert.True((whole.Core.OutboundHash, state) == (h.Core.OutboundHash, h.Core.StateHash()), $"differs after a restart at event {cut}");
        }
    }

    [Fact]
    public void Saving_and_hashing_do_not_disturb_the_core()
    {
        InboundEvent[] events = RandomDay.Events(13, perMinute: 4);
        (CoreHarness plain, ulong state) = Run(events);
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in events)
        {
            h.Apply(e);
            h.Core.StateHash();
        }
        Assert.Equal((plain.Core.OutboundHash, state), (h.Core.OutboundHash, h.Core.StateHash()));
    }

    [Fact]
    public void One_changed_price_changes_the_hash()
    {
        InboundEvent[] events = RandomDay.Events(7);
        (CoreHarness a, _) = Run(events);
        int tick = Array.FindIndex(events, 2000, e => e.Record.Header.Kind == InboundKind.Touchline && e.Record.Header.Instrument == 0);
        events[tick].Record.Touchline.Last += new Price(500);
        (CoreHarness b, _) = Run(events);
        Assert.NotEqual(a.Core.StateHash(), b.Core.StateHash());
    }

    [Fact]
    public void Checkpoints_carry_the_hash_of_all_that_was_said_before_them()
    {
        InboundEvent[] events = RandomDay.Events(5);
        var h = new CoreHarness(configure: false);
        ulong before = 0;
        int seen = 0;
        foreach (InboundEvent e in events)
        {
            int count = h.Said.Count;
            h.Apply(e);
            for (int i = count; i < h.Said.Count; i++)
            {
                OutboundEvent said = h.Said[i];
                if (said.Header.Kind == OutboundKind.Checkpoint)
                {
                    Assert.Equal(before, said.Checkpoint.OutboundHash);
                    Assert.Equal(said.Header.Cause, said.Checkpoint.InboundSequence);
                    seen++;
                }
                before = System.IO.Hashing.XxHash3.HashToUInt64(said.Canonical, (long)before);
            }
        }
        Assert.True(seen > 1);
        Assert.Equal(before, h.Core.OutboundHash);
    }

    [Fact]
    public void A_gap_in_the_sequence_is_a_defect_and_throws()
    {
        var core = new TradingCore(new CoreHarness());
        InboundEvent e = default;
        Assert.Throws<InvalidOperationException>(() => core.Apply(ref e, 1));
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused_with_both_versions()
    {
        var writer = new StateWriter();
        writer.Write(TradingCore.StateVersion + 1);
        StateFormatException e = Assert.Throws<StateFormatException>(
            () => new TradingCore(new CoreHarness()).Load(new StateReader(writer.Written.ToArray())));
        Assert.Contains((TradingCore.StateVersion + 1).ToString(CultureInfo.InvariantCulture), e.Message, StringComparison.Ordinal);
    }

    private static (CoreHarness, ulong) Run(InboundEvent[] events)
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in events) h.Apply(e);
        return (h, h.Core.StateHash());
    }
}
