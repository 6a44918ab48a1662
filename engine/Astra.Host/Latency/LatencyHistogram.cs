using System.Numerics;
using System.Runtime.CompilerServices;

namespace Astra.Host;

/// <summary>
/// Counts durations in nanoseconds in 18 KB of fixed memory: 64 equal steps in every power of two, so that a reported value is never below
/// the true one and at most 1.6% above it. Values up to 127 ns are exact; values past 2^41 ns (36 minutes) count as that.
/// One thread records; figures are exact once it has stopped.
/// </summary>
public sealed class LatencyHistogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;
    private const int TopBit = 40;
    private const long Highest = (1L << (TopBit + 1)) - 1;

    private readonly long[] _counts = new long[(TopBit - StepBits + 2) * Steps];

    public long Count { get; private set; }

    /// <summary>Exact; 0 when nothing was recorded.</summary>
    public long Max { get; private set; }

    /// <summary>Counts one duration; a negative one (two processors' clocks a hair apart) counts as 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Record(long nanos)
    {
        if (nanos < 0) nanos = 0;
        if (nanos > Max) Max = nanos;
        _counts[IndexOf(Math.Min(nanos, Highest))]++;
        Count++;
    }

    /// <summary>Adds what another histogram counted, as if this one had.</summary>
    public void Merge(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        Max = Math.Max(Max, other.Max);
    }

    /// <summary>
    /// What was counted since the last call with the same <paramref name="before"/>, which is brought up to date. May be called while another thread
    /// records: what it counts meanwhile is in this answer or the next one. The greatest value is rounded up to its step.
    /// </summary>
    public LatencyHistogram TakeSince(LatencyHistogram before)
    {
        LatencyHistogram since = new();
        for (int i = 0; i < _counts.Length; i++)
        {
            long now = Volatile.Read(ref _counts[i]);
            since._counts[i] = now - before._counts[i];
            before._counts[i] = now;
            if (since._counts[i] == 0) continue;
            since.Count += since._counts[i];
            since.Max = Math.Min(TopOf(i), Max);
        }
        return since;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
        Max = 0;
    }

    /// <summary>The smallest counted value that <paramref name="percent"/> (0 to 100) of all do not exceed, rounded up to its step; 0 when empty.</summary>
    public long Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (Count == 0) return 0;
        long rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * Count));
        long seen = 0;
        int index = 0;
        while ((seen += _counts[index]) < rank) index++;
        return Math.Min(TopOf(index), Max);
    }

    // Values below 64 index themselves. From there on, each power of two is a row of 64 steps, picked by the 6 bits under the leading one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int IndexOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value) - StepBits);
        return (shift << StepBits) + (int)(value >> shift);
    }

    private static long TopOf(int index)
    {
        int shift = Math.Max(0, (index >> StepBits) - 1);
        return ((long)(index - (shift << StepBits)) + 1 << shift) - 1;
    }
}
