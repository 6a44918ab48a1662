namespace Astra.Adapters.Recordings;

/// <summary>
/// A pinned random stream: xoshiro256** (Blackman and Vigna, 2018) seeded through SplitMix64, with normal and exponential draws on top.
/// The runtime's own generator may change between versions; this one never does. Not for secrets.
/// </summary>
internal sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double _spare;
    private bool _hasSpare;

    /// <param name="stream">Streams of one seed are independent, so that one more instrument does not change the others.</param>
    public RandomStream(ulong seed, ulong stream)
    {
        ulong state = seed ^ stream * 0xD1342543DE82EF95;
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    public ulong Next()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9;
        ulong t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>In (0, 1), never an end: its logarithm is finite.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) * (1.0 / (1L << 52));

    /// <summary>Mean 1.</summary>
    public double Exponential() => -PinnedMath.Log(Uniform());

    /// <summary>Mean 0, deviation 1, by Marsaglia's polar method.</summary>
    public double Normal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double u, v, s;
        do
        {
            u = 2 * Uniform() - 1;
            v = 2 * Uniform() - 1;
            s = u * u + v * v;
        }
        while (s >= 1 || s == 0);
        double scale = Math.Sqrt(-2 * PinnedMath.Log(s) / s);
        _spare = v * scale;
        _hasSpare = true;
        return u * scale;
    }

    public int Below(int bound) => (int)(Uniform() * bound);

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
