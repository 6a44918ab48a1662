namespace Astra.Research;

/// <summary>Quantiles and mean of one figure over all paths.</summary>
/// <param name="Quantiles">One for each of <see cref="SimulationSummary.Levels"/>.</param>
public sealed record Distribution(Estimate[] Quantiles, Estimate Mean)
{
    public static Distribution Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return new([.. SimulationSummary.Levels.Select(level => Estimate.Quantile(sorted, level))], Estimate.Mean(values));
    }
}

/// <summary>A probability and what it is of.</summary>
/// <param name="Threshold">Share of wealth: 0.1 = a drawdown of 10%, 0.9 = nine tenths of the start.</param>
public sealed record Chance(double Threshold, Estimate Probability);

/// <summary>Longest losing streaks: a whole number per path, so its quantiles are whole too.</summary>
public sealed record StreakFigures(Estimate Mean, int Median, int At95, int At99);

/// <summary>What a simulation says, each figure with its standard error.</summary>
public sealed record SimulationSummary
{
    public static readonly double[] Levels = [0.01, 0.05, 0.25, 0.50, 0.75, 0.95, 0.99];
    public static readonly double[] DefaultDrawdowns = [0.10, 0.15, 0.20];
    public const double DefaultRuin = 0.9;

    public required int Paths { get; init; }
    public required int Steps { get; init; }
    /// <summary>Wealth at the end as a multiple of the start.</summary>
    public required Distribution Terminal { get; init; }
    /// <summary>Share of the peak, 0 to 1.</summary>
    public required Distribution MaxDrawdown { get; init; }
    /// <summary>Ends under where it began.</summary>
    public required Estimate EndsLower { get; init; }
    public required IReadOnlyList<Chance> DrawdownOver { get; init; }
    /// <summary>Wealth is under the threshold at some time.</summary>
    public required IReadOnlyList<Chance> EverBelow { get; init; }
    public required StreakFigures LosingStreak { get; init; }

    /// <exception cref="InvalidOperationException">No path was finished.</exception>
    public static SimulationSummary Of(PathSimulation simulation, IReadOnlyList<double>? drawdowns = null, IReadOnlyList<double>? floors = null)
    {
        if (simulation.Paths == 0) throw new InvalidOperationException("no path was finished");
        int[] streaks = simulation.LosingStreak.ToArray();
        Array.Sort(streaks);
        double[] lengths = Array.ConvertAll(streaks, length => (double)length);
        return new SimulationSummary
        {
            Paths = simulation.Paths,
            Steps = simulation.Steps,
            Terminal = Distribution.Of(simulation.Terminal),
            MaxDrawdown = Distribution.Of(simulation.MaxDrawdown),
            EndsLower = Below(simulation.Terminal, 1),
            DrawdownOver = [.. (drawdowns ?? DefaultDrawdowns).Select(limit => new Chance(limit, Above(simulation.MaxDrawdown, limit)))],
            EverBelow = [.. (floors ?? [DefaultRuin]).Select(floor => new Chance(floor, Below(simulation.Lowest, floor)))],
            LosingStreak = new(Estimate.Mean(lengths), Ranked(streaks, 0.5), Ranked(streaks, 0.95), Ranked(streaks, 0.99)),
        };
    }

    private static Estimate Below(ReadOnlySpan<double> values, double limit)
    {
        int hits = 0;
        foreach (double value in values)
            if (value < limit) hits++;
        return Estimate.Share(hits, values.Length);
    }

    private static Estimate Above(ReadOnlySpan<double> values, double limit)
    {
        int hits = 0;
        foreach (double value in values)
            if (value > limit) hits++;
        return Estimate.Share(hits, values.Length);
    }

    /// <summary>The smallest value that at least the share <paramref name="p"/> does not exceed.</summary>
    private static int Ranked(int[] sorted, double p) => sorted[Math.Clamp((int)Math.Ceiling(p * sorted.Length) - 1, 0, sorted.Length - 1)];
}
