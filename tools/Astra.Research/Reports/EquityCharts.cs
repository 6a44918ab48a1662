using ScottPlot;
using ScottPlot.Plottables;

namespace Astra.Research;

/// <summary>Charts of equity: its course, its falls and its months.</summary>
public static class EquityCharts
{
    private const int FallsShown = 5;

    /// <summary>Equity beside the benchmark.</summary>
    public static Chart Equity(RunRecord run)
    {
        Plot plot = Timed("Equity", "₹", run);
        if (run.Benchmark is { } benchmark) Line(plot, benchmark, ChartPaint.Grey, "buy and hold, without costs").LineWidth = 1;
        Line(plot, run.Equity, ChartPaint.Blue, "this run, after costs").LineWidth = 1.8f;
        Level(plot, run.Capital);
        plot.Axes.AutoScaleY();
        plot.ShowLegend(Alignment.UpperLeft);
        double end = run.Equity.Length > 0 ? run.Equity[^1] : run.Capital;
        return new Chart("equity", "Equity", $"From {FigureText.Rupees(run.Capital)} to {FigureText.Rupees(end)} over {run.Times.Length:N0} bars.", plot);
    }

    /// <summary>Equity with its deepest falls shaded, the deepest first.</summary>
    public static Chart Drawdowns(RunRecord run)
    {
        Plot plot = Timed("The deepest drawdowns", "₹", run);
        DrawdownSeries falls = new(run);
        Line(plot, run.Equity, ChartPaint.Blue, "").LineWidth = 1.4f;
        plot.Axes.AutoScaleY();
        double top = plot.Axes.GetLimits().Top;
        double step = 0.06 * (top - plot.Axes.GetLimits().Bottom);
        (Drawdown Fall, int Number)[] deepestFirst = [.. falls.All.OrderByDescending(fall => fall.Depth).Take(FallsShown).Select((fall, i) => (fall, i + 1))];
        int shown = 0;
        foreach ((Drawdown fall, int number) in deepestFirst.OrderBy(fall => fall.Fall.Start))
        {
            int from = Array.BinarySearch(run.Times, fall.Start), to = Array.BinarySearch(run.Times, fall.End);
            HorizontalSpan span = plot.Add.HorizontalSpan(Math.Max(0, from), Math.Max(0, to));
            span.FillColor = ChartPaint.Vermilion.WithAlpha(0.16);
            span.LineStyle.Width = 0;
            Text label = plot.Add.Text($"{number}: {FigureText.Percent(-fall.Depth)}", (Math.Max(0, from) + to) / 2.0, top + step * (1 + shown++ % 2));
            label.LabelAlignment = Alignment.MiddleCenter;
            label.LabelFontColor = ChartPaint.Ink;
            label.LabelFontSize = 11;
        }
        if (shown > 0) plot.Axes.SetLimitsY(plot.Axes.GetLimits().Bottom, top + 3 * step);
        string worst = falls.Deepest is { } deepest ? $"The deepest is {FigureText.Percent(deepest.Depth)}, {FigureText.Days(deepest.Days)}{(deepest.Recovery is null ? " and not over" : "")}." : "Equity never fell.";
        return new Chart("drawdowns", "The deepest drawdowns", worst, plot);
    }

    /// <summary>How far below its last high equity was.</summary>
    public static Chart Underwater(RunRecord run)
    {
        Plot plot = Timed("Under water: below the last high", "%", run);
        double[] depths = [.. new DrawdownSeries(run).Depths.Select(depth => -100 * depth)];
        int[] kept = Thinning.Of(depths);
        FillY area = plot.Add.FillY([.. kept.Select(i => (double)i)], [.. kept.Select(i => depths[i])], new double[kept.Length]);
        area.FillColor = ChartPaint.Vermilion.WithAlpha(0.35);
        area.LineColor = ChartPaint.Vermilion;
        double least = depths.Length > 0 ? depths.Min() : 0;
        plot.Axes.SetLimitsY(least < 0 ? least * 1.08 : -1, 0);
        return new Chart("underwater", "Under water", $"At worst {FigureText.Percent(-least / 100)} below the last high.", plot, Height: 240);
    }

    /// <summary>Return of each month, years from top to bottom.</summary>
    public static Chart Months(RunRecord run)
    {
        IReadOnlyList<MonthlyReturn> months = MonthlyReturn.Of(run);
        int first = months.Count > 0 ? months[0].Year : 0, years = months.Count > 0 ? months[^1].Year - first + 1 : 1;
        string?[,] texts = new string?[years, 12];
        double[,] values = new double[years, 12];
        double scale = months.Max(month => Math.Abs(month.Return ?? 0)) is > 0 and var most ? most : 1;
        foreach (MonthlyReturn month in months)
        {
            texts[month.Year - first, month.Month - 1] = FigureText.Percent(month.Return);
            values[month.Year - first, month.Month - 1] = (month.Return ?? 0) / scale;
        }
        string[] names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        return HeatMap.Of("months", "Returns by month", $"{months.Count(m => m.Return > 0)} of {months.Count} months gained.",
            [.. Enumerable.Range(first, years).Select(year => $"{year}")], names, values, texts);
    }

    internal static Plot Timed(string title, string unit, RunRecord run)
    {
        Plot plot = ChartPaint.Plot(title, unit);
        TimeTicks.Apply(plot, run.Times);
        if (unit == "₹") plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = value => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) };
        return plot;
    }

    /// <summary>A thin line at a value that matters.</summary>
    internal static void Level(Plot plot, double value)
    {
        HorizontalLine line = plot.Add.HorizontalLine(value, 1, ChartPaint.Grey);
        line.LinePattern = LinePattern.Dotted;
    }

    internal static Scatter Line(Plot plot, double[] values, Color color, string legend)
    {
        int[] kept = Thinning.Of(values);
        double[] xs = [.. kept.Select(i => (double)i)], ys = [.. kept.Select(i => values[i])];
        Scatter line = plot.Add.ScatterLine(xs, ys, color);
        line.LegendText = legend;
        line.LineWidth = 1.2f;
        return line;
    }
}
