namespace Astra.Research;

/// <summary>Why a result may be worth less than it looks.</summary>
public static class ReportWarnings
{
    private const int LeastTrades = 30, LeastDays = 60;
    private const double Confidence = 0.95, Ruin = 0;

    /// <param name="inSample">The parameters were chosen on these very bars.</param>
    /// <param name="overfitting">Of the search that chose them, when there was one.</param>
    public static IReadOnlyList<string> Of(PerformanceFigures figures, bool inSample, BacktestOverfitting? overfitting = null)
    {
        List<string> warnings = [];
        if (figures.Trades.Count == 0) warnings.Add("No trade was finished: there is nothing to judge.");
        else if (figures.Trades.Count < LeastTrades) warnings.Add($"Only {figures.Trades.Count} trades: with fewer than {LeastTrades}, luck decides.");
        if (figures.Days < LeastDays) warnings.Add($"Only {figures.Days} trading days: annual figures are extrapolated, and other markets were not seen.");
        if (figures.FinalEquity <= Ruin) warnings.Add("Equity fell to zero or below: the account would have been closed long before.");
        if (inSample) warnings.Add("In sample: the parameters were chosen with these bars in sight. Expect less elsewhere.");
        if (figures.Trades.Gross > 0 && figures.Trades.Net <= 0) warnings.Add("It gains before costs and loses after them: costs decide.");
        if (figures.DeflatedSharpe is < Confidence and var deflated && figures.TotalReturn > 0)
            warnings.Add($"Deflated Sharpe {FigureText.Percent(deflated, 1)}, below 95%: {(figures.TrialsBehind == 1 ? "even for a single trial" : $"given {figures.TrialsBehind:N0} trials")} such a ratio is no evidence of skill.");
        if (overfitting is { Probability: > 0.5 } over)
            warnings.Add($"Probability of overfitting {FigureText.Percent(over.Probability, 0)}: what was best in one half of the data was more often below the median in the other.");
        if (figures.MinimumTrackRecordDays is { } needed && needed > figures.Days)
            warnings.Add($"{FigureText.Number(needed, 0)} trading days would be needed to tell its Sharpe ratio from zero; there are {figures.Days}.");
        return warnings;
    }
}
