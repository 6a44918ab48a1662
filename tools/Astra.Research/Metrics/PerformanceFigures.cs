namespace Astra.Research;

/// <summary>
/// The figures of a run. Null (JSON null, "–" in text) where a figure is not defined: no trades, one day, no variation, equity at or
/// below zero. Never NaN or infinite. Shares are fractions (0.01 = 1%); money is rupees; annual figures count 252 days.
/// </summary>
public sealed record PerformanceFigures
{
    public required double Capital { get; init; }
    public required double FinalEquity { get; init; }
    public required int Bars { get; init; }
    public required int Days { get; init; }
    /// <summary>Calendar days from the first bar's end to the last one's.</summary>
    public required double CalendarDays { get; init; }

    /// <summary>Final equity over capital, less 1.</summary>
    public required double TotalReturn { get; init; }
    /// <summary>Mean daily return times 252: arithmetic, not compounded.</summary>
    public double? AnnualReturn { get; init; }
    /// <summary>(final / capital)^(365.25 / calendar days) - 1; null for less than a week, where it says nothing.</summary>
    public double? Cagr { get; init; }
    /// <summary>Deviation (n - 1) of daily returns times sqrt(252).</summary>
    public double? Volatility { get; init; }

    /// <summary>(mean daily return - risk-free / 252) / deviation (n - 1) x sqrt(252): Sharpe 1994.</summary>
    public double? Sharpe { get; init; }
    /// <summary>The same on returns from bar to bar, with the run's own bars per day x 252. Differs when bars are correlated.</summary>
    public double? SharpePerBar { get; init; }
    /// <summary>(mean - target) / sqrt(mean over all days of min(0, r - target)²) x sqrt(252), target = risk-free / 252: Sortino and van der Meer 1991.</summary>
    public double? Sortino { get; init; }
    /// <summary>CAGR over the deepest drawdown of the whole run.</summary>
    public double? Calmar { get; init; }
    /// <summary>Probability that the true Sharpe ratio is above zero.</summary>
    public double? ProbabilisticSharpe { get; init; }
    /// <summary>The same above what the best of the trials would show by luck; equals the probabilistic ratio when there was one trial.</summary>
    public double? DeflatedSharpe { get; init; }
    /// <summary>Days needed to say with 95% confidence that the ratio is above zero; null when it is not above it.</summary>
    public double? MinimumTrackRecordDays { get; init; }
    public required int TrialsBehind { get; init; }

    public Drawdown? MaxDrawdown { get; init; }
    public required double MaxDrawdownRupees { get; init; }
    public Drawdown? LongestDrawdown { get; init; }
    public double? UlcerIndex { get; init; }

    public double? Skew { get; init; }
    /// <summary>3 for a normal distribution.</summary>
    public double? Kurtosis { get; init; }
    /// <summary>95th percentile of daily returns over the size of the 5th; above 1, good days are larger than bad ones.</summary>
    public double? TailRatio { get; init; }
    /// <summary>Loss of one day that is exceeded on 1 day of 20: minus the 5th percentile. Negative when even that day gained.</summary>
    public double? ValueAtRisk95 { get; init; }
    /// <summary>Mean loss of the days at or beyond that percentile.</summary>
    public double? ConditionalValueAtRisk95 { get; init; }

    public required TradeFigures Trades { get; init; }
    /// <summary>Share of bars during which a position was held.</summary>
    public double? Exposure { get; init; }
    /// <summary>Traded value of a year (252 days) over mean equity.</summary>
    public double? AnnualTurnover { get; init; }
    public required CostParts Costs { get; init; }
    /// <summary>Costs over the profit before costs; null when there was none.</summary>
    public double? CostsShareOfGross { get; init; }
    /// <summary>Of the capital held in the benchmark instead.</summary>
    public double? BenchmarkReturn { get; init; }
}
