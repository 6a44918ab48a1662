using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>A core that tells less trades the same.</summary>
public class QuietCoreTests
{
    private static readonly CoreOptions Quiet = new()
    {
        Muted = [OutboundKind.BarClosed, OutboundKind.Checkpoint, OutboundKind.Alert],
        Intervals = DiceDay.Intervals,
    };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void It_decides_orders_fills_and_trades_as_a_full_core(int seed)
    {
        InboundEvent[] events = DiceTests.Day(seed);
        OutboundEvent[] full = Told(events, CoreOptions.Full), quiet = Told(events, Quiet);
        Assert.Equal(full.Length, quiet.Length);
        for (int i = 0; i < full.Length; i++)
            Assert.True(full[i].Canonical.SequenceEqual(quiet[i].Canonical), $"seed {seed}: event {i}, {full[i].Header.Kind}, differs");
    }

    [Fact]
    public void It_says_nothing_that_is_muted_and_numbers_what_is_left_without_gaps()
    {
        CoreHarness h = Run(DiceTests.Day(2), Quiet);
        Assert.DoesNotContain(h.Said, e => Quiet.Muted.Contains(e.Header.Kind));
        Assert.Equal(Enumerable.Range(0, h.Said.Count).Select(i => (long)i), h.Said.Select(e => e.Header.Sequence));
        Assert.True(h.Core.Totals.Bars < Run(DiceTests.Day(2), CoreOptions.Full).Core.Totals.Bars);
    }

    [Fact]
    public void A_plan_on_an_interval_that_is_not_built_is_rejected()
    {
        var h = new CoreHarness(options: Quiet);
        h.Define(CoreHarness.Stock());
        h.Use(CoreHarness.Plan(minutes: 10));
        Assert.Equal(Reason.BadInterval, Assert.Single(h.Of(OutboundKind.PlanRejected)).Header.Reason);
    }

    [Fact]
    public void Its_state_is_not_a_full_cores()
    {
        var writer = new StateWriter();
        Run(DiceTests.Day(2), Quiet).Core.Save(writer);
        Assert.Throws<StateFormatException>(() => new TradingCore(new CoreHarness()).Load(new StateReader(writer.Written.ToArray())));
    }

    /// <summary>All but what a quiet core leaves out, without the numbers that count it.</summary>
    private static OutboundEvent[] Told(InboundEvent[] events, CoreOptions options)
    {
        OutboundEvent[] told = [.. Run(events, options).Said.Where(e => !Quiet.Muted.Contains(e.Header.Kind))];
        for (int i = 0; i < told.Length; i++) told[i].Header.Sequence = i;
        return told;
    }

    private static CoreHarness Run(InboundEvent[] events, CoreOptions options)
    {
        var h = new CoreHarness(configure: false, options: options) { FillsLeaps = false };
        foreach (InboundEvent e in events) h.Apply(e);
        return h;
    }
}
