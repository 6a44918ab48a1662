namespace Astra.Research;

/// <summary>One figure for people.</summary>
/// <param name="Meaning">Its definition in one line, for those who do not know the word or which of its definitions is meant.</param>
public sealed record FigureLine(string Name, string Value, string Meaning);

/// <summary>All figures of a run in the order in which one reads them, by topic.</summary>
public static class FigureLines
{
    public static IReadOnlyList<(string Topic, FigureLine[] Lines)> Of(PerformanceFigures f) =>
    [
        ("Return",
        [
            new("Net profit", FigureText.Rupees(f.FinalEquity - f.Capital), "Final equity less capital, open position at the last close"),
            new("Total return", FigureText.Percent(f.TotalReturn), "Of the capital"),
            new("Annual return", FigureText.Percent(f.AnnualReturn), "Mean daily return × 252, not compounded"),
            new("CAGR", FigureText.Percent(f.Cagr), "Compound growth a year by the calendar; none for less than a week"),
            new("Volatility", FigureText.Percent(f.Volatility), "Deviation of daily returns × √252"),
            new("Buy and hold", FigureText.Percent(f.BenchmarkReturn), "The same capital in the instrument, without costs"),
        ]),
        ("Return for risk",
        [
            new("Sharpe ratio", FigureText.Ratio(f.Sharpe), "Mean excess daily return over its deviation × √252"),
            new("Sharpe ratio, from bars", FigureText.Ratio(f.SharpePerBar), "The same on returns from bar to bar"),
            new("Sortino ratio", FigureText.Ratio(f.Sortino), "Mean excess daily return over the root mean square of shortfalls, all days counted, × √252"),
            new("Calmar ratio", FigureText.Ratio(f.Calmar), "CAGR over the deepest drawdown"),
            new("Probabilistic Sharpe", FigureText.Percent(f.ProbabilisticSharpe, 1), "Probability that the true ratio is above zero (Bailey, López de Prado 2012)"),
            new("Deflated Sharpe", FigureText.Percent(f.DeflatedSharpe, 1), $"The same above the best of {f.TrialsBehind:N0} worthless trials (Bailey, López de Prado 2014)"),
            new("Least track record", FigureText.Days(f.MinimumTrackRecordDays), "Trading days needed to say with 95% confidence that it is above zero"),
        ]),
        ("Falls",
        [
            new("Deepest drawdown", FigureText.Percent(f.MaxDrawdown?.Depth), "Of the last high, at bars' closes"),
            new("Largest drawdown", FigureText.Rupees(f.MaxDrawdownRupees), "In rupees"),
            new("It began", FigureText.Date(f.MaxDrawdown?.Start), "The last high before the deepest drawdown, IST"),
            new("Its lowest point", FigureText.Date(f.MaxDrawdown?.Trough), "IST"),
            new("It was over", f.MaxDrawdown is { Recovery: null } ? "not yet" : FigureText.Date(f.MaxDrawdown?.Recovery), "IST"),
            new("Its length", FigureText.Days(f.MaxDrawdown?.Days), "By the calendar, to the recovery or the last bar"),
            new("Longest drawdown", FigureText.Days(f.LongestDrawdown?.Days), "By the calendar"),
            new("Ulcer index", FigureText.Percent(f.UlcerIndex), "Root mean square of the depth below the last high"),
        ]),
        ("Days",
        [
            new("Trading days", FigureText.Number(f.Days, 0), "With at least one bar"),
            new("Skew", FigureText.Ratio(f.Skew), "Of daily returns; below zero, bad days are the extreme ones"),
            new("Kurtosis", FigureText.Ratio(f.Kurtosis), "3 for a normal distribution"),
            new("Tail ratio", FigureText.Ratio(f.TailRatio), "95th percentile over the size of the 5th"),
            new("Value at risk, 95%", FigureText.Percent(f.ValueAtRisk95), "Loss exceeded on one day of twenty"),
            new("Expected shortfall, 95%", FigureText.Percent(f.ConditionalValueAtRisk95), "Mean loss of those days"),
        ]),
        ("Trades",
        [
            new("Trades", FigureText.Number(f.Trades.Count, 0), "Finished round trips"),
            new("Win rate", FigureText.Percent(f.Trades.WinRate, 1), "After costs"),
            new("Profit factor", FigureText.Ratio(f.Trades.ProfitFactor), "Sum of gains over sum of losses"),
            new("Payoff ratio", FigureText.Ratio(f.Trades.PayoffRatio), "Mean gain over mean loss"),
            new("Expectancy", FigureText.Rupees(f.Trades.Expectancy), "Mean profit of a trade, after costs"),
            new("Expectancy in R", FigureText.Ratio(f.Trades.ExpectancyR), "R = the mean losing trade"),
            new("Best and worst trade", $"{FigureText.Rupees(f.Trades.BestTrade)} / {FigureText.Rupees(f.Trades.WorstTrade)}", "After costs"),
            new("Longest losing streak", FigureText.Number(f.Trades.LongestLosingStreak, 0), "Trades in a row"),
            new("Average holding", FigureText.Minutes(f.Trades.AverageHoldingMinutes), "By the clock"),
            new("Exposure", FigureText.Percent(f.Exposure, 1), "Share of bars with a position"),
            new("Turnover a year", FigureText.Number(f.AnnualTurnover, 1) + (f.AnnualTurnover is null ? "" : "×"), "Traded value over mean equity"),
        ]),
    ];
}
