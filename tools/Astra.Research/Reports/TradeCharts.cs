using Astra.Markets;
using ScottPlot;
using ScottPlot.Plottables;

namespace Astra.Research;

/// <summary>Charts of single trades. Gains are blue circles, losses vermilion triangles.</summary>
public static class TradeCharts
{
    private const int MostMarks = 3000, BarsShown = 220, BarsAfter = 8;

    /// <summary>Profit of each trade at the time of its exit.</summary>
    public static Chart Results(RunRecord run)
    {
        Plot plot = EquityCharts.Timed("Profit of each trade, after costs", "₹", run);
        Marks(plot, run.Trades, trade => At(run.Times, trade.Exit), trade => trade.Profit);
        EquityCharts.Level(plot, 0);
        return new Chart("trades", "Profit of each trade", Said(run), plot, Height: 260);
    }

    /// <summary>How deep each trade was under water before it ended as it did (Sweeney's maximum adverse excursion); null when that is not known.</summary>
    public static Chart? Excursions(RunRecord run)
    {
        RunTrade[] known = [.. run.Trades.Where(trade => trade.WorstExcursion is not null)];
        if (known.Length == 0) return null;
        Plot plot = ChartPaint.Plot("Worst moment of each trade and how it ended", "Profit after costs, ₹");
        Marks(plot, known, trade => -trade.WorstExcursion!.Value, trade => trade.Profit);
        plot.Axes.Bottom.Label.Text = "Deepest loss on the way, before costs, ₹";
        foreach (IAxis axis in (IAxis[])[plot.Axes.Bottom, plot.Axes.Left])
            axis.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = value => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) };
        EquityCharts.Level(plot, 0);
        return new Chart("excursions", "Worst moment of each trade and how it ended", Said(run), plot, Height: 300);
    }

    /// <summary>Closes around the last trades with entries and exits; null without bars.</summary>
    public static Chart? Price(BarSeries bars, IReadOnlyList<RunTrade> trades)
    {
        if (bars.Count == 0) return null;
        Timestamp[] starts = new Timestamp[bars.Count];
        for (int i = 0; i < starts.Length; i++) starts[i] = bars[i].Start;
        int last = trades.Count > 0 ? Math.Min(bars.Count - 1, At(starts, trades[^1].Exit) + BarsAfter) : bars.Count - 1;
        int first = Math.Max(0, last - BarsShown + 1);
        Plot plot = ChartPaint.Plot($"{bars.Instrument.Symbol}: the last trades, {bars.IntervalMinutes}-minute bars", "Price, ₹");
        TimeTicks.Apply(plot, new ArraySegment<Timestamp>(starts, first, last - first + 1));
        Candles(plot, bars, first, last);
        Fills(plot, "buy", true, MarkerShape.FilledTriangleUp, ChartPaint.Blue);
        Fills(plot, "sell", false, MarkerShape.FilledTriangleDown, ChartPaint.Vermilion);
        plot.Axes.AutoScaleY();
        plot.ShowLegend(Alignment.UpperLeft);
        return new Chart("price", "Entries and exits", $"Bars {first + 1:N0} to {last + 1:N0} of {bars.Count:N0} with the fills of the trades there.", plot, Height: 380);

        void Fills(Plot on, string name, bool buys, MarkerShape shape, Color color)
        {
            List<Coordinates> points = [];
            foreach (RunTrade trade in trades)
            {
                Add(trade.Entry, trade.EntryPrice, trade.Side > 0);
                Add(trade.Exit, trade.ExitPrice, trade.Side < 0);
            }
            if (points.Count == 0) return;
            Markers marks = on.Add.Markers(points, shape, 10, color);
            marks.LegendText = name;

            void Add(Timestamp at, double price, bool buy)
            {
                int bar = At(starts, at);
                if (buy == buys && bar >= first && bar <= last) points.Add(new(bar - first, price));
            }
        }
    }

    private static void Candles(Plot plot, BarSeries bars, int first, int last)
    {
        for (int i = first; i <= last; i++)
        {
            Markets.Bar bar = bars[i];
            Color color = bar.Close >= bar.Open ? ChartPaint.Grey : ChartPaint.Ink;
            LinePlot wick = plot.Add.Line(i - first, bar.Low.Rupees, i - first, bar.High.Rupees);
            wick.LineColor = color;
            wick.LineWidth = 1;
            Rectangle body = plot.Add.Rectangle(i - first - 0.32, i - first + 0.32, Math.Min(bar.Open.Rupees, bar.Close.Rupees), Math.Max(bar.Open.Rupees, bar.Close.Rupees));
            body.FillColor = color;
            body.LineColor = color;
            body.LineWidth = 0.6f;
        }
    }

    private static void Marks(Plot plot, IReadOnlyList<RunTrade> trades, Func<RunTrade, double> x, Func<RunTrade, double> y)
    {
        // The largest, when there are more than a page can hold: those are what one looks for.
        IEnumerable<RunTrade> shown = trades.Count <= MostMarks ? trades : trades.OrderByDescending(trade => Math.Abs(trade.Profit)).Take(MostMarks);
        ILookup<bool, RunTrade> sides = shown.ToLookup(trade => trade.Profit > 0);
        foreach ((bool gain, MarkerShape shape, Color color, string name) in new[] { (true, MarkerShape.FilledCircle, ChartPaint.Blue, "gain"), (false, MarkerShape.FilledTriangleDown, ChartPaint.Vermilion, "loss") })
        {
            Coordinates[] points = [.. sides[gain].Select(trade => new Coordinates(x(trade), y(trade)))];
            if (points.Length == 0) continue;
            Markers marks = plot.Add.Markers(points, shape, 6, color.WithAlpha(0.75));
            marks.LegendText = name;
        }
        plot.ShowLegend(Alignment.UpperLeft);
        // Room for the legend above the highest mark.
        plot.Axes.AutoScaleY();
        AxisLimits limits = plot.Axes.GetLimits();
        plot.Axes.SetLimitsY(limits.Bottom, limits.Top + 0.25 * (limits.Top - limits.Bottom));
    }

    private static string Said(RunRecord run)
    {
        TradeFigures figures = TradeFigures.Of(run.Trades);
        return $"{figures.Count:N0} trades, {figures.Won:N0} gained; mean {FigureText.Rupees(figures.Expectancy)}.";
    }

    /// <summary>Index of the bar at or before an instant.</summary>
    private static int At(Timestamp[] times, Timestamp at)
    {
        int found = Array.BinarySearch(times, at);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }
}
