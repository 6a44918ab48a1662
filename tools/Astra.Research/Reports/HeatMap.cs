using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace Astra.Research;

/// <summary>A grid of coloured cells: some with their values written in them, or many with a colour bar.</summary>
public static class HeatMap
{
    private const int RowHeight = 26, Around = 96, CharacterWidth = 8;

    /// <param name="values">By row and column: -1 (vermilion) over 0 (paper) to 1 (blue), larger ones cut.</param>
    /// <param name="texts">What a cell says; null = no cell.</param>
    public static Chart Of(string name, string title, string description, string[] rows, string[] columns, double[,] values, string?[,] texts, int width = Chart.UsualWidth)
    {
        Plot plot = ChartPaint.Plot(title, "");
        for (int row = 0; row < rows.Length; row++)
            for (int column = 0; column < columns.Length; column++)
            {
                if (texts[row, column] is not { } text) continue;
                int y = rows.Length - 1 - row;
                Rectangle cell = plot.Add.Rectangle(column - 0.48, column + 0.48, y - 0.46, y + 0.46);
                cell.FillColor = ChartPaint.Diverging(values[row, column]);
                cell.LineWidth = 0;
                Text label = plot.Add.Text(text, column, y);
                label.LabelAlignment = Alignment.MiddleCenter;
                label.LabelFontSize = 11;
                // Cells keep their colour on a dark page, so their text must not follow it.
                label.LabelFontColor = Colors.Black;
            }
        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, columns.Length).Select(i => (double)i)], columns);
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, rows.Length).Select(i => (double)(rows.Length - 1 - i))], rows);
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(-0.5, columns.Length - 0.5, -0.5, rows.Length - 0.5);
        plot.HideGrid();
        plot.Axes.Left.MinimumSize = rows.Max(row => row.Length) * CharacterWidth;
        return new Chart(name, title, description, plot, width, Around + RowHeight * rows.Length);
    }

    /// <summary>Many cells without text, with a bar that says what the colours mean.</summary>
    /// <param name="grid">By row and column, the highest of <paramref name="y"/> first; NaN = no cell.</param>
    public static Chart Field(string name, string title, string figure, (string Name, double[] Values) x, (string Name, double[] Values) y, double[,] grid)
    {
        Plot plot = ChartPaint.Plot(title, y.Name);
        Heatmap map = plot.Add.Heatmap(grid);
        map.Colormap = new ScottPlot.Colormaps.Viridis();
        plot.Add.ColorBar(map).Label = figure;
        plot.Axes.Bottom.TickGenerator = Ticks(x.Values);
        plot.Axes.Left.TickGenerator = Ticks(y.Values);
        plot.XLabel(x.Name);
        plot.HideGrid();
        return new Chart(name, title, $"{figure} over {x.Name} and {y.Name}.", plot, 900, 700);
    }

    private static ScottPlot.TickGenerators.NumericManual Ticks(double[] values)
    {
        const int Most = 16;
        int step = (values.Length + Most - 1) / Most;
        ScottPlot.TickGenerators.NumericManual ticks = new();
        for (int i = 0; i < values.Length; i += step) ticks.AddMajor(i, values[i].ToString("G6", CultureInfo.InvariantCulture));
        return ticks;
    }
}
