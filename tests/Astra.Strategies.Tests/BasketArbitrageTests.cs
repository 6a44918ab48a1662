using Astra.Markets;

namespace Astra.Strategies.Tests;

public class BasketArbitrageTests
{
    private static IPeerStrategy Create(double weights, int peers, double stop = 10) => Series.Create<IPeerStrategy>(
        "basket-arbitrage", new StrategyMarket(Stage.Share(0), [.. Enumerable.Range(1, peers).Select(Stage.Share)], 1),
        ("weights", weights), ("length", 60), ("refit", 5), ("entry", 3), ("stop", stop));

    /// <summary>Log prices of members that share a market, and of one that is a weighted sum of them with noise, moved at some bars.</summary>
    private static List<(int Bar, StrategyDecision Decision)> Run(IPeerStrategy strategy, double[] weights, int moved, double by, int order = 0, bool sessionStart = false)
    {
        const int Count = 160;
        double[] noise = Series.Noise(Count, 42);
        double[][] members = [.. weights.Select((_, p) => Series.Walk(Count, 100 + (ulong)p, 0.001, 6))];
        List<(int, StrategyDecision)> said = [];
        for (int i = 0; i < Count; i++)
        {
            double own = 0.0003 * noise[i] + (i == moved ? by : 0);
            for (int p = 0; p < weights.Length; p++) own += weights[p] * members[p][i];
            bool opens = sessionStart && i == moved;
            StrategyDecision last = default;
            for (int k = 0; k <= weights.Length; k++)
            {
                int slot = (k + order) % (weights.Length + 1);
                Bar bar = Series.Minute(i, Math.Exp(slot == 0 ? own : members[slot - 1][i]), opens);
                last = slot == 0 ? strategy.OnBar(in bar) : strategy.OnPeerBar(slot - 1, in bar);
                if (k < weights.Length) Assert.Equal(StrategyAction.None, last.Action);
            }
            said.Add((i, last));
        }
        return said;
    }

    private static (int, StrategyAction)[] Signals(List<(int Bar, StrategyDecision Decision)> said, int from) =>
        [.. said.Where(s => s.Bar >= from && s.Decision.Action != StrategyAction.None).Select(s => (s.Bar, s.Decision.Action)).Take(2)];

    [Theory]
    [InlineData(0.002, StrategyAction.EnterShort)]
    [InlineData(-0.002, StrategyAction.EnterLong)]
    public void A_jump_against_the_basket_is_faded_and_left_at_the_mean(double by, StrategyAction expected)
    {
        (int Bar, StrategyAction Action)[] signals = Signals(Run(Create(0, 3), [1.0 / 3, 1.0 / 3, 1.0 / 3], 120, by), 120);
        Assert.Equal((120, expected), signals[0]);
        Assert.Equal(StrategyAction.Exit, signals[1].Action);
        Assert.InRange(signals[1].Bar, 121, 126);
    }

    [Fact]
    public void A_move_of_the_whole_market_is_no_signal() => Assert.Empty(Signals(Run(Create(0, 2), [0.5, 0.5], -1, 0), 0));

    [Fact]
    public void Regression_finds_weights_that_are_not_alike()
    {
        List<(int Bar, StrategyDecision Decision)> said = Run(Create(1, 2), [1.4, -0.3], 120, 0.002);
        Assert.Equal(StrategyAction.EnterShort, said[120].Decision.Action);
        Assert.Equal(1.1, said[119].Decision.Figure3, 0.1);
        // Equal weights leave the members' own walks in the residual, whose deviation is then many times wider.
        Assert.True(Run(Create(0, 2), [1.4, -0.3], 120, 0.002)[119].Decision.Figure2 > 3 * said[119].Decision.Figure2);
    }

    [Fact]
    public void Members_that_are_copies_of_one_another_fall_back_to_equal_weights()
    {
        IPeerStrategy strategy = Create(1, 2);
        double[] walk = Series.Walk(100, 7, 0.001, 6), noise = Series.Noise(100, 8);
        StrategyDecision last = default;
        for (int i = 0; i < 100; i++)
        {
            Bar own = Series.Minute(i, Math.Exp(walk[i] + 0.0003 * noise[i])), copy = Series.Minute(i, Math.Exp(walk[i]));
            strategy.OnBar(in own);
            strategy.OnPeerBar(0, in copy);
            last = strategy.OnPeerBar(1, in copy);
        }
        Assert.Equal(1, last.Figure3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_order_of_the_bars_of_one_time_does_not_matter(int order) =>
        Assert.Equal(Run(Create(1, 3), [0.2, 0.3, 0.5], 120, 0.002), Run(Create(1, 3), [0.2, 0.3, 0.5], 120, 0.002, order));

    [Fact]
    public void The_overnight_gap_opens_nothing() =>
        Assert.DoesNotContain(Signals(Run(Create(0, 2), [0.5, 0.5], 120, 0.002, sessionStart: true), 120), s => s.Item1 == 120);

    [Fact]
    public void A_jump_beyond_the_stop_is_not_entered() =>
        Assert.DoesNotContain(Signals(Run(Create(0, 2, stop: 0.25), [0.5, 0.5], 120, 0.01), 120), s => s.Item1 == 120);
}
