namespace Astra.Research.Tuning;

/// <summary>
/// Constants of <see cref="TpeSampler"/>. The defaults were chosen on the five functions of <see cref="BenchFunction"/> over several hundred
/// seeds; the README of this folder gives the reason for each that differs from the published method.
/// </summary>
public sealed record TpeSettings
{
    /// <summary>Points of the Latin hypercube ahead of the first model.</summary>
    public int StartTrials { get; init; } = 10;

    /// <summary>Share of the observations that counts as good.</summary>
    public double GoodShare { get; init; } = 0.15;

    public int MostGood { get; init; } = 50;

    /// <summary>Drawn from the good density, of which the best is tried.</summary>
    public int Candidates { get; init; } = 32;

    /// <summary>Kernel width as a share of Scott's rule.</summary>
    public double WidthFactor { get; init; } = 0.7;

    /// <summary>Weight of the even prior, in observations.</summary>
    public double PriorWeight { get; init; } = 0.5;

    /// <summary>Narrowest kernel, as a share of the range.</summary>
    public double LeastWidth { get; init; } = 0.003;

    /// <summary>Share of the trials that go to a branch at random, whatever is known of it.</summary>
    public double BranchExploration { get; init; } = 0.25;

    /// <summary>Share of the suggestions in which one choice is made at random.</summary>
    public double ChoiceExploration { get; init; } = 0.25;

    /// <summary>Every parameter by itself, as in the first publication.</summary>
    public bool Univariate { get; init; }
}
