using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// Parameter sets to try: the defaults, then random ones, each value between a third and three times its default on a logarithmic scale, within its range
/// (evenly over the range where the default is not above zero). The same seed and strategy give the same sets.
/// </summary>
public static class ParameterDraws
{
    private const double Span = 3;
    private const int Patience = 200;

    public static IReadOnlyList<double[]> Of(StrategyDescriptor strategy, int count, int seed)
    {
        Random random = new(unchecked(seed * 16777619 + strategy.Name.Aggregate(0, (hash, letter) => hash * 31 + letter)));
        List<double[]> sets = [strategy.Defaults()];
        for (int tries = 0; sets.Count < count && tries < count * Patience; tries++)
        {
            double[] values = [.. strategy.Parameters.Select(parameter => Draw(parameter, random))];
            if (strategy.FirstInvalid(values) < 0 && !sets.Any(set => set.AsSpan().SequenceEqual(values))) sets.Add(values);
        }
        return sets;
    }

    private static double Draw(StrategyParameter parameter, Random random)
    {
        double share = random.NextDouble();
        double value = parameter.Default > 0
            ? parameter.Default * Math.Pow(Span, 2 * share - 1)
            : parameter.Minimum + share * (parameter.Maximum - parameter.Minimum);
        return Math.Clamp(parameter.Integer ? Math.Round(value) : Math.Round(value, 6), parameter.Minimum, parameter.Maximum);
    }
}
