namespace Astra.Research;

/// <summary>What came of one instrument, interval and strategy. Rupees; ratios annual unless said otherwise; null where not defined.</summary>
public sealed record SurveyRow
{
    public required string Instrument { get; init; }
    public required int IntervalMinutes { get; init; }
    public required string Strategy { get; init; }
    /// <summary>Traded or watched beside it; empty for most.</summary>
    public required IReadOnlyList<string> Peers { get; init; }
    /// <summary>Chosen in sample; in the descriptor's order.</summary>
    public required double[] Values { get; init; }
    /// <summary>Sets that were tried.</summary>
    public required int Trials { get; init; }
    public required int InSampleDays { get; init; }
    public required double InSampleNet { get; init; }
    public required double? InSampleSharpe { get; init; }
    /// <summary>Of the chosen set in sample, against the best of as many worthless sets.</summary>
    public required double? InSampleDeflatedSharpe { get; init; }
    /// <summary>Of the choice among the sets, from the in-sample days alone.</summary>
    public required double? Overfitting { get; init; }
    /// <summary>From here on: out of sample.</summary>
    public required int Trades { get; init; }
    public required double Gross { get; init; }
    public required double Costs { get; init; }
    public required double Net { get; init; }
    /// <summary>Net over the capital.</summary>
    public required double Return { get; init; }
    public required double? Sharpe { get; init; }
    /// <summary>Largest fall, rupees over the capital.</summary>
    public required double Drawdown { get; init; }
    public required double? WinRate { get; init; }
    public required double? ProfitFactor { get; init; }
    public required double BuyAndHold { get; init; }
    public required int Days { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required double? Skew { get; init; }
    public required double? Kurtosis { get; init; }
    /// <summary>Out of sample, against the best of all sets tried in the whole survey were they worthless: set when all rows are known.</summary>
    public double? DeflatedSharpe { get; init; }

    /// <summary>With the deflated ratio of the whole survey, the best net result first.</summary>
    public static IReadOnlyList<SurveyRow> Ranked(IReadOnlyList<SurveyRow> rows)
    {
        (int trials, double variance) = (rows.Sum(row => row.Trials), Variance(rows));
        return
        [
            .. rows.Select(row => row with { DeflatedSharpe = row.Sharpe is { } sharpe ? SharpeStatistics.Deflated(PerDay(sharpe), row.Days, row.Skew!.Value, row.Kurtosis!.Value, trials, variance) : null })
                .OrderByDescending(row => row.Net).ThenBy(row => row.Instrument, StringComparer.Ordinal).ThenBy(row => row.IntervalMinutes).ThenBy(row => row.Strategy, StringComparer.Ordinal),
        ];
    }

    /// <summary>Of the rows' ratios, per day.</summary>
    public static double Variance(IEnumerable<SurveyRow> rows) =>
        Moments.Of(rows.Where(row => row.Sharpe is not null).Select(row => PerDay(row.Sharpe!.Value)).ToArray()).Deviation is { } deviation ? deviation * deviation : 0;

    /// <summary>The strategy with what it was traded against.</summary>
    public string Label => Peers.Count == 0 ? Strategy : $"{Strategy} with {string.Join(", ", Peers)}";

    private static double PerDay(double annual) => annual / Math.Sqrt(DailyReturns.DaysPerYear);
}
