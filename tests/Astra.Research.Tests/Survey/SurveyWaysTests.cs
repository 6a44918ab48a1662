using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>Who carries out which strategy in a survey, and by which rules.</summary>
public sealed class SurveyWaysTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-survey-ways").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_strategy_has_a_way_or_a_reason()
    {
        foreach (StrategyDescriptor strategy in StrategyRegistry.All)
        {
            (SurveyWay way, string reason) = SurveyWays.Of(strategy);
            Assert.Equal(way == SurveyWay.None, reason.Length > 0);
        }
        Assert.Equal(["delta-hedge", "news-sentiment", "option-buying-breakout", "option-selling"], StrategyRegistry.All.Where(s => SurveyWays.Of(s).Way == SurveyWay.None).Select(s => s.Name));
        Assert.Equal(["basket-arbitrage", "market-making", "pairs"], StrategyRegistry.All.Where(s => SurveyWays.Of(s).Way == SurveyWay.Engine).Select(s => s.Name));
        Assert.All(StrategyRegistry.HybridExamples, name => Assert.Equal(SurveyWay.NextOpen, SurveyWays.Of(Named(name)).Way));
        Assert.Contains("news-sentiment", SurveyWays.Of(Named("confirm(macd-cross, news-sentiment)")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategies_of_the_engine_and_hybrids_are_judged_and_the_rest_is_named()
    {
        SurveyPlan plan = EnginePlan();
        Assert.Equal(["news-sentiment", "basket-arbitrage", "basket-arbitrage"], plan.Gaps().Select(gap => gap.What));
        SurveyResult one = Judged(plan, "a", 1);
        Assert.Equal(2 * 4, one.Rows.Count);
        Assert.Empty(one.Failures);
        Assert.Equal(["BBB"], one.Rows.Single(row => row is { Strategy: "pairs", Instrument: "AAA" }).Peers);
        SurveyRow quotes = one.Rows.First(row => row.Strategy == "market-making");
        Assert.True(quotes.Trades > 0);
        Assert.True(quotes.Costs > 0);
        Assert.Equal(quotes.Gross - quotes.Costs, quotes.Net, 6);
        Assert.Equal(SurveyFiles.Csv(one), SurveyFiles.Csv(Judged(plan, "b", 3)));
        Assert.Contains("Not judged: news-sentiment: it reads the scores", SurveyFiles.Markdown(one, []), StringComparison.Ordinal);
    }

    [Fact]
    public void The_judged_part_of_an_engine_run_does_not_influence_the_choice()
    {
        SurveyPlan plan = EnginePlan(), other = plan with { Sources = [.. plan.Sources.Select(source => new SurveySource(source.Name, Mirrored(source.Series)))] };
        SurveyResult a = Judged(plan, "a", 2), b = Judged(other, "b", 2);
        foreach (SurveyRow row in a.Rows)
        {
            SurveyRow same = b.Rows.Single(r => (r.Instrument, r.Strategy) == (row.Instrument, row.Strategy));
            Assert.Equal(row.InSampleNet, same.InSampleNet);
            Assert.Equal(row.InSampleSharpe, same.InSampleSharpe);
        }
    }

    [Fact]
    public void Without_an_engine_or_over_night_its_strategies_are_named_instead()
    {
        Assert.Contains(EnginePlan() with { Engine = null } is var none ? none.Gaps() : [], gap => gap.What == "pairs" && gap.Why.Contains("needs the engine", StringComparison.Ordinal));
        Assert.Contains((EnginePlan() with { Intraday = false }).Gaps(), gap => gap.What == "market-making" && gap.Why.Contains("overnight", StringComparison.Ordinal));
        Assert.Contains((EnginePlan() with { Intervals = [3, 15] }).Gaps(), gap => gap == new SurveyGap("AAA, 3 min", "its bars are of 5 minutes"));
    }

    [Theory]
    [InlineData("macd-cross")]
    [InlineData("sma-cross")]
    [InlineData("supertrend-vwap")]
    [InlineData("rsi-reversal")]
    public void The_search_makes_the_days_of_the_runner(string name)
    {
        StrategyDescriptor strategy = Named(name);
        SurveyPart part = new(SurveyTests.Walk("AAA", 5), 0, SurveyTests.Plan());
        IReadOnlyList<double[]> sets = ParameterDraws.Of(strategy, 8, 2);
        int traded = 0;
        foreach ((double[] values, double[] returns, int trades) in part.Try(strategy, sets))
        {
            RunRecord run = part.Run(strategy, values, detailed: false);
            double[] expected = SurveyPart.Returns(run);
            Assert.Equal(expected.Length, returns.Length);
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], returns[i], 1e-9);
            Assert.Equal(run.Trades.Count, trades);
            traded += trades;
        }
        Assert.True(traded > 20);
    }

    [Fact]
    public void Nothing_is_held_when_the_broker_would_close_it()
    {
        BarSeries quarters = Resampler.To(SurveyTests.Walk("AAA", 5), 15, Calendars.Shipped);
        RunRecord run = new SurveyPart(quarters, 0, SurveyTests.Plan()).Run(Named("sma-cross"), [3, 8], detailed: false);
        Assert.Contains(run.Trades, trade => Ist.TimeOf(trade.Exit) == new TimeOnly(15, 15));
        Assert.All(run.Trades, trade => Assert.True(Ist.TimeOf(trade.Exit) <= new TimeOnly(15, 15)));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 100, 20)]
    [InlineData(30, 100, 30)]
    public void Slippage_is_the_worse_of_ticks_and_basis_points(int ticks, double points, int expected)
    {
        // 100 rupees: a basis point is a paisa, a tick five.
        BarSeries series = SurveyTests.Walk("AAA", 1);
        SurveyPlan plan = SurveyTests.Plan() with { SlippageTicks = ticks, SlippageBasisPoints = points };
        Assert.InRange(plan.TicksOf(series, 0), expected, expected + 1);
    }

    private SurveyResult Judged(SurveyPlan plan, string folder, int workers) =>
        Survey.Run(plan, Path.Combine(_folder, folder), new InProcessTrialRunner(workers), null, TestContext.Current.CancellationToken);

    private static SurveyPlan EnginePlan() => SurveyTests.Plan() with
    {
        Intervals = [5],
        Trials = 3,
        Engine = Market.Settings,
        Strategies = [.. ((string[])["news-sentiment", "basket-arbitrage", "market-making", "pairs", "sma-cross", "confirm(macd-cross, sma-cross)"]).Select(Named)],
    };

    private static BarSeries Mirrored(BarSeries series)
    {
        Bar[] bars = series.Bars.ToArray();
        foreach (ref Bar bar in bars.AsSpan(12 * 75))
            (bar.Open, bar.High, bar.Low, bar.Close) = (new Price(2_200_000 - bar.Open.Units), new Price(2_200_000 - bar.Low.Units), new Price(2_200_000 - bar.High.Units), new Price(2_200_000 - bar.Close.Units));
        return new BarSeries(series.Instrument, series.IntervalMinutes, bars);
    }

    private static StrategyDescriptor Named(string name) => StrategyRegistry.TryGet(name, out StrategyDescriptor? strategy) ? strategy : throw new InvalidOperationException(name);
}
