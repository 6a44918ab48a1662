using System.Collections.Concurrent;
using System.Text.Json;

namespace Astra.Research;

/// <summary>
/// The survey as work for a trial runner: a trial's value is the number of a cell, its objectives are the cell's row. Markets are made once for all workers.
/// </summary>
public sealed class SurveyWork(SurveyPlan plan) : ITrialWork
{
    /// <summary>Trades in sample below which a set is not chosen while another has more: one that hardly trades has shown nothing.</summary>
    private const int LeastTrades = 10;
    /// <summary>Sets at most for a strategy that needs the engine, which plays every minute of every day.</summary>
    private const int EngineSets = 20;
    private const int FigureCount = 21;

    private readonly IReadOnlyList<SurveyCell> _cells = plan.Cells();
    private readonly ConcurrentDictionary<(SurveySource Source, int Interval), Lazy<SurveyMarket>> _markets = [];

    public IReadOnlyList<SurveyCell> Cells => _cells;

    public string Spec => JsonSerializer.Serialize(new
    {
        instruments = plan.Sources.Select(source => new { source.Name, source.Series.IntervalMinutes, bars = source.Series.Count, source.Series.Instrument.LotSize, first = source.Series[0].Start.UnixNanos, last = source.Series[^1].End.UnixNanos }),
        plan.Intervals,
        strategies = plan.Strategies.Select(strategy => strategy.Name),
        plan.SplitShare,
        splitDate = plan.SplitDate,
        plan.Trials,
        plan.Seed,
        capital = plan.Capital.Micros,
        plan.Intraday,
        plan.SlippageTicks,
        plan.SlippageBasisPoints,
        engine = plan.Engine is not null,
        rules = "square-off at the open of its bar",
        charges = plan.Charges is null ? $"{plan.FeeRate} billionths" : $"india {plan.Broker} {plan.ChargesAsOf:yyyy-MM-dd}",
    });

    public ITrialEvaluator CreateEvaluator() => new Evaluator(this);

    /// <summary>The row that an outcome carries; null when the cell could not be run.</summary>
    public SurveyRow? RowOf(TrialOutcome outcome)
    {
        if (outcome.Failure is not null) return null;
        SurveyCell cell = _cells[(int)outcome.Trial.Values[0]];
        double[] figures = outcome.Objectives;
        return new SurveyRow
        {
            Instrument = cell.Source.Name, IntervalMinutes = cell.IntervalMinutes, Strategy = cell.Strategy.Name, Peers = [.. cell.Peers.Select(peer => peer.Name)], Values = figures[FigureCount..],
            Trials = (int)figures[0], InSampleNet = figures[1], InSampleSharpe = Known(2), InSampleDeflatedSharpe = Known(3), Overfitting = Known(4),
            Trades = (int)figures[5], Gross = figures[6], Costs = figures[7], Net = figures[8], Return = figures[9], Sharpe = Known(10), Drawdown = figures[11],
            WinRate = Known(12), ProfitFactor = Known(13), BuyAndHold = figures[14], Days = (int)figures[15], Skew = Known(16), Kurtosis = Known(17),
            InSampleDays = (int)figures[18], From = DateOnly.FromDayNumber((int)figures[19]), To = DateOnly.FromDayNumber((int)figures[20]),
        };

        double? Known(int index) => double.IsNaN(figures[index]) ? null : figures[index];
    }

    /// <summary>The out-of-sample run of a row, for its report.</summary>
    public (RunRecord Run, BarSeries Series, int Quantity) Judge(SurveyRow row)
    {
        SurveyCell cell = _cells.First(c => c.Source.Name == row.Instrument && c.IntervalMinutes == row.IntervalMinutes && c.Strategy.Name == row.Strategy);
        SurveyMarket market = MarketOf(cell);
        if (!cell.NeedsEngine) return (market.Judging.Run(cell.Strategy, row.Values, detailed: true), market.Judging.Series, market.Judging.Quantity);
        SurveyEngine engine = EngineOf(cell, market, judging: true);
        return (engine.Run(row.Values, detailed: true), engine.Series, engine.Quantity);
    }

    private SurveyMarket MarketOf(SurveyCell cell) =>
        _markets.GetOrAdd((cell.Source, cell.IntervalMinutes), key => new(() => SurveyMarket.Of(key.Source, key.Interval, plan))).Value;

