using System.Numerics;
using System.Runtime.InteropServices;
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
    private const double Negligible = -25;

    private readonly int _axes;
    private readonly double[] _width;
    private readonly double[] _inverse;
    private readonly double[] _differs;
    private readonly double[] _centre;
    private readonly double[] _logWeight;
    private readonly double[] _log;
    private readonly double[] _share;
    private readonly int _stride;
    private readonly double _prior;
    private readonly ParzenAxis[] _axis;

    /// <param name="points">Unit coordinates over the whole space.</param>
    /// <param name="shares">Weight of each kernel; with the prior's they add up to 1.</param>
    /// <param name="width">Per axis: standard deviation, or for a choice the probability to change it.</param>
    public ParzenMixture(ParzenAxis[] axes, IReadOnlyList<double[]> points, double[] shares, double prior, double[] width)
    {
        (_axis, _axes, _width, _share) = (axes, axes.Length, width, shares);
        (_inverse, _differs) = (new double[_axes], new double[_axes]);
        // Whole vectors; what fills up the last one is not summed.
        _stride = (points.Count + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
        (_centre, _logWeight, _log) = (new double[_stride * _axes], new double[_stride], new double[_stride]);
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
                _centre[a * _stride + i] = axes[a].Choices > 0 ? unit : unit * _inverse[a];
                if (axes[a].Choices == 0) inside *= Below((1 - unit) * _inverse[a]) - (1 - Below(unit * _inverse[a]));
            }
            _logWeight[i] = common + PinnedMath.Log(shares[i] / inside);
        }
        _prior = prior;
    }

    /// <summary>Relative to the even density. Several kernels at a time; each lane does what one kernel alone would, so the width of the machine changes nothing.</summary>
    public double LogDensity(ReadOnlySpan<double> unit)
    {
        _logWeight.CopyTo(_log, 0);
        Span<Vector<double>> log = MemoryMarshal.Cast<double, Vector<double>>(_log.AsSpan());
        for (int a = 0; a < _axes; a++)
        {
            ReadOnlySpan<Vector<double>> centre = MemoryMarshal.Cast<double, Vector<double>>(_centre.AsSpan(a * _stride, _stride));
            Vector<double> at = new(_axis[a].Choices > 0 ? unit[a] : unit[a] * _inverse[a]), half = new(0.5), differs = new(_differs[a]);
            if (_axis[a].Choices > 0)
                for (int i = 0; i < log.Length; i++) log[i] -= Vector.ConditionalSelect(Vector.Equals(centre[i], at), Vector<double>.Zero, differs);
            else
                for (int i = 0; i < log.Length; i++)
                {
                    Vector<double> distance = centre[i] - at;
                    log[i] -= half * (distance * distance);
                }
        }
        double sum = _prior;
        for (int i = 0; i < _share.Length; i++)
            if (_log[i] > Negligible) sum += PinnedMath.Exp(_log[i]);
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
            else if (_axis[a].Choices > 0) unit[a] = Changed(_axis[a], _centre[a * _stride + kernel], u / _width[a]);
            else
            {
                double mean = _centre[a * _stride + kernel];
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
