using Astra.Markets;
using CsCheck;

namespace Astra.Strategies.Tests;

public class MacdRsiTests
{
    private const StrategyAction None = StrategyAction.None;
    private const StrategyAction Long = StrategyAction.EnterLong;
    private const StrategyAction Short = StrategyAction.EnterShort;
    private const StrategyAction Exit = StrategyAction.Exit;

    // Falls ever faster, then jumps: MACD(2,3,2) is defined on the fourth bar and crosses on the sixth.
    private static readonly decimal[] FallThenRise = [100, 99, 97, 94, 90, 96];

    private static IStrategy Create(double confirm = 0, double extreme = 100) =>
        Bars.Create("macd-rsi", ("fast", 2), ("slow", 3), ("signal", 2), ("rsi", 2), ("rsi-confirm", confirm), ("rsi-extreme", extreme));

    [Fact]
    public void A_crossing_upwards_enters_long_and_the_figures_show_it()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(FallThenRise));
        Assert.Equal([None, None, None, None, None, Long], decisions.Select(d => d.Action));
        Assert.All(decisions[..3], d => Assert.Equal(StrategyDecision.WarmingUp, d));
        Assert.True(decisions[4].Figure2 < 0 && decisions[5].Figure2 > 0);
        Assert.Equal(decisions[5].Figure0 - decisions[5].Figure1, decisions[5].Figure2);
        Assert.InRange(decisions[5].Figure3, 60, 70);
    }

    [Fact]
    public void A_crossing_downwards_enters_short() =>
        Assert.Equal([None, None, None, None, None, Short], Create().Actions(Bars.Closes([100, 101, 103, 106, 110, 104])));

    [Fact]
    public void The_opposite_crossing_turns_the_trade_when_rsi_agrees() =>
        Assert.Equal([Long, Short], Signals(Create(), Bars.Closes([.. FallThenRise, 88])));

    [Fact]
    public void The_opposite_crossing_only_ends_the_trade_when_rsi_does_not_agree()
    {
        // RSI is near 64 after the rise and near 21 after the fall: for a short that is 79 of 100, over the extreme.
        Assert.Equal([Long, Exit], Signals(Create(extreme: 70), Bars.Closes([.. FallThenRise, 80])));
    }

    [Fact]
    public void Rsi_too_weak_or_too_stretched_stops_an_entry()
    {
        Assert.Empty(Signals(Create(confirm: 69), Bars.Closes(FallThenRise)));
        Assert.Empty(Signals(Create(extreme: 60), Bars.Closes(FallThenRise)));
        Assert.Equal([Long], Signals(Create(confirm: 60, extreme: 70), Bars.Closes(FallThenRise)));
    }

    [Fact]
    public void A_crossing_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        List<Bar> bars = Bars.Closes([100, 99, 97, 94, 90]);
        bars.Add(Bars.At(96, sessionStart: true));
        bars.AddRange([Bars.At(97), Bars.At(99)]);
        Assert.Empty(Signals(Create(), bars));
    }

    [Fact]
    public void A_crossing_by_the_overnight_gap_ends_a_trade()
    {
        List<Bar> bars = Bars.Closes(FallThenRise);
        bars.Add(Bars.At(80, sessionStart: true));
        Assert.Equal([Long, Exit], Signals(Create(), bars));
    }

    [Fact]
    public void Averages_that_settle_in_a_halted_market_cross_nothing() =>
        Bars.Walk.Sample(bars =>
        {
            // After 300 silent bars the averages differ by rounding alone.
            IStrategy strategy = Bars.Create("macd-rsi", ("rsi-confirm", 0));
            strategy.Run(bars);
            Bar halted = Bars.At(bars[^1].Close.ToDecimal(), volume: 0);
            strategy.Run(Enumerable.Repeat(halted, 300));
            Assert.All(strategy.Actions(Enumerable.Repeat(halted, 1_700)), action => Assert.Equal(None, action));
        });

    [Fact]
    public void The_mirrored_market_gives_the_mirrored_signals() =>
        Bars.Walk.Sample(bars =>
        {
            // Thresholds that no exact ratio hits, so that rounding cannot decide.
            (string, double)[] odd = [("rsi-confirm", 47.3171), ("rsi-extreme", 71.9177)];
            StrategyAction[] plain = Bars.Create("macd-rsi", odd).Actions(bars);
            StrategyAction[] mirrored = Bars.Create("macd-rsi", odd).Actions(bars.Select(Mirror));
            Assert.Equal(plain.Select(Opposite), mirrored);
        });

    private static StrategyAction Opposite(StrategyAction action) => action switch { Long => Short, Short => Long, _ => action };

    private static Bar Mirror(Bar bar) =>
        Bars.Of(2_000 - bar.Low.ToDecimal(), 2_000 - bar.High.ToDecimal(), 2_000 - bar.Close.ToDecimal(), bar.Volume,
            (bar.Flags & BarFlags.SessionStart) != 0);

    private static StrategyAction[] Signals(IStrategy strategy, IEnumerable<Bar> bars) =>
        [.. strategy.Actions(bars).Where(a => a != None)];
}
