namespace Astra.Research.Tuning;

/// <summary>
/// A regression tree by least squares (Breiman, Friedman, Olshen, Stone: "Classification and regression trees", 1984), grown until a leaf is small:
/// every split is the one that leaves the least squared error over all axes and cuts.
/// </summary>
internal sealed class RegressionTree
{
    private const int LeastLeaf = 3, Deepest = 12;

    private readonly List<Node> _nodes = [];
    private readonly double[][] _rows;
    private readonly double[] _values;

    /// <param name="sample">Rows to grow on; one may stand several times.</param>
    public RegressionTree(double[][] rows, double[] values, int[] sample)
    {
        (_rows, _values) = (rows, values);
        Grow(sample, 0);
    }

    public double Predict(double[] row)
    {
        int at = 0;
        while (_nodes[at].Axis >= 0) at = row[_nodes[at].Axis] <= _nodes[at].Cut ? at + 1 : _nodes[at].Right;
        return _nodes[at].Value;
    }

    private void Grow(int[] sample, int depth)
    {
        int own = _nodes.Count;
        _nodes.Add(new Node(-1, 0, 0, sample.Average(i => _values[i])));
        if (depth == Deepest || sample.Length < 2 * LeastLeaf || Best(sample) is not { } split) return;
        Grow([.. sample.Where(i => _rows[i][split.Axis] <= split.Cut)], depth + 1);
        _nodes[own] = new Node(split.Axis, split.Cut, _nodes.Count, 0);
        Grow([.. sample.Where(i => _rows[i][split.Axis] > split.Cut)], depth + 1);
    }

    private (int Axis, double Cut)? Best(int[] sample)
    {
        (int Axis, double Cut)? best = null;
        double total = sample.Sum(i => _values[i]), most = total * total / sample.Length * (1 + 1e-12) + 1e-12;
        for (int axis = 0; axis < _rows[0].Length; axis++)
        {
            double[] keys = [.. sample.Select(i => _rows[i][axis])], values = [.. sample.Select(i => _values[i])];
            Array.Sort(keys, values);
            double left = 0;
            for (int i = 0; i + 1 < keys.Length; i++)
            {
                left += values[i];
                int count = i + 1, rest = keys.Length - count;
                if (count < LeastLeaf || rest < LeastLeaf || keys[i] == keys[i + 1]) continue;
                // The squared error falls by what the squared sums of both sides rise.
                double gain = left * left / count + (total - left) * (total - left) / rest;
                if (gain > most) (most, best) = (gain, (axis, (keys[i] + keys[i + 1]) / 2));
            }
        }
        return best;
    }

    /// <param name="Axis">-1 in a leaf.</param>
    /// <param name="Right">Where the rows above the cut go on; the others go on with the next node.</param>
    private readonly record struct Node(int Axis, double Cut, int Right, double Value);
}
