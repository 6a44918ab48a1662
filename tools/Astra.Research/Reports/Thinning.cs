namespace Astra.Research;

/// <summary>Fewer points for a line that is no wider than a page: each stretch keeps its lowest and its highest, so no spike is lost.</summary>
internal static class Thinning
{
    private const int MostPoints = 1600;

    /// <summary>Indices to draw, rising; the first and the last are always among them.</summary>
    public static int[] Of(double[] values)
    {
        if (values.Length <= MostPoints) return [.. Enumerable.Range(0, values.Length)];
        int stretches = MostPoints / 2;
        SortedSet<int> kept = [0, values.Length - 1];
        for (int s = 0; s < stretches; s++)
        {
            int from = (int)((long)s * values.Length / stretches), to = (int)((long)(s + 1) * values.Length / stretches), low = from, high = from;
            for (int i = from; i < to; i++)
            {
                if (values[i] < values[low]) low = i;
                if (values[i] > values[high]) high = i;
            }
            kept.Add(low);
            kept.Add(high);
        }
        return [.. kept];
    }
}
