using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Astra.Research;

/// <summary>
/// Two simple averages: the sign of (fast sum x slow length - slow sum x fast length) in whole price units, from one array of running sums
/// that all sets share. Eight bars in the lanes of a vector, since a bar's sums need no other bar's.
/// </summary>
internal struct SmaKernel : ISweepKernel
{
    /// <summary>Whole numbers under this are exact as doubles.</summary>
    private const double ExactUnder = 1L << 53;

    private readonly (int Fast, int Slow)[] _lengths = new (int, int)[DecisionRows.Sets];
    private SweepData _data = null!;
    private int _sets;

    public SmaKernel()
    {
    }

    public void Start(SweepData data, ReadOnlySpan<double[]> sets)
    {
        (_data, _sets) = (data, sets.Length);
        for (int set = 0; set < sets.Length; set++) _lengths[set] = ((int)sets[set][0], (int)sets[set][1]);
    }

    public void Decide(int from, int count, DecisionRows rows)
    {
        for (int set = 0; set < _sets; set++)
        {
            (int fast, int slow) = _lengths[set];
            bool exact = (double)_data.HighestClose * fast * slow < ExactUnder && _data.LastSum < ExactUnder;
            Span<ulong> above = rows.Above(set), below = rows.Below(set);
            for (int word = 0; word * 64 < count; word++)
            {
                int bar = from + word * 64;
                (above[word], below[word]) = exact && bar >= slow - 1 && bar + 64 <= _data.Count
                    ? Wide(bar, fast, slow)
                    : Narrow(bar, Math.Min(64, count - word * 64), fast, slow);
            }
        }
        rows.Cross(_sets, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly (ulong Above, ulong Below) Wide(int bar, int fast, int slow)
    {
        ReadOnlySpan<double> sums = _data.Sums;
        Vector512<double> fastLength = Vector512.Create((double)fast), slowLength = Vector512.Create((double)slow);
        (ulong above, ulong below) = (0, 0);
        for (int k = 0; k < 64; k += 8)
        {
            Vector512<double> here = Vector512.Create(sums.Slice(bar + k + 1, 8));
            Vector512<double> left = (here - Vector512.Create(sums.Slice(bar + k + 1 - fast, 8))) * slowLength;
            Vector512<double> right = (here - Vector512.Create(sums.Slice(bar + k + 1 - slow, 8))) * fastLength;
            above |= Vector512.GreaterThan(left, right).ExtractMostSignificantBits() << k;
            below |= Vector512.LessThan(left, right).ExtractMostSignificantBits() << k;
        }
        return (above, below);
    }

    /// <summary>The warm-up, the last bars, and prices so high that doubles would round.</summary>
    private readonly (ulong Above, ulong Below) Narrow(int bar, int count, int fast, int slow)
    {
        ReadOnlySpan<long> sums = _data.UnitSums;
        (ulong above, ulong below) = (0, 0);
        for (int k = 0; k < count; k++)
        {
            int end = bar + k + 1;
            bool known = end >= slow;
            int sign = known ? ((Int128)(sums[end] - sums[end - fast]) * slow).CompareTo((Int128)(sums[end] - sums[end - slow]) * fast) : 0;
            if (!known || sign > 0) above |= 1ul << k;
            if (!known || sign < 0) below |= 1ul << k;
        }
        return (above, below);
    }
}