    private double[] Evaluate(SurveyCell cell)
    {
        SurveyMarket market = MarketOf(cell);
        IReadOnlyList<double[]> sets = ParameterDraws.Of(cell.Strategy, cell.NeedsEngine ? Math.Min(EngineSets, plan.Trials) : plan.Trials, plan.Seed);
        SurveyEngine? engine = cell.NeedsEngine ? EngineOf(cell, market, judging: false) : null;
        List<double[]> returns = [];
        List<double> ratios = [];
        (double[] Values, Moments Moments, double Score)? best = null;
        foreach ((double[] values, double[] daily, int trades) in engine is null ? market.Choosing.Try(cell.Strategy, sets) : Try(engine, sets))
        {
            Moments moments = Moments.Of(daily);
            double? ratio = SharpeStatistics.PerObservation(moments);
            returns.Add(daily);
            ratios.Add(ratio ?? 0);
            // Sets that hardly trade come after all others, the busier first.
            double score = trades >= LeastTrades ? ratio ?? 0 : trades - 1e6;
            if (best is null || score > best.Value.Score) best = (values, moments, score);
        }
        var (chosen, shape, _) = best!.Value;
        RunRecord inSample = engine?.Run(chosen, detailed: false) ?? market.Choosing.Run(cell.Strategy, chosen, detailed: false);
        if (engine is not null)
        {
            engine = EngineOf(cell, market, judging: true);
            chosen = engine.Sized(chosen);
        }
        RunRecord judged = engine?.Run(chosen, detailed: false) ?? market.Judging.Run(cell.Strategy, chosen, detailed: false);
        return [.. Figures(returns, ratios, inSample, shape, judged, market), .. chosen];
    }

    private static IEnumerable<(double[] Values, double[] Returns, int Trades)> Try(SurveyEngine engine, IReadOnlyList<double[]> sets)
    {
        foreach (double[] values in sets.Select(engine.Sized))
        {
            RunRecord run = engine.Run(values, detailed: false);
            yield return (values, SurveyPart.Returns(run), run.Trades.Count);
        }
    }

    private SurveyEngine EngineOf(SurveyCell cell, SurveyMarket market, bool judging)
    {
        // The same split for all, by date: companions may lack a day here and there.
        IEnumerable<BarSeries> all = cell.Peers.Select(peer => Resampler.To(peer.Series, cell.IntervalMinutes, plan.Calendar)).Prepend(market.Judging.Series);
        if (!judging) all = all.Select(series => new BarSeries(series.Instrument, series.IntervalMinutes, series.Bars[..SurveyMarket.FirstOf(series, market.From)].ToArray()));
        return new SurveyEngine(plan, cell.Strategy, all, judging ? market.From : null);
    }

    private static double[] Figures(List<double[]> returns, List<double> ratios, RunRecord inSample, Moments shape, RunRecord judged, SurveyMarket market)
    {
        double year = Math.Sqrt(DailyReturns.DaysPerYear);
        double? ratio = SharpeStatistics.PerObservation(shape);
        double variance = Moments.Of(ratios.ToArray()).Deviation is { } spread ? spread * spread : 0;
        Moments outside = Moments.Of(SurveyPart.Returns(judged));
        TradeFigures trades = TradeFigures.Of(judged.Trades);
        double[] figures =
        [
            returns.Count, inSample.Equity[^1] - inSample.Capital, Or(ratio * year),
            Or(ratio is { } r ? SharpeStatistics.Deflated(r, shape.Count, shape.Skew!.Value, shape.Kurtosis!.Value, returns.Count, variance) : null),
            Or(BacktestOverfitting.Of(returns, BlocksFor(returns[0].Length))?.Probability),
            trades.Count, trades.Gross, trades.Gross - trades.Net, trades.Net, trades.Net / judged.Capital, Or(SharpeStatistics.PerObservation(outside) * year),
            new DrawdownSeries(judged).MostRupees / judged.Capital, Or(trades.WinRate), Or(trades.ProfitFactor),
            market.BuyAndHold, outside.Count, Or(outside.Skew), Or(outside.Kurtosis), market.ChoosingDays, market.From.DayNumber, market.To.DayNumber,
        ];
        return figures;

        static double Or(double? value) => value ?? double.NaN;
    }

    /// <summary>At least four days in a block, at most 16 blocks.</summary>
    private static int BlocksFor(int days) => Math.Clamp(days / 4 / 2 * 2, 2, 16);

    private sealed class Evaluator(SurveyWork work) : ITrialEvaluator
    {
        public TrialOutcome Evaluate(Trial trial)
        {
            try
            {
                return new TrialOutcome(trial, work.Evaluate(work._cells[(int)trial.Values[0]]));
            }
            catch (BacktestException e)
            {
                return new TrialOutcome(trial, [], e.Message);
            }
        }
    }
}
