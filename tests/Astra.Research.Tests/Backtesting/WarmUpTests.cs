using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

public sealed class WarmUpTests
{
    [Fact]
    public void Averages_agree_once_their_window_is_full()
    {
        BarSeries series = Market.Minutes(3, 6);
        BacktestSpec spec = Specs.Of("sma-cross", "fast=10,slow=30");
        IReadOnlyList<WarmUpStart> found = WarmUp.Check(series, () => new ChartDecider(spec.CreateFor(series), ChartStyle.Candle, default), 25);
        Assert.All(found, start => Assert.True(start.Settled && start.Bars <= 31, start.ToString()));
        Assert.Contains(found, start => start.Bars > 0);
    }

    [Fact]
    public void A_strategy_that_never_forgets_its_first_bar_does_not_settle()
    {
        BarSeries series = Market.Minutes(3, 6);
        IReadOnlyList<WarmUpStart> found = WarmUp.Check(series, () => new ChartDecider(new EverySecondBar(), ChartStyle.Candle, default), 25);
        Assert.Contains(found, start => !start.Settled);
    }

    private sealed class EverySecondBar : IStrategy
    {
        private int _bars;

        public StrategyDecision OnBar(in Bar bar) => new(_bars++ % 2 == 0 ? StrategyAction.EnterLong : StrategyAction.Exit, 0, 0, 0, 0);

        public void Save(StateWriter writer) => writer.Write(_bars);

        public void Load(StateReader reader) => _bars = reader.Read<int>();
    }
}
