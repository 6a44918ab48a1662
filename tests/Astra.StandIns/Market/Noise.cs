namespace Astra.StandIns;

/// <summary>SplitMix64: the same numbers for the same seed on any machine, and cheap to split by instrument or minute.</summary>
internal struct Noise(ulong seed)
{
    private ulong _state = seed;

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + (long)(Next() % (ulong)(high - low + 1));

    /// <summary>A number that depends on nothing but its three arguments.</summary>
    public static ulong Of(ulong seed, long a, long b) => Mix(Mix(seed ^ Mix((ulong)a + 0x9E3779B97F4A7C15)) + (ulong)b);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
