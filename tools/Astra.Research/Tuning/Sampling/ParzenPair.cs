using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>The two densities of a suggestion, and how wide their kernels are.</summary>
internal static class ParzenPair
{
    /// <param name="seen">Best first.</param>
    /// <param name="usable">How many of them have a score.</param>
    public static (ParzenMixture Good, ParzenMixture Others) Of(
        SearchSpace space, ParzenAxis[] axes, List<Observation> seen, int usable, List<double[]> pending, TpeSettings settings)
    {
        int good = Math.Min(usable, Math.Clamp((int)Math.Ceiling(settings.GoodShare * seen.Count), 2, settings.MostGood));
        double[][] near = [.. seen.Take(good).Select(each => each.Unit)];
        double[][] far = [.. seen.Skip(good).Select(each => each.Unit), .. pending];
        // Scott's rule for a product kernel.
        double exponent = -1.0 / (axes.Length + 4);
        double goodScale = settings.WidthFactor * Power(near.Length, exponent), restScale = Power(near.Length + far.Length, exponent);
        double[] goodWidth = new double[axes.Length], restWidth = new double[axes.Length];
        for (int a = 0; a < axes.Length; a++)
        {
            SearchParameter parameter = space[axes[a].Index];
            if (axes[a].Choices > 0)
            {
                double spread = ChoiceSpread(near, axes[a], settings.PriorWeight);
                goodWidth[a] = Math.Min(1, goodScale * spread) * (axes[a].Choices - 1.0) / axes[a].Choices;
                restWidth[a] = Math.Min(1, restScale * spread) * (axes[a].Choices - 1.0) / axes[a].Choices;
                continue;
            }
            double deviation = Deviation(near, axes[a].Index, settings.PriorWeight);
            // Half a cell, or a whole number's neighbours would never be tried.
            double cell = parameter.Count > 0 ? 0.5 / parameter.Count : 0;
            goodWidth[a] = Math.Clamp(goodScale * deviation, Math.Max(settings.LeastWidth, cell), 0.5);
            restWidth[a] = Math.Clamp(restScale * deviation, Math.Max(2 * settings.LeastWidth, cell), 0.5);
        }
        double prior = settings.PriorWeight / (near.Length + settings.PriorWeight), others = settings.PriorWeight / (far.Length + settings.PriorWeight);
        return (new ParzenMixture(axes, near, ByRank(near.Length, 1 - prior), prior, goodWidth), new ParzenMixture(axes, far, Even(far.Length, 1 - others), others, restWidth));
    }

    /// <summary>Standard deviation of the good points about their mean, with the even distribution's (1/12) as a prior observation.</summary>
    private static double Deviation(double[][] near, int index, double prior)
    {
        double mean = 0, sum = 0;
        foreach (double[] each in near) mean += each[index] / near.Length;
        foreach (double[] each in near) sum += (each[index] - mean) * (each[index] - mean);
        return Math.Sqrt((sum + prior / 12) / near.Length);
    }

    /// <summary>The same for a choice: 0 when the good points agree, 1 when they are spread evenly (the root of Gini's impurity).</summary>
    private static double ChoiceSpread(double[][] near, ParzenAxis axis, double prior)
    {
        if (axis.Choices == 1) return 0;
        double agree = 0;
        Span<int> counts = stackalloc int[axis.Choices];
        foreach (double[] each in near) counts[(int)(each[axis.Index] * axis.Choices)]++;
        foreach (int count in counts) agree += (double)count * count / ((double)near.Length * near.Length);
        double impurity = (1 - agree) / (1 - 1.0 / axis.Choices);
        return Math.Min(1, Math.Sqrt((impurity * near.Length + prior) / near.Length));
    }

    /// <summary>Better points weigh more, by the logarithm of their rank: it does not matter by how much they are better.</summary>
    private static double[] ByRank(int count, double total)
    {
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) sum += shares[i] = PinnedMath.Log(count + 1) - PinnedMath.Log(i + 1);
        for (int i = 0; i < count; i++) shares[i] *= total / sum;
        return shares;
    }

    private static double[] Even(int count, double total)
    {
        double[] shares = new double[count];
        Array.Fill(shares, total / Math.Max(1, count));
        return shares;
    }

    private static double Power(double x, double exponent) => PinnedMath.Exp(exponent * PinnedMath.Log(x));
}
