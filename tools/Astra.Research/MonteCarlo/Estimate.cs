namespace Astra.Research;

/// <summary>A simulated figure with its standard error; about two in three repetitions differ from the truth by less than it.</summary>
public readonly record struct Estimate(double Value, double Error)
{
    /// <summary>A mean: the standard deviation over the root of the count.</summary>
    public static Estimate Mean(ReadOnlySpan<double> values)
    {
        // Two passes: the sum of squares less the square of the sum would lose digits.
        double sum = 0, squares = 0;
        foreach (double value in values) sum += value;
        double mean = sum / values.Length;
        foreach (double value in values) squares += (value - mean) * (value - mean);
        double variance = values.Length > 1 ? squares / (values.Length - 1) : 0;
        return new(mean, Math.Sqrt(variance / values.Length));
    }

    /// <summary>A share of a count; the error is the binomial one.</summary>
    public static Estimate Share(int hits, int count)
    {
        double share = (double)hits / count;
        return new(share, Math.Sqrt(share * (1 - share) / count));
    }

    /// <summary>
    /// The value that a share <paramref name="p"/> does not exceed, between order statistics as R's type 7 and NumPy's default. Its error
    /// is that of the rank, sqrt(p(1-p)n), carried over by the spacing of the order statistics that far either side (no density is assumed).
    /// </summary>
    public static Estimate Quantile(ReadOnlySpan<double> sorted, double p)
    {
        int count = sorted.Length;
        double rank = Math.Sqrt(p * (1 - p) * count);
        double above = At(sorted, p + rank / count), below = At(sorted, p - rank / count);
        return new(At(sorted, p), (above - below) / 2);
    }

    private static double At(ReadOnlySpan<double> sorted, double p)
    {
        double place = Math.Clamp(p, 0, 1) * (sorted.Length - 1);
        int lower = (int)place;
        int upper = Math.Min(lower + 1, sorted.Length - 1);
        return sorted[lower] + (place - lower) * (sorted[upper] - sorted[lower]);
    }
}
