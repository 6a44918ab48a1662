using ScottPlot;
using ScottPlot.Plottables;

namespace Astra.Research;

/// <summary>A grid of coloured cells with their values written in them.</summary>
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
}
