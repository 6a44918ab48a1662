using Astra.Markets;
using CsCheck;

namespace Astra.Strategies.Tests;

/// <summary>What every strategy of the registry keeps, and what expressions make of them; a new one is tested here by itself.</summary>
[Collection(nameof(RunsAlone))]
public class EveryStrategyTests
{
    private static readonly string[] Expressions =
    [
        "macd-cross[fast=5,slow=13]",
        "vote(macd-cross*2, rsi-reversal, bollinger-vwap; 0.2)",
        "confirm(macd-cross, sma-cross)",
        "guard(macd-cross)",
        "regimes(volatile: opening-range-breakout, trend: macd-cross, range: bollinger-vwap)",
        "vote(confirm(macd-cross, sma-cross), regimes(any: macd-rsi[rsi-confirm=40]), vote(sma-cross, macd-cross)*3; 0.3)",
    ];

    public static TheoryData<string> Names => [.. StrategyRegistry.All.Select(d => d.Name), .. Expressions];

    [Theory]
    [MemberData(nameof(Names))]
    public void Restored_in_mid_stream_it_decides_the_same_to_the_bit(string name) =>
        Gen.Select(Bars.Walk, Gen.Double.Unit).Sample((bars, share) =>
        {
            int cut = (int)(share * bars.Length);
            IStrategy whole = Bars.Create(name);
            IStrategy first = Bars.Create(name);
            whole.Run(bars[..cut]);
            first.Run(bars[..cut]);
            IStrategy second = Bars.Create(name);
            second.Load(new StateReader(first.State()));
            Assert.Equal(whole.Run(bars[cut..]), second.Run(bars[cut..]));
            Assert.Equal(whole.State(), second.State());
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_instances_fed_alternately_do_not_touch_each_other(string name) =>
        Gen.Select(Bars.Walk, Bars.Walk).Sample((bars, others) =>
        {
            List<StrategyDecision> alone = Bars.Create(name).Run(bars);
            IStrategy strategy = Bars.Create(name);
            IStrategy noise = Bars.Create(name);
            for (int i = 0; i < bars.Length; i++)
            {
                Assert.Equal(alone[i], strategy.OnBar(in bars[i]));
                if (i < others.Length) noise.OnBar(in others[i]);
            }
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Figures_are_finite_and_nothing_is_signalled_while_warming_up_or_on_the_first_defined_bar(string name) =>
        Bars.Walk.Sample(bars =>
        {
            bool defined = false;
            foreach (StrategyDecision decision in Bars.Create(name).Run(bars))
            {
                Assert.True(double.IsFinite(decision.Figure0) && double.IsFinite(decision.Figure1));
                Assert.True(double.IsFinite(decision.Figure2) && double.IsFinite(decision.Figure3));
                if (!defined) Assert.Equal(StrategyAction.None, decision.Action);
                if (decision != StrategyDecision.WarmingUp) defined = true;
            }
            Assert.True(defined);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void It_enters_only_after_the_first_bar_of_a_session_unless_it_says_so_and_exits_only_what_it_entered(string name) =>
        Bars.Walk.Sample(bars =>
        {
            List<StrategyDecision> decisions = Bars.Create(name).Run(bars);
            Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
            BarFlags unwanted = descriptor.TradesTheOpeningGap ? BarFlags.None : BarFlags.SessionStart;
            bool entered = false;
            for (int i = 0; i < bars.Length; i++)
            {
                StrategyAction action = decisions[i].Action;
                if (action is StrategyAction.EnterLong or StrategyAction.EnterShort)
                {
                    Assert.Equal(BarFlags.None, bars[i].Flags & unwanted);
                    entered = true;
                }
                else if (action == StrategyAction.Exit)
                {
                    Assert.True(entered);
                    entered = false;
                }
            }
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_values_that_are_allowed_trade_without_a_fault(string name)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
        StrategyMarket market = Stage.MarketFor(descriptor);
        Gen.Select(Bars.Walk, Gen.Double.Unit.Array[descriptor.Parameters.Count]).Sample((bars, shares) =>
        {
            // Short lengths more often than long ones, since few walks outlast a long warm-up.
            double[] values = [.. descriptor.Parameters.Select((p, i) => Within(p, shares[i]))];
            if (descriptor.FirstInvalid(values) >= 0) return;
            foreach (StrategyDecision decision in Stage.For(descriptor.Create(values, market), market).Run(bars))
                Assert.True(double.IsFinite(decision.Figure0) && double.IsFinite(decision.Figure1) && double.IsFinite(decision.Figure2) && double.IsFinite(decision.Figure3));
        });

        static double Within(StrategyParameter p, double share)
        {
            double value = p.Minimum + (p.Maximum - p.Minimum) * share * share * share;
            return p.Integer ? Math.Round(value) : value;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dead_market_gives_no_signal(string name)
    {
        IEnumerable<Bar> bars = Enumerable.Range(0, 2_000).Select(i => Bars.At(88.4525m, volume: 0, sessionStart: i % 360 == 0));
        Assert.All(Bars.Create(name).Actions(bars.Timed()), action => Assert.Equal(StrategyAction.None, action));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bar_allocates_nothing(string name)
    {
        Bar[] bars = Bars.Lively;
        IStrategy strategy = Bars.Create(name);
        int signals = Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) signals += Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.True(signals > 0, "the series was meant to cause signals");

        int Run()
        {
            int count = 0;
            for (int i = 0; i < bars.Length; i++)
                if (strategy.OnBar(in bars[i]).Action != StrategyAction.None) count++;
            return count;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_state_cut_short_is_refused(string name)
    {
        byte[] state = Bars.Create(name).State();
        Assert.Throws<StateFormatException>(() => Bars.Create(name).Load(new StateReader(state.AsMemory(0, state.Length - 1))));
    }
}
