using System.Globalization;
using System.Text;

namespace Astra.Research;

/// <summary>A survey on paper: Markdown, CSV, a page and a heat map.</summary>
public static class SurveyFiles
{
    private const int LabelWidth = 190, MarketWidth = 58, RowsInShort = 10;

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
        string[] strategies = [.. SurveyTotals.ByStrategy(result).Select(totals => totals.Name)];
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
        return HeatMap.Of("survey", "Out of sample, after costs: % of the capital", result.Sentence, [.. strategies.Select(name => Short(name, strategies))], Columns(markets), values, texts, LabelWidth + MarketWidth * Math.Max(8, markets.Length));
    }

    /// <summary>Of a hybrid its form alone, unless there are several of that form.</summary>
    private static string Short(string name, string[] all) =>
        name.IndexOf('(', StringComparison.Ordinal) is > 0 and var end && all.Count(other => other.StartsWith(name[..(end + 1)], StringComparison.Ordinal)) == 1 ? name[..end] + "(…)" : name;

    /// <summary>Minutes under each column, the instrument once in the middle of its columns.</summary>
    private static string[] Columns((string Instrument, int Interval)[] markets) =>
    [
        .. markets.Select((market, i) =>
        {
            int first = Array.FindIndex(markets, m => m.Instrument == market.Instrument), count = markets.Count(m => m.Instrument == market.Instrument);
            return $"{market.Interval} min" + (i == first + (count - 1) / 2 ? "\n" + market.Instrument : "");
        }),
    ];

    /// <summary>The whole table.</summary>
    /// <param name="most">Rows to show: the best and the worst halves of them when there are more.</param>
    public static string Markdown(SurveyResult result, IReadOnlyList<(string Name, string Value)> provenance, int most = int.MaxValue)
    {
        StringBuilder text = new();
        text.Append("# Survey\n\n").Append(result.Sentence).Append("\n\n").Append(result.Belief).Append("\n\n").Append(SurveyMethod.Of(result.Plan)).Append("\n\n");
        SurveyRow[] shown = [.. result.Rows.Count <= most ? result.Rows : result.Rows.Take((most + 1) / 2).Concat(result.Rows.TakeLast(most / 2))];
        if (result.Rows.Count > 0)
        {
            Table(text, "By strategy", SurveyTables.StrategyHeads, 1, SurveyTables.Strategies(result));
            Table(text, "By market", SurveyTables.MarketHeads, 2, SurveyTables.Markets(result));
            Table(text, shown.Length < result.Rows.Count ? "The best and the worst combinations" : "All combinations, the best net result first", Heads, 3, shown.Select(Cells));
        }
        foreach (SurveyGap gap in result.Plan.Gaps()) text.Append("Not judged: ").Append(gap.What).Append(": ").Append(gap.Why).Append("\n\n");
        foreach (string failure in result.Failures) text.Append("Not run: ").Append(failure).Append("\n\n");
        foreach ((string name, string value) in provenance) text.Append("- ").Append(name).Append(": ").Append(value).Append('\n');
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, string[] heads, int words, IEnumerable<string[]> rows)
    {
        text.Append("## ").Append(title).Append("\n\n| ").AppendJoin(" | ", heads).Append(" |\n|");
        for (int i = 0; i < heads.Length; i++) text.Append(i < words ? " --- |" : " ---: |");
        text.Append('\n');
        foreach (string[] row in rows) text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        text.Append('\n');
    }

    public static string Csv(SurveyResult result)
    {
        StringBuilder text = new("instrument,interval,strategy,peers,parameters,trials,in_sample_net,in_sample_sharpe,in_sample_deflated_sharpe,overfitting,trades,gross,costs,net,return,sharpe,deflated_sharpe,drawdown,win_rate,profit_factor,buy_and_hold,days,from,to,in_sample_days\n");
        foreach (SurveyRow row in result.Rows)
        {
            text.AppendJoin(',', Quoted(row.Instrument), row.IntervalMinutes.ToString(CultureInfo.InvariantCulture), Quoted(row.Strategy), Quoted(string.Join(' ', row.Peers)), Quoted(Parameters(result.Plan, row)),
                Number(row.Trials), Number(row.InSampleNet), Number(row.InSampleSharpe), Number(row.InSampleDeflatedSharpe), Number(row.Overfitting), Number(row.Trades),
                Number(row.Gross), Number(row.Costs), Number(row.Net), Number(row.Return), Number(row.Sharpe), Number(row.DeflatedSharpe), Number(row.Drawdown),
                Number(row.WinRate), Number(row.ProfitFactor), Number(row.BuyAndHold), Number(row.Days), row.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), row.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Number(row.InSampleDays)).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Names with values, as <c>--param</c> takes them.</summary>
    public static string Parameters(SurveyPlan plan, SurveyRow row) => string.Join(' ', plan.Strategies.First(strategy => strategy.Name == row.Strategy).Parameters
        .Select((parameter, i) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}={row.Values[i]}")));

    private static string Html(SurveyResult result, IReadOnlyList<(string Name, string Value)> provenance, Chart? map)
    {
        HtmlPage page = new();
        page.Heading(1, "Survey").Paragraph(result.Sentence, "verdict").Paragraph(result.Belief).Paragraph(SurveyMethod.Of(result.Plan));
        if (map is not null) page.Figure(map);
        if (result.Rows.Count > 0)
        {
            page.Heading(2, "By strategy").Table("Out of sample; worst, median and best as a share of the capital", SurveyTables.StrategyHeads, SurveyTables.Strategies(result), dense: true);
            page.Heading(2, "By market").Table("What holding brought on the same days, and what the strategies did", SurveyTables.MarketHeads, SurveyTables.Markets(result), 2, dense: true);
        }
        if (result.Rows.Count > 0) page.Heading(2, "All combinations, the best net result first").Table("Out of sample, after costs", [.. Heads, "Parameters"], result.Rows.Select(row => Cells(row).Append(Parameters(result.Plan, row)).ToArray()), 3, prose: true, dense: true);
        if (result.Plan.Gaps() is { Count: > 0 } gaps) page.Heading(2, "Not judged").Table("What these bars cannot tell about", ["What", "Why"], gaps.Select(gap => new[] { gap.What, gap.Why }), 2);
        if (result.Failures.Count > 0) page.Heading(2, "Not run").Table("Reasons", ["Reason"], result.Failures.Select(failure => new[] { failure }));
        page.Heading(2, "How it was made").Table("Data and program", ["Name", "Value"], provenance.Select(p => new[] { p.Name, p.Value }), 2);
        return page.ToString("Survey");
    }

    private static string[] Cells(SurveyRow row) =>
    [
        row.Instrument, $"{row.IntervalMinutes} min", row.Label, FigureText.Number(row.Net, 0), FigureText.Number(row.Gross, 0), FigureText.Number(row.Costs, 0), FigureText.Number(row.Trades, 0),
        FigureText.Percent(row.Return, 1), FigureText.Ratio(row.Sharpe), FigureText.Percent(row.DeflatedSharpe, 0), FigureText.Percent(row.Overfitting, 0), FigureText.Ratio(row.InSampleSharpe),
        FigureText.Percent(row.Drawdown, 1), FigureText.Percent(row.BuyAndHold, 1),
    ];

    private static string Number(double? value) => value is { } v ? v.ToString("0.######", CultureInfo.InvariantCulture) : "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
