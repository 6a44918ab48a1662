namespace Astra.Research;

/// <summary>
/// One figure over two parameters. Where other parameters vary too, a cell shows the median of its sets: the best of many neighbours is
/// mostly luck, their middle is what one may expect.
/// </summary>
public sealed class SweepMap(string x, int xIndex, string y, int yIndex, string figure)
{
    private readonly SortedDictionary<(double Y, double X), List<double>> _cells = [];
    private readonly int _figure = IndexOf(figure);

    /// <exception cref="SweepException">There is no such figure.</exception>
    private static int IndexOf(string figure)
    {
        for (int i = 0; i < SweepFigures.Names.Count; i++)
            if (SweepFigures.Names[i] == figure) return i;
        throw new SweepException($"there is no figure '{figure}'; there are {string.Join(", ", SweepFigures.Names)}");
    }

    public void Add(in SweepRow row)
    {
        (double, double) place = (row.Values.Span[yIndex], row.Values.Span[xIndex]);
        if (!_cells.TryGetValue(place, out List<double>? values)) _cells.Add(place, values = []);
        double value = row.Figures.Span[_figure];
        if (!double.IsNaN(value)) values.Add(value);
    }

    /// <summary>Draws what was added, as PNG or SVG by the path's ending.</summary>
    public void Save(string path)
    {
        double[] xs = [.. _cells.Keys.Select(k => k.X).Distinct().Order()], ys = [.. _cells.Keys.Select(k => k.Y).Distinct().Order()];
        double[,] grid = new double[ys.Length, xs.Length];
        for (int row = 0; row < ys.Length; row++)
            for (int column = 0; column < xs.Length; column++)
                grid[ys.Length - 1 - row, column] = _cells.TryGetValue((ys[row], xs[column]), out List<double>? values) ? Median(values) : double.NaN;
        string title = $"{figure} by {x} and {y}{(_cells.Values.Any(v => v.Count > 1) ? ", median of each cell" : "")}";
        HeatMap.Field("sweep", title, figure, (x, xs), (y, ys), grid).SaveAs(path);
    }

    private static double Median(List<double> values)
    {
        if (values.Count == 0) return double.NaN;
        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
