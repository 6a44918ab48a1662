using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Astra.Research.Tuning;

/// <summary>A study in pictures. Finished trials are blue circles, those given up grey crosses, what is best vermilion.</summary>
public static class StudyCharts
{
    private const int BarHeight = 30, Around = 100, CharacterWidth = 8;

    /// <summary>History, importance, a slice for each parameter, and the front when there are two objectives; pictures that would be empty are left out.</summary>
    public static IReadOnlyList<Chart> Of(SearchSpace space, IReadOnlyList<StudyObjective> objectives, IReadOnlyList<StudyTrial> trials)
    {
        StudyTrial[] known = [.. trials.Where(t => t.State is TrialState.Finished or TrialState.Pruned && t.Values.All(double.IsFinite))];
        if (!known.Any(t => t.State == TrialState.Finished)) return [];
        List<Chart> charts = [History(objectives[0], known)];
        if (Importance.Of(space, known) is { Length: > 0 } shares) charts.Add(Important(space, objectives[0], shares));
        for (int i = 0; i < space.Count; i++)
            if (known.Any(t => !double.IsNaN(t.Point[i]))) charts.Add(Slice(space[i], i, objectives[0], known));
        if (objectives.Count == 2) charts.Add(Front(objectives, known));
        return charts;
    }

    /// <summary>Each trial's value by its number, and the best up to there.</summary>
    private static Chart History(StudyObjective objective, StudyTrial[] trials)
    {
        Plot plot = ChartPaint.Plot("Trials and the best so far", objective.Name);
        plot.Axes.Bottom.Label.Text = "Trial";
        Marks(plot, trials, t => t.Number, t => t.Values[0]);
        List<Coordinates> steps = [];
        double best = double.NaN;
        foreach (StudyTrial trial in trials.Where(t => t.State == TrialState.Finished))
        {
            if (double.IsNaN(best) || (objective.Maximise ? trial.Values[0] > best : trial.Values[0] < best)) best = trial.Values[0];
            steps.Add(new Coordinates(trial.Number, best));
        }
        Scatter line = plot.Add.ScatterLine(steps, ChartPaint.Vermilion);
        line.ConnectStyle = ConnectStyle.StepHorizontal;
        line.LineWidth = 1.8f;
        line.LegendText = "best so far";
        plot.ShowLegend(Edge.Right);
        return new Chart("history", "Trials and the best so far", Said($"{trials.Length} trials; the best {objective.Name} is {best:G4}."), plot);
    }

