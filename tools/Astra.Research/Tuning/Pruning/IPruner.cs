namespace Astra.Research.Tuning;

/// <summary>Decides whether a trial is given up before its end. Values are better when lower.</summary>
public interface IPruner
{
    /// <param name="others">Steps of the trials that ended before this one began.</param>
    /// <param name="own">At least one step; the last is the one to judge.</param>
    bool ShouldPrune(IReadOnlyList<StepValue[]> others, StepValue[] own);
}

/// <summary>Gives up what at its best so far is worse than the median of the others at the same step.</summary>
/// <param name="startTrials">So many others must have reached the step.</param>
/// <param name="warmupSteps">Steps below this one are not judged.</param>
public sealed class MedianPruner(int startTrials = 5, int warmupSteps = 0) : IPruner
{
    public bool ShouldPrune(IReadOnlyList<StepValue[]> others, StepValue[] own)
    {
        int step = own[^1].Step;
        if (step < warmupSteps) return false;
        double[] values = [.. others.SelectMany(steps => steps.Where(s => s.Step == step)).Select(s => s.Value).Where(v => !double.IsNaN(v)).Order()];
        if (values.Length < startTrials || values.Length == 0) return false;
        double median = values.Length % 2 == 1 ? values[values.Length / 2] : (values[values.Length / 2 - 1] + values[values.Length / 2]) / 2;
        double[] known = [.. own.Select(s => s.Value).Where(v => !double.IsNaN(v))];
        return known.Length == 0 || known.Min() > median;
    }
}

/// <summary>
/// Asynchronous successive halving (Li and others: "A system for massively parallel hyperparameter tuning", 2020): at step
/// <paramref name="firstStep"/>, and at each <paramref name="factor"/> times later one, only the best 1/factor of those seen there go on.
/// </summary>
public sealed class HalvingPruner(int firstStep = 1, int factor = 3) : IPruner
{
    public bool ShouldPrune(IReadOnlyList<StepValue[]> others, StepValue[] own)
    {
        (int step, double value) = own[^1];
        long rung = firstStep;
        while (rung < step) rung *= factor;
        if (rung != step) return false;
        double[] seen = [.. others.SelectMany(steps => steps.Where(s => s.Step == step)).Select(s => s.Value).Where(v => !double.IsNaN(v))];
        if (seen.Length + 1 < factor) return false;
        return double.IsNaN(value) || seen.Count(v => v < value) >= (seen.Length + 1) / factor;
    }
}
