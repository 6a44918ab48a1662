namespace Astra.Research.Tuning;

/// <summary>A tried point as samplers see it.</summary>
/// <param name="Number">The trial's.</param>
/// <param name="Unit">Unit coordinates; NaN where a parameter does not apply.</param>
/// <param name="Score">Lower is better; infinite when the trial failed.</param>
/// <param name="Tier">0: finished. Over 0: given up early, the sooner the higher; worse than any finished one.</param>
public sealed record Observation(long Number, double[] Point, double[] Unit, double Score, long Tier = 0)
{
    /// <summary>Best first. The number breaks ties, so that the order does not depend on who finished first.</summary>
    public static IComparer<Observation> ByMerit { get; } = Comparer<Observation>.Create((a, b) =>
    {
        int order = a.Tier.CompareTo(b.Tier);
        if (order == 0) order = a.Score.CompareTo(b.Score);
        return order != 0 ? order : a.Number.CompareTo(b.Number);
    });
}