    private static Chart Important(SearchSpace space, StudyObjective objective, double[] shares)
    {
        int[] order = [.. Enumerable.Range(0, shares.Length).OrderBy(i => shares[i]).ThenByDescending(i => i)];
        string title = $"Importance for {objective.Name}";
        Plot plot = ChartPaint.Plot(title, "");
        Bar[] rows = [.. order.Select((parameter, row) => new Bar { Position = row, Value = shares[parameter], FillColor = ChartPaint.Blue, LineWidth = 0, Size = 0.6, Label = Percent(shares[parameter]) })];
        BarPlot bars = plot.Add.Bars(rows);
        bars.Horizontal = true;
        bars.ValueLabelStyle.FontSize = 12;
        bars.ValueLabelStyle.ForeColor = ChartPaint.Ink;
        string[] names = [.. order.Select(parameter => space[parameter].Name)];
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, names.Length).Select(i => (double)i)], names);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Left.MinimumSize = names.Max(name => name.Length) * CharacterWidth;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = Percent };
        plot.Axes.SetLimits(0, shares.Max() * 1.12, -0.6, shares.Length - 0.4);
        return new Chart("importance", title, $"Most to least: {string.Join(", ", order.Reverse().Select(i => $"{space[i].Name} {Percent(shares[i])}"))}.", plot, Height: Around + BarHeight * shares.Length);
    }

    private static Chart Slice(SearchParameter parameter, int index, StudyObjective objective, StudyTrial[] trials)
    {
        StudyTrial[] own = [.. trials.Where(t => !double.IsNaN(t.Point[index]))];
        string title = $"{objective.Name} by {parameter.Name}";
        Plot plot = ChartPaint.Plot(title, objective.Name);
        plot.Axes.Bottom.Label.Text = parameter.Name;
        Marks(plot, own, t => parameter.Log ? Math.Log10(t.Point[index]) : t.Point[index], t => t.Values[0]);
        if (own.Where(t => t.State == TrialState.Finished).MinBy(t => objective.Maximise ? -t.Values[0] : t.Values[0]) is { } best)
            Marked(plot, [best], t => parameter.Log ? Math.Log10(t.Point[index]) : t.Point[index], t => t.Values[0], MarkerShape.FilledDiamond, ChartPaint.Vermilion, 11, "best");
        if (parameter.Kind == ParameterKind.Choice) plot.Axes.Bottom.SetTicks([.. parameter.Choices.Select((_, i) => (double)i)], [.. parameter.Choices]);
        else if (parameter.Log) RoundTicks(plot, parameter);
        plot.ShowLegend(Edge.Right);
        return new Chart($"slice-{parameter.Name}", title, $"{own.Length} trials.", plot, Height: 280);
    }

    /// <summary>On an axis of logarithms, values that people say.</summary>
    private static void RoundTicks(Plot plot, SearchParameter parameter)
    {
        double[] values = [.. Enumerable.Range(-12, 25).SelectMany(power => new[] { 1, 1.5, 2, 3, 5, 7 }.Select(digit => digit * Math.Pow(10, power))).Where(value => value >= parameter.Low && value <= parameter.High)];
        plot.Axes.Bottom.SetTicks([.. values.Select(Math.Log10)], [.. values.Select(value => Said($"{value:G3}"))]);
    }

    private static Chart Front(IReadOnlyList<StudyObjective> objectives, StudyTrial[] trials)
    {
        StudyTrial[] finished = [.. trials.Where(t => t.State == TrialState.Finished)];
        int[] fronts = Pareto.Fronts([.. finished.Select(t => t.Values.Select((value, o) => objectives[o].Maximise ? -value : value).ToArray())]);
        StudyTrial[] best = [.. finished.Where((_, i) => fronts[i] == 0).OrderBy(t => t.Values[0])];
        Plot plot = ChartPaint.Plot("What no other trial beats in both", objectives[1].Name);
        plot.Axes.Bottom.Label.Text = objectives[0].Name;
        Marks(plot, finished, t => t.Values[0], t => t.Values[1]);
        Marked(plot, best, t => t.Values[0], t => t.Values[1], MarkerShape.FilledDiamond, ChartPaint.Vermilion, 10, "front").LineWidth = 1.2f;
        plot.ShowLegend(Edge.Right);
        return new Chart("front", "What no other trial beats in both", $"{best.Length} of {finished.Length} trials.", plot, Height: 380);
    }

    private static void Marks(Plot plot, StudyTrial[] trials, Func<StudyTrial, double> x, Func<StudyTrial, double> y)
    {
        StudyTrial[] pruned = [.. trials.Where(t => t.State == TrialState.Pruned)];
        if (pruned.Length > 0) Marked(plot, pruned, x, y, MarkerShape.Cross, ChartPaint.Grey, 7, "given up, so far");
        Marked(plot, [.. trials.Where(t => t.State == TrialState.Finished)], x, y, MarkerShape.FilledCircle, ChartPaint.Blue.WithAlpha(0.6), 6, "trial");
    }

    private static Scatter Marked(Plot plot, StudyTrial[] trials, Func<StudyTrial, double> x, Func<StudyTrial, double> y, MarkerShape shape, Color color, float size, string legend)
    {
        Scatter marks = plot.Add.Scatter(trials.Select(x).ToArray(), trials.Select(y).ToArray(), color);
        (marks.LineWidth, marks.MarkerShape, marks.MarkerSize, marks.LegendText) = (0, shape, size, legend);
        return marks;
    }

    private static string Percent(double share) => Said($"{100 * share:F0}%");

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
