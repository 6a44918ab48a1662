namespace Astra.Research;

/// <summary>
/// Where sweeps and studies send their trials. The default uses this machine's processors; a cluster sends <see cref="ITrialWork.Spec"/> and the
/// trials to others, who need nothing else to evaluate them.
/// </summary>
public interface ITrialRunner
{
    /// <summary>
    /// Evaluates every trial once. Trials are pulled as workers become free, from one thread at a time; outcomes arrive in any order, from one
    /// thread at a time. Cancelling lets trials in hand finish and takes no new ones.
    /// </summary>
    void Run(ITrialWork work, IEnumerable<Trial> trials, Action<TrialOutcome> done, CancellationToken cancel = default);
}

/// <summary>What is evaluated: data, strategy and rules.</summary>
public interface ITrialWork
{
    /// <summary>JSON from which another process makes the same work.</summary>
    string Spec { get; }

    /// <summary>One for each worker: it is used by one thread only and may keep buffers.</summary>
    ITrialEvaluator CreateEvaluator();
}

public interface ITrialEvaluator
{
    TrialOutcome Evaluate(Trial trial);
}

/// <summary>A point to try.</summary>
/// <param name="Id">Unique within a run, from 0.</param>
/// <param name="Values">In the order of the space's parameters; NaN where a conditional parameter does not apply.</param>
public sealed record Trial(long Id, double[] Values)
{
    /// <summary>Steps of the trials that were done when this one was made, better when lower; what its pruning is decided on. Empty where nothing is given up.</summary>
    public IReadOnlyList<StepValue[]> Board { get; init; } = [];
}

/// <summary>A value reported on the way, for pruning; steps count up.</summary>
public readonly record struct StepValue(int Step, double Value);

/// <param name="Objectives">In the work's order; empty when it failed.</param>
/// <param name="Failure">Why there is no result; null when there is one.</param>
/// <param name="Pruned">Given up early; the objectives are those of the last step.</param>
public sealed record TrialOutcome(Trial Trial, double[] Objectives, string? Failure = null, bool Pruned = false)
{
    /// <summary>Reported on the way, in the first objective's own sense; empty where the work has no steps.</summary>
    public IReadOnlyList<StepValue> Steps { get; init; } = [];
}
