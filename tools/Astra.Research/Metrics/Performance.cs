using Astra.Markets;

namespace Astra.Research;

/// <summary>From what a run left behind to its figures.</summary>
public static class Performance
{
    private const double DaysPerCalendarYear = 365.25;
    private const double LeastDaysForCagr = 7;
    private const double Tail = 0.05;

    /// <param name="riskFree">Per year, simple: 0.06 = 6%.</param>
    /// <param name="trials">Parameter sets or strategies that were tried before this one was chosen, itself included.</param>
    /// <param name="trialsVariance">Variance of those trials' Sharpe ratios per day; needed when there was more than one.</param>
    /// <exception cref="ArgumentException">The record contradicts itself.</exception>
    public static PerformanceFigures Of(RunRecord run, double riskFree = 0, int trials = 1, double trialsVariance = 0)
    {
        run.Checked();
        DailyReturns daily = new(run);
        DrawdownSeries falls = new(run);
        Moments moments = Moments.Of(daily.Values);
        TradeFigures trades = TradeFigures.Of(run.Trades);
        double riskFreePerDay = riskFree / DailyReturns.DaysPerYear;
        double? ratio = SharpeStatistics.PerObservation(moments, riskFreePerDay);
        double final = run.Equity.Length > 0 ? run.Equity[^1] : run.Capital;
        double span = run.Times.Length > 1 ? (run.Times[^1] - run.Times[0]) / (double)Timestamp.NanosPerDay : 0;
        double? cagr = span >= LeastDaysForCagr && final > 0 ? Finite(Math.Pow(final / run.Capital, DaysPerCalendarYear / span) - 1) : null;
        double? fifth = Moments.Quantile(daily.Values, Tail), ninetyFifth = Moments.Quantile(daily.Values, 1 - Tail);
        CostParts costs = CostParts.Of(run);
        return new PerformanceFigures
        {
            Capital = run.Capital,
            FinalEquity = final,
            Bars = run.Times.Length,
            Days = daily.Days.Length,
            CalendarDays = span,
            TotalReturn = final / run.Capital - 1,
            AnnualReturn = moments.Count > 0 ? moments.Mean * DailyReturns.DaysPerYear : null,
            Cagr = cagr,
            Volatility = moments.Deviation * Math.Sqrt(DailyReturns.DaysPerYear),
            Sharpe = ratio * Math.Sqrt(DailyReturns.DaysPerYear),
            SharpePerBar = PerBar(run, daily.Days.Length, riskFree),
            Sortino = Sortino(daily.Values, moments.Mean, riskFreePerDay),
            Calmar = falls.Deepest is { } deepest ? cagr / deepest.Depth : null,
            ProbabilisticSharpe = ratio is { } r ? SharpeStatistics.Probabilistic(r, 0, moments.Count, moments.Skew!.Value, moments.Kurtosis!.Value) : null,
            DeflatedSharpe = ratio is { } s ? SharpeStatistics.Deflated(s, moments.Count, moments.Skew!.Value, moments.Kurtosis!.Value, trials, trialsVariance) : null,
            MinimumTrackRecordDays = ratio is { } t ? SharpeStatistics.MinimumTrackRecord(t, 0, moments.Skew!.Value, moments.Kurtosis!.Value) : null,
            TrialsBehind = trials,
            MaxDrawdown = falls.Deepest,
            MaxDrawdownRupees = falls.MostRupees,
            LongestDrawdown = falls.Longest,
            UlcerIndex = falls.Ulcer,
            Skew = moments.Skew,
            Kurtosis = moments.Kurtosis,
            TailRatio = fifth is < 0 ? ninetyFifth / -fifth : null,
            ValueAtRisk95 = -fifth,
            ConditionalValueAtRisk95 = fifth is { } edge ? -daily.Values.Where(value => value <= edge).DefaultIfEmpty(edge).Average() : null,
            Trades = trades,
            Exposure = Exposure(run),
            AnnualTurnover = Turnover(run, trades.TradedValue, daily.Days.Length),
            Costs = costs,
            CostsShareOfGross = final - run.Capital + costs.Total is > 0 and var gross ? costs.Total / gross : null,
            BenchmarkReturn = run.Benchmark is { Length: > 0 } benchmark ? benchmark[^1] / run.Capital - 1 : null,
        };
    }

    /// <summary>Null when no day fell below the target: there is no downside to divide by.</summary>
    private static double? Sortino(double[] returns, double mean, double target)
    {
        double squares = 0;
        foreach (double r in returns)
            if (r < target) squares += (r - target) * (r - target);
        return squares > 0 ? Finite((mean - target) / Math.Sqrt(squares / returns.Length) * Math.Sqrt(DailyReturns.DaysPerYear)) : null;
    }

    private static double? PerBar(RunRecord run, int days, double riskFree)
    {
        if (days == 0) return null;
        double barsPerYear = run.Times.Length / (double)days * DailyReturns.DaysPerYear;
        return SharpeStatistics.PerObservation(Moments.Of(DailyReturns.Of(run.Capital, run.Equity)), riskFree / barsPerYear) * Math.Sqrt(barsPerYear);
    }

    private static double? Exposure(RunRecord run)
    {
        if (run.Times.Length == 0) return null;
        // Differences of how many trades hold at each bar: trades of several instruments overlap.
        int[] steps = new int[run.Times.Length + 1];
        foreach (RunTrade trade in run.Trades)
        {
            steps[FirstAfter(run.Times, trade.Entry)]++;
            steps[FirstAfter(run.Times, trade.Exit)]--;
        }
        int open = 0, held = 0;
        for (int i = 0; i < run.Times.Length; i++)
        {
            open += steps[i];
            if (open > 0) held++;
        }
        return held / (double)run.Times.Length;
    }

    /// <summary>Index of the first bar that ends after an instant.</summary>
    private static int FirstAfter(Timestamp[] times, Timestamp at)
    {
        int low = 0, high = times.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (times[middle] > at) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    private static double? Turnover(RunRecord run, double value, int days)
    {
        double mean = run.Equity.Length > 0 ? run.Equity.Average() : 0;
        return days > 0 && mean > 0 ? value / mean * DailyReturns.DaysPerYear / days : null;
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
