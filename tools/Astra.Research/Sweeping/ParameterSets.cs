using System.Globalization;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// The parameter sets of a sweep, made one by one as they are asked for: a whole grid, the last parameter moving fastest, or draws at random.
/// Sets that the strategy does not take (a fast length over the slow one) are left out and counted.
/// </summary>
public sealed class ParameterSets
{
    /// <summary>More sets than this are taken for a slip of the pen.</summary>
    public const long Most = 100_000_000;

    /// <summary>Draws in a row that may be refused before drawing is given up.</summary>
    private const int Patience = 10_000;

    private readonly StrategyDescriptor _strategy;
    private readonly double[]?[] _choices;
    private readonly double[] _others;
    private readonly int? _seed;

    private ParameterSets(StrategyDescriptor strategy, IReadOnlyList<ParameterChoices> choices, double[] others, int? seed)
    {
        (_strategy, _others, _seed) = (strategy, others, seed);
        _choices = [.. strategy.Parameters.Select(p => choices.FirstOrDefault(c => c.Name == p.Name)?.Values)];
    }

    /// <summary>Sets to be looked at: the grid's corners, skipped ones included, or the draws asked for.</summary>
    public long Count { get; private init; }

    /// <summary>Sets left out so far.</summary>
    public long Skipped { get; private set; }

    /// <summary>Every combination.</summary>
    /// <param name="others">Values of parameters that are not named; null takes the defaults.</param>
    public static ParameterSets Grid(StrategyDescriptor strategy, IReadOnlyList<ParameterChoices> choices, double[]? others = null)
    {
        double count = choices.Aggregate(1.0, (product, c) => product * c.Values.Length);
        if (count > Most) throw new SweepException(string.Create(CultureInfo.InvariantCulture, $"the grid has {count:N0} sets, {Most:N0} at most; give larger steps, or draw from it with --random"));
        ParameterSets sets = new(strategy, choices, others ?? strategy.Defaults(), null) { Count = (long)count };
        if (!sets.Enumerate().Any()) throw new SweepException($"{strategy.Name} takes none of the grid's {sets.Count:N0} sets; {Conflict(strategy)}");
        sets.Skipped = 0;
        return sets;
    }

    /// <summary>Draws without a repetition: named parameters from their choices, the others evenly from the strategy's own ranges.</summary>
    public static ParameterSets Random(StrategyDescriptor strategy, IReadOnlyList<ParameterChoices> choices, long count, int seed)
    {
        if (count is < 1 or > 10_000_000) throw new SweepException($"--random {count}: give 1 to 10000000 sets");
        return new ParameterSets(strategy, choices, [], seed) { Count = count };
    }

    /// <summary>A new array each. Enumerate once: it counts what it skips.</summary>
    public IEnumerable<double[]> Enumerate() => _seed is { } seed ? Draws(new Random(seed)) : Corners();

    private IEnumerable<double[]> Corners()
    {
        for (long corner = 0; corner < Count; corner++)
        {
            double[] values = [.. _others];
            long rest = corner;
            for (int i = values.Length - 1; i >= 0; i--)
            {
                if (_choices[i] is not { } choices) continue;
                (rest, long place) = Math.DivRem(rest, choices.Length);
                values[i] = choices[place];
            }
            if (_strategy.FirstInvalid(values) >= 0) Skipped++;
            else yield return values;
        }
    }

    private IEnumerable<double[]> Draws(Random random)
    {
        HashSet<string> seen = [];
        for (long drawn = 0; drawn < Count; drawn++)
        {
            int tries = 0;
            double[] values;
            do
            {
                // A small space runs out of new sets; what it has was told.
                if (++tries > Patience) yield break;
                values = Draw(random);
            }
            while (_strategy.FirstInvalid(values) >= 0 || !seen.Add(string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))));
            yield return values;
        }
    }

    private double[] Draw(Random random)
    {
        double[] values = new double[_choices.Length];
        for (int i = 0; i < values.Length; i++)
        {
            StrategyParameter range = _strategy.Parameters[i];
            values[i] = _choices[i] is { } choices ? choices[random.Next(choices.Length)]
                : range.Integer ? random.NextInt64((long)range.Minimum, (long)range.Maximum + 1)
                : range.Minimum + (range.Maximum - range.Minimum) * random.NextDouble();
        }
        return values;
    }

    private static string Conflict(StrategyDescriptor strategy) => $"see how its parameters bound each other: {string.Join("; ", strategy.Parameters.Select(p => $"{p.Name}: {p.Meaning}"))}";
}
