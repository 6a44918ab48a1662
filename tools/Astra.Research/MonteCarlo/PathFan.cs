using ScottPlot;

namespace Astra.Research;

/// <summary>Quantiles of wealth after each of some steps: the fan in which a plan's equity should stay.</summary>
public sealed class PathFan
{
    /// <summary>Enough for a picture.</summary>
    public const int MostPaths = 4_000;
    private const int MostPoints = 200;

    /// <summary>The levels of <see cref="Bands"/>.</summary>
    public static readonly double[] Levels = [0.05, 0.25, 0.50, 0.75, 0.95];

    private PathFan(int[] at, double[][] bands) => (At, Bands) = (at, bands);

    /// <summary>Trades done, from 0.</summary>
    public IReadOnlyList<int> At { get; }

    /// <summary>By level, then by point: wealth as a multiple of the start.</summary>
    public IReadOnlyList<double[]> Bands { get; }

    public static PathFan Run<TSteps>(TSteps steps, int paths, int stepsPerPath)
        where TSteps : struct, IPathSteps
    {
        int points = Math.Min(MostPoints, stepsPerPath);
        int[] at = [.. Enumerable.Range(0, points + 1).Select(i => (int)((long)i * stepsPerPath / points))];
        double[][] wealth = [.. at.Select(_ => new double[paths])];
        for (int path = 0; path < paths; path++)
        {
            steps.Begin(path);
            double now = 1;
            for (int point = 0, step = 0; point < at.Length; point++)
            {
                for (; step < at[point]; step++) now *= steps.Next();
                wealth[point][path] = now;
            }
        }
        foreach (double[] point in wealth) Array.Sort(point);
        return new PathFan(at, [.. Levels.Select(level => wealth.Select(sorted => Estimate.Quantile(sorted, level).Value).ToArray())]);
    }

    /// <summary>Draws the fan, and a live plan's wealth within it when given; PNG or SVG by the file's ending.</summary>
    public void Draw(string path, string title, IReadOnlyList<double>? live = null)
    {
        using var plot = new Plot();
        double[] x = [.. At.Select(n => (double)n)];
        Color blue = Color.FromHex("#0072B2");
        for (int band = 0; band < Levels.Length / 2; band++)
        {
            var fill = plot.Add.FillY(x, Bands[band], Bands[Levels.Length - 1 - band]);
            fill.FillColor = blue.WithAlpha(0.22);
            fill.LineColor = Colors.Transparent;
            fill.LegendText = $"{Levels[band]:0%} to {Levels[^(band + 1)]:0%}";
        }
        var middle = plot.Add.ScatterLine(x, Bands[Levels.Length / 2], blue);
        middle.LegendText = "median";
        middle.LineWidth = 2;
        if (live is not null)
        {
            var line = plot.Add.ScatterLine(Enumerable.Range(0, live.Count).Select(i => (double)i).ToArray(), live.ToArray(), Color.FromHex("#D55E00"));
            line.LegendText = "live";
            line.LineWidth = 2;
        }
        plot.Title(title);
        plot.XLabel("trades");
        plot.YLabel("wealth, multiple of the start");
        plot.ShowLegend(Alignment.UpperLeft);
        if (path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) plot.SaveSvg(path, 1000, 560);
        else plot.SavePng(path, 1000, 560);
    }
}
