using System.Globalization;

namespace Astra.Research;

/// <summary>The rows of one strategy, or of one market, together.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Rows">How many.</param>
/// <param name="GainBefore">Above zero before costs.</param>
/// <param name="GainAfter">Above zero after costs.</param>
/// <param name="Gross">Rupees before costs, summed; likewise the others.</param>
/// <param name="Worst">Return of the worst row, as a share of the capital; likewise the others.</param>
public sealed record SurveyTotals(string Name, int Rows, int GainBefore, int GainAfter, double Gross, double Costs, double Net, double Worst, double Median, double Best)
{
    /// <summary>By strategy, the best median first.</summary>
    public static IReadOnlyList<SurveyTotals> ByStrategy(SurveyResult result) =>
        [.. result.Rows.GroupBy(row => row.Strategy).Select(rows => Of(rows.Key, [.. rows])).OrderByDescending(totals => totals.Median).ThenBy(totals => totals.Name, StringComparer.Ordinal)];

    public static SurveyTotals Of(string name, IReadOnlyList<SurveyRow> rows) => new(
        name, rows.Count, rows.Count(row => row.Gross > 0), rows.Count(row => row.Net > 0), rows.Sum(row => row.Gross), rows.Sum(row => row.Costs), rows.Sum(row => row.Net),
        rows.Min(row => row.Return), Moments.Quantile([.. rows.Select(row => row.Return)], 0.5)!.Value, rows.Max(row => row.Return));
}

/// <summary>The survey's smaller tables, as heads and cells.</summary>
public static class SurveyTables
{
    public static readonly string[] StrategyHeads = ["Strategy", "Combinations", "Gain before costs", "Gain after costs", "Gross ₹", "Costs ₹", "Net ₹", "Worst", "Median", "Best"];

    public static readonly string[] MarketHeads = ["Instrument", "Interval", "Chosen on", "Judged on", "From", "To", "Buy and hold", "Combinations", "Gain before costs", "Gain after costs", "Worst", "Median", "Best"];

    /// <summary>A line for each strategy, and one for all rows.</summary>
    public static IEnumerable<string[]> Strategies(SurveyResult result) =>
        SurveyTotals.ByStrategy(result).Append(SurveyTotals.Of("all", result.Rows)).Select(totals => (string[])
        [
            totals.Name, Whole(totals.Rows), Whole(totals.GainBefore), Whole(totals.GainAfter), FigureText.Number(totals.Gross, 0), FigureText.Number(totals.Costs, 0), FigureText.Number(totals.Net, 0),
            FigureText.Percent(totals.Worst, 1), FigureText.Percent(totals.Median, 1), FigureText.Percent(totals.Best, 1),
        ]);

    /// <summary>A line for each instrument and interval: what buying and holding brought on the same days, and what the strategies did.</summary>
    public static IEnumerable<string[]> Markets(SurveyResult result) =>
        from row in result.Rows
        group row by (row.Instrument, row.IntervalMinutes) into rows
        orderby rows.Key.Instrument, rows.Key.IntervalMinutes
        let totals = SurveyTotals.Of("", [.. rows])
        let any = rows.First()
        select (string[])
        [
            any.Instrument, $"{any.IntervalMinutes} min", $"{any.InSampleDays} days", $"{rows.Max(row => row.Days)} days", Day(any.From), Day(any.To), FigureText.Percent(any.BuyAndHold, 1),
            Whole(totals.Rows), Whole(totals.GainBefore), Whole(totals.GainAfter), FigureText.Percent(totals.Worst, 1), FigureText.Percent(totals.Median, 1), FigureText.Percent(totals.Best, 1),
        ];

    private static string Whole(int value) => FigureText.Number(value, 0);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
