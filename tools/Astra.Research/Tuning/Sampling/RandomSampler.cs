namespace Astra.Research.Tuning;

/// <summary>Points evenly at random.</summary>
public sealed class RandomSampler(ulong seed) : ISampler
{
    public double[] Suggest(History history, long number) => Draw(history.Space, new Philox(seed, (ulong)number));

    internal static double[] Draw(SearchSpace space, Philox random)
    {
        double[] unit = new double[space.Count];
        for (int i = 0; i < unit.Length; i++) unit[i] = random.NextUnit();
        return space.FromUnit(unit);
    }
}
