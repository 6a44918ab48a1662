using Astra.Markets;

namespace Astra.Research.Tuning;

/// <summary>
/// A density over some axes of the unit cube: one kernel for each observation and an even prior. A kernel is the product of normal densities cut
/// off at the cube's faces and, for a choice, of a probability to keep it. All kernels share their widths, so coordinates are stored in widths and
/// a kernel costs one exponential.
/// </summary>
internal sealed class ParzenMixture
{
    /// <summary>Kernels so far down add nothing to the prior's share.</summary>
    private const double Negligible = -45;

    private readonly int _axes;
    private readonly double[] _width;
    private readonly double[] _inverse;
    private readonly double[] _differs;
    private readonly double[] _centre;
    private readonly double[] _logWeight;
    private readonly double[] _share;
    private readonly double _prior;
    private readonly ParzenAxis[] _axis;

    /// <param name="points">Unit coordinates over the whole space.</param>
    /// <param name="shares">Weight of each kernel; with the prior's they add up to 1.</param>
    /// <param name="width">Per axis: standard deviation, or for a choice the probability to change it.</param>
    public ParzenMixture(ParzenAxis[] axes, IReadOnlyList<double[]> points, double[] shares, double prior, double[] width)
    {
        (_axis, _axes, _width, _share) = (axes, axes.Length, width, shares);
        (_inverse, _differs) = (new double[_axes], new double[_axes]);
        (_centre, _logWeight) = (new double[points.Count * _axes], new double[points.Count]);
        double common = 0;
        for (int a = 0; a < _axes; a++)
        {
            if (axes[a].Choices > 0)
            {
                _differs[a] = axes[a].Choices == 1 ? 0 : PinnedMath.Log(1 - width[a]) - PinnedMath.Log(width[a] / (axes[a].Choices - 1));
                common += PinnedMath.Log(1 - width[a]) + PinnedMath.Log(axes[a].Choices);
            }
            else
            {
                _inverse[a] = 1 / width[a];
                common -= PinnedMath.Log(width[a] * 2.5066282746310002);
            }
        }
        for (int i = 0; i < points.Count; i++)
        {
            double inside = 1;
            for (int a = 0; a < _axes; a++)
            {
                double unit = points[i][axes[a].Index];
                _centre[i * _axes + a] = axes[a].Choices > 0 ? unit : unit * _inverse[a];
                if (axes[a].Choices == 0) inside *= Below((1 - unit) * _inverse[a]) - (1 - Below(unit * _inverse[a]));
            }
            _logWeight[i] = common + PinnedMath.Log(shares[i] / inside);
        }
        _prior = prior;
    }

    /// <summary>Relative to the even density.</summary>
    public double LogDensity(ReadOnlySpan<double> unit)
    {
        Span<double> scaled = stackalloc double[_axes];
        for (int a = 0; a < _axes; a++) scaled[a] = _axis[a].Choices > 0 ? unit[a] : unit[a] * _inverse[a];
        double sum = _prior;
        ReadOnlySpan<double> centre = _centre;
        foreach (double weight in _logWeight)
        {
            double log = weight;
            for (int a = 0; a < scaled.Length; a++)
            {
                double distance = centre[a] - scaled[a];
                log -= _axis[a].Choices > 0 ? (distance == 0 ? 0 : _differs[a]) : 0.5 * distance * distance;
            }
            centre = centre[scaled.Length..];
            if (log > Negligible) sum += PinnedMath.Exp(log);
        }
        return PinnedMath.Log(sum);
    }

    /// <summary>Draws a point of the density.</summary>
    public void Draw(Span<double> unit, ref Philox random)
    {
        double left = random.NextUnit();
        int kernel = 0;
        while (kernel < _share.Length && (left -= _share[kernel]) >= 0) kernel++;
        for (int a = 0; a < _axes; a++)
        {
            double u = random.NextUnit();
            if (kernel == _share.Length) unit[a] = _axis[a].Choices > 0 ? _axis[a].Middle((int)(u * _axis[a].Choices)) : u;
            else if (_axis[a].Choices > 0) unit[a] = Changed(_axis[a], _centre[kernel * _axes + a], u / _width[a]);
            else
            {
                double mean = _centre[kernel * _axes + a];
                double low = 1 - Below(mean), high = Below(_inverse[a] - mean);
                unit[a] = Math.Clamp((mean + Normal.Quantile(low + u * (high - low))) * _width[a], 0, 1);
            }
        }
    }

    /// <param name="u">Below 1 when the choice is to change, and then even.</param>
    private static double Changed(ParzenAxis axis, double from, double u)
    {
        if (u >= 1 || axis.Choices == 1) return from;
        int other = (int)(u * (axis.Choices - 1));
        return axis.Middle(other >= (int)(from * axis.Choices) ? other + 1 : other);
    }

    /// <summary>Most kernels are far from the faces.</summary>
    private static double Below(double z) => z > 7 ? 1 : Normal.Cdf(z);
}

/// <summary>An axis of a mixture.</summary>
/// <param name="Index">Of the parameter in the space.</param>
/// <param name="Choices">0 for numbers.</param>
internal readonly record struct ParzenAxis(int Index, int Choices)
{
    public double Middle(int choice) => (choice + 0.5) / Choices;
}
