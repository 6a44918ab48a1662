namespace Astra.Research;

/// <summary>What a report is made of.</summary>
/// <param name="Title">For example <c>macd-cross on RELIANCE, 5 minutes</c>.</param>
/// <param name="Parameters">Names and values: of the strategy and of the rules.</param>
/// <param name="Provenance">Names and values: files, spans, bar counts, versions; whatever lets somebody do it again.</param>
public sealed record ReportInput(
    string Title, RunRecord Run, PerformanceFigures Figures, IReadOnlyList<(string Name, string Value)> Parameters, IReadOnlyList<(string Name, string Value)> Provenance)
{
    /// <summary>For the chart of entries and exits; null leaves it out.</summary>
    public BarSeries? Bars { get; init; }

    /// <summary>The parameters were chosen on these bars.</summary>
    public bool InSample { get; init; }

    public BacktestOverfitting? Overfitting { get; init; }
}

/// <summary>The report of one run: a page in one file, and its charts as files.</summary>
public static class BacktestReport
{
    /// <param name="htmlFile">Where the page goes; null = no page.</param>
    /// <param name="chartsFolder">Where each chart goes as PNG and SVG, made when it is missing; null = no files.</param>
    public static void Write(ReportInput input, string? htmlFile, string? chartsFolder)
    {
        Chart[] charts = Charts(input);
        if (htmlFile is not null)
        {
            if (Path.GetDirectoryName(Path.GetFullPath(htmlFile)) is { } folder) Directory.CreateDirectory(folder);
            File.WriteAllText(htmlFile, Html(input, charts));
        }
        if (chartsFolder is null) return;
        foreach (Chart chart in charts) chart.Save(chartsFolder);
    }

    /// <summary>Every chart that this run has data for.</summary>
    public static Chart[] Charts(ReportInput input)
    {
        if (input.Run.Times.Length == 0) return [];
        Chart?[] charts =
        [
            EquityCharts.Equity(input.Run),
            EquityCharts.Underwater(input.Run),
            EquityCharts.Drawdowns(input.Run),
            EquityCharts.Months(input.Run),
            TradeCharts.Results(input.Run),
            TradeCharts.Excursions(input.Run),
            input.Bars is { } bars ? TradeCharts.Price(bars, input.Run.Trades) : null,
        ];
        return [.. charts.OfType<Chart>()];
    }

    public static string Html(ReportInput input) => Html(input, Charts(input));

    /// <summary>What happened, in one sentence, costs first.</summary>
    public static string Verdict(PerformanceFigures figures)
    {
        double net = figures.FinalEquity - figures.Capital;
        if (figures.Trades.Count == 0 && net == 0) return "It never traded.";
        string costs = $"{FigureText.Rupees(net + figures.Costs.Total)} before costs, {FigureText.Rupees(figures.Costs.Total)} of costs";
        return net > 0
            ? $"It gained {FigureText.Rupees(net)} after costs ({costs})."
            : $"It lost {FigureText.Rupees(-net)} after costs ({costs}).";
    }

    private static string Html(ReportInput input, Chart[] charts)
    {
        PerformanceFigures figures = input.Figures;
        HtmlPage page = new();
        page.Heading(1, input.Title)
            .Paragraph(Verdict(figures), "verdict")
            .Tiles(
            [
                ("Total return", FigureText.Percent(figures.TotalReturn)), ("Sharpe ratio", FigureText.Ratio(figures.Sharpe)),
                ("Deepest drawdown", FigureText.Percent(figures.MaxDrawdown?.Depth)), ("Trades", FigureText.Number(figures.Trades.Count, 0)),
                ("Win rate", FigureText.Percent(figures.Trades.WinRate, 1)), ("Profit factor", FigureText.Ratio(figures.Trades.ProfitFactor)),
                ("Costs", FigureText.Rupees(figures.Costs.Total)), ("Deflated Sharpe", FigureText.Percent(figures.DeflatedSharpe, 1)),
            ])
            .Warnings(ReportWarnings.Of(figures, input.InSample, input.Overfitting));
        foreach (Chart chart in charts) page.Figure(chart);
        page.Heading(2, "Figures");
        foreach ((string topic, FigureLine[] lines) in FigureLines.Of(figures))
            page.Table(topic, ["", "Value", "Meaning"], lines.Select(line => new[] { line.Name, line.Value, line.Meaning }), prose: true);
        Costs(page, figures);
        page.Heading(2, "Where it was made and lost");
        Groups(page, "By hour of the entry, IST", input.Run.Trades, TradeTable.ByHour);
        Groups(page, "By weekday of the entry", input.Run.Trades, TradeTable.ByWeekday);
        Groups(page, "By regime at the last close before the entry", input.Run.Trades, TradeTable.ByRegime);
        Groups(page, "By side", input.Run.Trades, TradeTable.BySide);
        Groups(page, "By instrument", input.Run.Trades, TradeTable.ByInstrument);
        page.Paragraph($"Regimes: trending when the net move of the last {RegimeLabels.Window} bars is {FigureText.Percent(RegimeLabels.TrendAt, 0)} or more of the path walked; volatility of {RegimeLabels.Window} returns against the terciles of its last {RegimeLabels.Memory} values.", "dim");
        page.Heading(2, "How it was made")
            .Table("Parameters", ["Name", "Value"], input.Parameters.Select(p => new[] { p.Name, p.Value }), 2)
            .Table("Data and program", ["Name", "Value"], input.Provenance.Select(p => new[] { p.Name, p.Value }), 2);
        return page.ToString(input.Title);
    }

    private static void Costs(HtmlPage page, PerformanceFigures figures)
    {
        double total = figures.Costs.Total;
        page.Heading(2, "Costs").Table(
            "By component", ["Component", "₹", "Share", "Of traded value"],
            figures.Costs.Lines.Append(("Total", total)).Select(line => new[]
            {
                line.Item1, FigureText.Number(line.Item2, 2), FigureText.Percent(total > 0 ? line.Item2 / total : null, 1),
                FigureText.Percent(figures.Trades.TradedValue > 0 ? line.Item2 / figures.Trades.TradedValue : null, 4),
            }));
        if (figures.CostsShareOfGross is { } share) page.Paragraph($"Costs took {FigureText.Percent(share, 1)} of the profit before costs.");
    }

    private static void Groups(HtmlPage page, string caption, IReadOnlyList<RunTrade> trades, Func<IReadOnlyList<RunTrade>, IReadOnlyList<TradeGroup>> by) =>
        page.Table(caption, ["", "Trades", "Win rate", "Gross ₹", "Costs ₹", "Net ₹", "Net a trade ₹", "Profit factor"], by(trades).Select(group => new[]
        {
            group.Name, FigureText.Number(group.Trades, 0), FigureText.Percent(group.WinRate, 1), FigureText.Number(group.Gross, 0), FigureText.Number(group.Costs, 0),
            FigureText.Number(group.Net, 0), FigureText.Number(group.Average, 1), FigureText.Ratio(group.ProfitFactor),
        }));
}
