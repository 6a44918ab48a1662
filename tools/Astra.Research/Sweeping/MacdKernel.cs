using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Astra.Indicators;

namespace Astra.Research;

/// <summary>
/// MACD against its signal: eight sets in the lanes of a vector, two vectors in hand at once. Every lane does the operations of
/// <see cref="ExponentialMean"/> in the same order, without a fused multiply-add, so that its signs are those of <see cref="Macd"/> to the bit.
/// </summary>
/// <remarks>
/// Sets that share a length could share its average; loading it would save two of the three averages. They are a fifth of the sweep's time,
/// and lanes that know nothing of each other take any list of sets, drawn at random too.
/// </remarks>
internal struct MacdKernel : ISweepKernel
{
    private const int Lanes = 8;
    private const int Vectors = DecisionRows.Sets / Lanes;

    private readonly Vector512<double>[] _factors = new Vector512<double>[3 * Vectors];
    private readonly Vector512<double>[] _averages = new Vector512<double>[3 * Vectors];
    private readonly byte[] _above = new byte[2 * DecisionRows.Tile];
    private readonly byte[] _below = new byte[2 * DecisionRows.Tile];
    private readonly Warming[] _warming = new Warming[DecisionRows.Sets];
    private SweepData _data = null!;
    private int _sets;
    private int _warm;

    public MacdKernel()
    {
    }

    public void Start(SweepData data, ReadOnlySpan<double[]> sets)
    {
        (_data, _sets, _warm) = (data, sets.Length, 0);
        for (int lane = 0; lane < DecisionRows.Sets; lane++)
        {
            // Lanes without a set of their own repeat the last one's work; nobody reads it.
            double[] values = sets[Math.Min(lane, sets.Length - 1)];
            (int fast, int slow, int signal) = ((int)values[0], (int)values[1], (int)values[2]);
            _warming[lane] = new Warming(fast, slow, signal);
            Set(_factors, 0, lane, 2.0 / (fast + 1.0));
            Set(_factors, 1, lane, 2.0 / (slow + 1.0));
            Set(_factors, 2, lane, 2.0 / (signal + 1.0));
            _warm = Math.Max(_warm, slow + signal - 1);
        }
        // Whole words, so that a word's signs come from one of the two ways.
        _warm = (_warm + 63) / 64 * 64;
    }

    public void Decide(int from, int count, DecisionRows rows)
    {
        int warming = Math.Clamp(_warm - from, 0, count);
        int used = (_sets + Lanes - 1) / Lanes;
        if (warming > 0)
        {
            for (int set = 0; set < _sets; set++) _warming[set].Decide(_data.Units.AsSpan(from, warming), rows.Above(set), rows.Below(set));
            if (from + warming >= _warm)
                for (int lane = 0; lane < _sets; lane++) TakeOver(lane);
        }
        int words = (count + 63) / 64 - warming / 64;
        if (warming < count)
        {
            ReadOnlySpan<double> closes = _data.Units.AsSpan(from + warming, count - warming);
            for (int vector = 0; vector < used; vector += 2)
            {
                Pair(closes, vector);
                for (int k = vector; k < Math.Min(used, vector + 2); k++)
                    rows.TurnSigns(_above.AsSpan((k - vector) * DecisionRows.Tile, words * 64), _below.AsSpan((k - vector) * DecisionRows.Tile, words * 64), k * Lanes, warming / 64);
            }
        }
        rows.Cross(_sets, count);
    }

    /// <summary>Two vectors beside each other: while one waits for its addition, the other multiplies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Pair(ReadOnlySpan<double> closes, int vector)
    {
        Span<Vector512<double>> factors = _factors.AsSpan(3 * vector, 6), averages = _averages.AsSpan(3 * vector, 6);
        (Vector512<double> kf0, Vector512<double> ks0, Vector512<double> kg0) = (factors[0], factors[1], factors[2]);
        (Vector512<double> kf1, Vector512<double> ks1, Vector512<double> kg1) = (factors[3], factors[4], factors[5]);
        (Vector512<double> f0, Vector512<double> s0, Vector512<double> g0) = (averages[0], averages[1], averages[2]);
        (Vector512<double> f1, Vector512<double> s1, Vector512<double> g1) = (averages[3], averages[4], averages[5]);
        Span<byte> above0 = _above.AsSpan(0, closes.Length), above1 = _above.AsSpan(DecisionRows.Tile, closes.Length);
        Span<byte> below0 = _below.AsSpan(0, closes.Length), below1 = _below.AsSpan(DecisionRows.Tile, closes.Length);
        for (int i = 0; i < closes.Length; i++)
        {
            Vector512<double> close = Vector512.Create(closes[i]);
            f0 += kf0 * (close - f0);
            f1 += kf1 * (close - f1);
            s0 += ks0 * (close - s0);
            s1 += ks1 * (close - s1);
            Vector512<double> line0 = f0 - s0, line1 = f1 - s1;
            g0 += kg0 * (line0 - g0);
            g1 += kg1 * (line1 - g1);
            Vector512<double> over0 = line0 - g0, over1 = line1 - g1, tie = Vector512.Abs(close) * Ties.Share;
            above0[i] = (byte)Vector512.GreaterThan(over0, tie).ExtractMostSignificantBits();
            above1[i] = (byte)Vector512.GreaterThan(over1, tie).ExtractMostSignificantBits();
            below0[i] = (byte)Vector512.LessThan(over0, -tie).ExtractMostSignificantBits();
            below1[i] = (byte)Vector512.LessThan(over1, -tie).ExtractMostSignificantBits();
        }
        (averages[0], averages[1], averages[2]) = (f0, s0, g0);
        (averages[3], averages[4], averages[5]) = (f1, s1, g1);
    }

    private readonly void TakeOver(int lane)
    {
        (double fast, double slow, double signal) = _warming[lane].Averages;
        Set(_averages, 0, lane, fast);
        Set(_averages, 1, lane, slow);
        Set(_averages, 2, lane, signal);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(Vector512<double>[] to, int average, int lane, double value)
    {
        ref Vector512<double> vector = ref to[lane / Lanes * 3 + average];
        vector = vector.WithElement(lane % Lanes, value);
    }

    /// <summary>One set by the indicators themselves, until every set of the block is past its warm-up.</summary>
    private sealed class Warming(int fast, int slow, int signal)
    {
        private ExponentialMean _fast = new(fast), _slow = new(slow), _signal = new(signal);

        public (double Fast, double Slow, double Signal) Averages => (_fast.Value, _slow.Value, _signal.Value);

        public void Decide(ReadOnlySpan<double> closes, Span<ulong> above, Span<ulong> below)
        {
            for (int i = 0; i < closes.Length; i++)
            {
                _fast.Update(closes[i]);
                _slow.Update(closes[i]);
                double line = _fast.Value - _slow.Value;
                if (_slow.IsReady) _signal.Update(line);
                double over = Ties.Settle(line - _signal.Value, closes[i]);
                if (i % 64 == 0) above[i / 64] = below[i / 64] = 0;
                ulong bit = 1ul << (i % 64);
                if (!_signal.IsReady || over > 0) above[i / 64] |= bit;
                if (!_signal.IsReady || over < 0) below[i / 64] |= bit;
            }
        }
    }
}
