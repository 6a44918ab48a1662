using System.Globalization;
using System.Text;

namespace Astra.Research;

/// <summary>A survey on paper: Markdown, CSV, a page and a heat map.</summary>
public static class SurveyFiles
{
    private const int LabelWidth = 200, MarketWidth = 78, RowsInShort = 10;

    private static readonly string[] Heads =
        ["Instrument", "Interval", "Strategy", "Net ₹", "Gross ₹", "Costs ₹", "Trades", "Return", "Sharpe", "Deflated", "Overfitting", "Sharpe in sample", "Largest fall", "Buy and hold"];

    /// <summary>Writes <c>survey.md</c>, <c>survey-short.md</c> (the best and the worst), <c>survey.csv</c>, <c>survey.html</c>, and the heat map as PNG and SVG.</summary>
    /// <param name="provenance">Names and values: files, versions, whatever lets somebody do it again.</param>
    public static void Write(SurveyResult result, string folder, IReadOnlyList<(string Name, string Value)> provenance)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "survey.md"), Markdown(result, provenance));
        File.WriteAllText(Path.Combine(folder, "survey-short.md"), Markdown(result, provenance, RowsInShort));
        File.WriteAllText(Path.Combine(folder, "survey.csv"), Csv(result));
        Chart? map = Map(result);
        File.WriteAllText(Path.Combine(folder, "survey.html"), Html(result, provenance, map));
        map?.Save(folder);
    }

    /// <summary>Net return of each strategy over all markets; null without rows.</summary>
    public static Chart? Map(SurveyResult result)
    {
        if (result.Rows.Count == 0) return null;
        string[] strategies = [.. result.Rows.Select(row => row.Strategy).Distinct().Order(StringComparer.Ordinal)];
        (string Instrument, int Interval)[] markets = [.. result.Rows.Select(row => (row.Instrument, row.IntervalMinutes)).Distinct().OrderBy(market => market.Instrument, StringComparer.Ordinal).ThenBy(market => market.IntervalMinutes)];
        double[,] values = new double[strategies.Length, markets.Length];
        string?[,] texts = new string?[strategies.Length, markets.Length];
        // The extreme rows would leave all others pale, so the colours end at the tenth percentile of sizes from above.
        double scale = Moments.Quantile([.. result.Rows.Select(row => Math.Abs(row.Return))], 0.9) is > 0 and var most ? most : 1;
        foreach (SurveyRow row in result.Rows)
        {
            int at = Array.IndexOf(strategies, row.Strategy), column = Array.IndexOf(markets, (row.Instrument, row.IntervalMinutes));
            values[at, column] = row.Return / scale;
            texts[at, column] = FigureText.Number(100 * row.Return, 1);
        }
        return HeatMap.Of("survey", "Out of sample, after costs: % of the capital", result.Sentence, strategies, [.. markets.Select(market => $"{market.Instrument}\n{market.Interval} min")], values, texts, LabelWidth + MarketWidth * Math.Max(8, markets.Length));
    }

    /// <summary>The whole table.</summary>
    /// <param name="most">Rows to show: the best and the worst halves of them when there are more.</param>
    public static string Markdown(SurveyResult result, IReadOnlyList<(string Name, string Value)> provenance, int most = int.MaxValue)
    {
        StringBuilder text = new();
        text.Append("# Survey\n\n").Append(result.Sentence).Append("\n\n").Append(Method(result.Plan)).Append("\n\n| ");
        text.AppendJoin(" | ", Heads).Append(" |\n| --- | --- | --- |").AppendJoin("", Enumerable.Repeat(" ---: |", Heads.Length - 3)).Append('\n');
        SurveyRow[] shown = [.. result.Rows.Count <= most ? result.Rows : result.Rows.Take((most + 1) / 2).Concat(result.Rows.TakeLast(most / 2))];
        foreach (SurveyRow row in shown) text.Append("| ").AppendJoin(" | ", Cells(row).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        foreach (string failure in result.Failures) text.Append("\nNot run: ").Append(failure).Append('\n');
        text.Append('\n');
        foreach ((string name, string value) in provenance) text.Append("- ").Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    public static string Csv(SurveyResult result)
    {
        StringBuilder text = new("instrument,interval,strategy,parameters,trials,in_sample_net,in_sample_sharpe,in_sample_deflated_sharpe,overfitting,trades,gross,costs,net,return,sharpe,deflated_sharpe,drawdown,win_rate,profit_factor,buy_and_hold,days\n");
        foreach (SurveyRow row in result.Rows)
        {
            text.AppendJoin(',', Quoted(row.Instrument), row.IntervalMinutes.ToString(CultureInfo.InvariantCulture), row.Strategy, Quoted(Parameters(result.Plan, row)),
                Number(row.Trials), Number(row.InSampleNet), Number(row.InSampleSharpe), Number(row.InSampleDeflatedSharpe), Number(row.Overfitting), Number(row.Trades),
                Number(row.Gross), Number(row.Costs), Number(row.Net), Number(row.Return), Number(row.Sharpe), Number(row.DeflatedSharpe), Number(row.Drawdown),
                Number(row.WinRate), Number(row.ProfitFactor), Number(row.BuyAndHold), Number(row.Days)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Names with values, as <c>--param</c> takes them.</summary>
    public static string Parameters(SurveyPlan plan, SurveyRow row) => string.Join(' ', plan.Strategies.First(strategy => strategy.Name == row.Strategy).Parameters
        .Select((parameter, i) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}={row.Values[i]}")));

    private static string Html(SurveyResult result, IReadOnlyList<(string Name, string Value)> provenance, Chart? map)
    {
        HtmlPage page = new();
        page.Heading(1, "Survey").Paragraph(result.Sentence, "verdict").Paragraph(Method(result.Plan));
        if (map is not null) page.Figure(map);
        page.Heading(2, "All combinations, the best net result first").Table("Out of sample, after costs", [.. Heads, "Parameters"], result.Rows.Select(row => Cells(row).Append(Parameters(result.Plan, row)).ToArray()), 3);
        if (result.Failures.Count > 0) page.Heading(2, "Not run").Table("Reasons", ["Reason"], result.Failures.Select(failure => new[] { failure }));
        page.Heading(2, "How it was made").Table("Data and program", ["Name", "Value"], provenance.Select(p => new[] { p.Name, p.Value }), 2);
        return page.ToString("Survey");
    }

    private static string Method(SurveyPlan plan)
    {
        string split = plan.SplitDate is { } date ? $"the days before {date:yyyy-MM-dd}" : $"the first {FigureText.Percent(plan.SplitShare, 0)} of the days";
        string costs = plan.Charges is null ? $"{FigureText.Percent(plan.FeeRate / 1e9, 3)} of each fill's value" : $"Indian charges of {plan.Broker}, {(plan.ChargesAsOf is { } day ? $"all as of {day:yyyy-MM-dd}" : "each day its own")}";
        return string.Create(CultureInfo.InvariantCulture, $"For each instrument, interval and strategy the best of {plan.Trials} parameter sets (by Sharpe ratio after costs, seed {plan.Seed}) on {split}, judged on the rest. ")
            + $"{(plan.Intraday ? "Intraday, long and short" : "Long and short, held overnight")}, fills at the next open{Slippage(plan.SlippageTicks)}, one position of about {FigureText.Rupees(plan.Capital.Rupees)}, {costs}; an index trades as its future. "
            + "Sharpe ratio of daily profit over the capital; deflated by the number of rows; overfitting: probability by combinatorial cross-validation of the sets in sample.";
    }

    private static string Slippage(int ticks) => ticks switch { 0 => "", 1 => ", worse by one tick", _ => $", worse by {ticks} ticks" };

    private static string[] Cells(SurveyRow row) =>
    [
        row.Instrument, $"{row.IntervalMinutes} min", row.Strategy, FigureText.Number(row.Net, 0), FigureText.Number(row.Gross, 0), FigureText.Number(row.Costs, 0), FigureText.Number(row.Trades, 0),
        FigureText.Percent(row.Return, 1), FigureText.Ratio(row.Sharpe), FigureText.Percent(row.DeflatedSharpe, 0), FigureText.Percent(row.Overfitting, 0), FigureText.Ratio(row.InSampleSharpe),
        FigureText.Percent(row.Drawdown, 1), FigureText.Percent(row.BuyAndHold, 1),
    ];

    private static string Number(double? value) => value is { } v ? v.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
