namespace Astra.Research.Tuning;

/// <summary>Several objectives, each better when lower (Deb, Pratap, Agarwal, Meyarivan: "NSGA-II", 2002).</summary>
public static class Pareto
{
    /// <summary>No worse in any objective, and better in one.</summary>
    public static bool Dominates(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        bool better = false;
        for (int i = 0; i < a.Length; i++)
        {
            if (a[i] > b[i]) return false;
            better |= a[i] < b[i];
        }
        return better;
    }

    /// <summary>0 for points that none dominates, 1 for those that only points of front 0 dominate, and so on.</summary>
    public static int[] Fronts(double[][] points)
    {
        int[] front = new int[points.Length], above = new int[points.Length];
        for (int i = 0; i < points.Length; i++)
            for (int j = 0; j < points.Length; j++)
                if (Dominates(points[j], points[i])) above[i]++;
        int[] current = [.. Enumerable.Range(0, points.Length).Where(i => above[i] == 0)];
        for (int level = 0; current.Length > 0; level++)
        {
            List<int> next = [];
            foreach (int i in current)
            {
                front[i] = level;
                for (int j = 0; j < points.Length; j++)
                    if (Dominates(points[i], points[j]) && --above[j] == 0) next.Add(j);
            }
            current = [.. next];
        }
        return front;
    }

    /// <summary>Front, plus a part below 1 that is smaller the farther apart a point's neighbours on its front are. Lower is better.</summary>
    public static double[] Merit(double[][] points)
    {
        int[] front = Fronts(points);
        double[] crowding = new double[points.Length];
        foreach (IGrouping<int, int> level in Enumerable.Range(0, points.Length).GroupBy(i => front[i]))
            for (int objective = 0; objective < points[level.First()].Length; objective++)
            {
                int[] order = [.. level.OrderBy(i => points[i][objective]).ThenBy(i => i)];
                double range = points[order[^1]][objective] - points[order[0]][objective];
                crowding[order[0]] = crowding[order[^1]] = double.PositiveInfinity;
                for (int i = 1; i + 1 < order.Length && range > 0; i++)
                    crowding[order[i]] += (points[order[i + 1]][objective] - points[order[i - 1]][objective]) / range;
            }
        return [.. front.Select((level, i) => level + 1 / (2 + crowding[i]))];
    }
}
