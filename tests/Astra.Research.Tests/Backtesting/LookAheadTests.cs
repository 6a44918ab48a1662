using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

public sealed class LookAheadTests
{
    public static TheoryData<string> Strategies => RandomSpecs.OnBars();

    [Theory]
    [MemberData(nameof(Strategies))]
    public void No_strategy_knows_the_future(string name)
    {
        BarSeries series = Market.Minutes(5, 5);
        foreach (ChartStyle style in RandomSpecs.Styles)
        {
            BacktestSpec spec = RandomSpecs.Next(name, style, new Random(11));
            LookAheadFinding? found = LookAhead.Check(series, bars => Run(bars, new ChartDecider(spec.CreateFor(bars), spec.Style, spec.ChartSize)), 10, 1);
            Assert.True(found is null, found?.Words);
        }
    }

    [Fact]
    public void A_strategy_that_peeks_one_bar_ahead_is_caught()
    {
        LookAheadFinding? found = LookAhead.Check(Market.Minutes(5, 3), bars => Run(bars, new ChartDecider(new Peeking(bars, 1), ChartStyle.Candle, default)), 20, 1);
        Assert.NotNull(found);
        Assert.Contains("later bars", found.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strategy_that_knows_the_whole_series_average_is_caught()
    {
        Assert.NotNull(LookAhead.Check(Market.Minutes(5, 3), bars => Run(bars, new ChartDecider(new AboveMean(bars), ChartStyle.Candle, default)), 20, 1));
    }

    [Fact]
    public void The_same_strategy_without_the_peek_is_not()
    {
        Assert.Null(LookAhead.Check(Market.Minutes(5, 3), bars => Run(bars, new ChartDecider(new Peeking(bars, 0), ChartStyle.Candle, default)), 20, 1));
    }

    private static BacktestResult Run(BarSeries bars, ChartDecider decider) =>
        NextOpenRunner.WithFlatFees(bars, new LedgerRules { Sides = TradeSides.Reverse, Quantity = 10 }, 0).Run(ref decider);

    /// <summary>Long when a later close is higher: what nobody can know.</summary>
    private sealed class Peeking(BarSeries bars, int ahead) : IStrategy
    {
        private int _bar = -1;

        public StrategyDecision OnBar(in Bar bar)
        {
            _bar++;
            Bar other = bars[Math.Min(_bar + ahead, bars.Count - 1)];
            return new StrategyDecision(other.Close > bar.Open ? StrategyAction.EnterLong : StrategyAction.EnterShort, 0, 0, 0, 0);
        }

        public void Save(StateWriter writer) => writer.Write(_bar);

        public void Load(StateReader reader) => _bar = reader.Read<int>();
    }

    private sealed class AboveMean(BarSeries bars) : IStrategy
    {
        private readonly double _mean = bars.Bars.ToArray().Average(bar => bar.Close.Rupees);

        public StrategyDecision OnBar(in Bar bar) => new(bar.Close.Rupees > _mean ? StrategyAction.EnterLong : StrategyAction.EnterShort, 0, 0, 0, 0);

        public void Save(StateWriter writer)
        {
        }

        public void Load(StateReader reader)
        {
        }
    }
}
