namespace Astra.Research.Tuning;

public enum TrialState : byte
{
    Running = 0,
    Finished = 1,
    /// <summary>Given up early; its values are those of the last step.</summary>
    Pruned = 2,
    Failed = 3,
}

/// <summary>What a trial is judged by.</summary>
public sealed record StudyObjective(string Name, bool Maximise = false);

/// <summary>A point with what became of it.</summary>
public sealed class StudyTrial
{
    private readonly SearchSpace _space;
    private readonly Func<StudyTrial, bool>? _prune;
    private readonly List<StepValue> _steps;

    internal StudyTrial(SearchSpace space, long number, double[] point, Func<StudyTrial, bool>? prune, IEnumerable<StepValue>? steps = null) =>
        (_space, Number, Point, _prune, _steps) = (space, number, point, prune, [.. steps ?? []]);

    public long Number { get; }

    /// <summary>In the space's order; NaN where a parameter does not apply, a choice by its index.</summary>
    public double[] Point { get; }

    public TrialState State { get; internal set; }

    /// <summary>In the study's order; empty when it failed or is running.</summary>
    public double[] Values { get; internal set; } = [];

    /// <summary>Whatever else the caller wants kept: results of folds, for example.</summary>
    public double[] Figures { get; internal set; } = [];

    public string Note { get; internal set; } = "";

    /// <summary>In the first objective's own sense.</summary>
    public IReadOnlyList<StepValue> Steps => _steps;

    /// <summary>Steps of the trials that were done when this one was asked for, better when lower.</summary>
    internal IReadOnlyList<StepValue[]> Board { get; init; } = [];

    /// <summary>NaN when the parameter does not apply here.</summary>
    public double this[string name] => Point[IndexOf(name)];

    /// <summary>The chosen word; null when the parameter does not apply here.</summary>
    public string? Choice(string name)
    {
        int i = IndexOf(name);
        return double.IsNaN(Point[i]) ? null : _space[i].Choices[(int)Point[i]];
    }

    /// <summary>Tells how it goes; steps count up.</summary>
    public void Report(int step, double value)
    {
        if (_steps.Count > 0 && _steps[^1].Step >= step) throw new ArgumentException($"step {step} was reported after step {_steps[^1].Step}", nameof(step));
        _steps.Add(new StepValue(step, value));
    }

    /// <summary>Whether others did so much better at the last reported step that this one is not worth finishing.</summary>
    public bool ShouldPrune => _steps.Count > 0 && _prune is not null && _prune(this);

    private int IndexOf(string name) =>
        _space.IndexOf(name) is var i and >= 0 ? i : throw new ArgumentException($"the space has no parameter {name}", nameof(name));
}
