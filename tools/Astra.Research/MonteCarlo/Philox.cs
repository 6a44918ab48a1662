using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Research;

/// <summary>
/// Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", 2011): every draw is a
/// function of seed, stream, path and position, so a simulation gives the same numbers whatever thread runs which path.
/// </summary>
public struct Philox
{
    internal const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    private readonly uint _key0, _key1, _path0, _path1, _stream;
    private Words _words;
    private uint _block;
    private int _next;

    /// <param name="path">Which path draws.</param>
    /// <param name="stream">Separates uses within a path.</param>
    public Philox(ulong seed, ulong path, uint stream = 0)
    {
        (_key0, _key1) = ((uint)seed, (uint)(seed >> 32));
        (_path0, _path1, _stream) = ((uint)path, (uint)(path >> 32), stream);
        _next = 4;
    }

    /// <summary>32 even bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt()
    {
        if (_next == 4) Refill();
        return _words[_next++];
    }

    /// <summary>0 to <paramref name="count"/> - 1. The unevenness is at most count / 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextIndex(int count) => (int)((ulong)NextUInt() * (uint)count >> 32);

    /// <summary>Over 0 and under 1, 52 bits.</summary>
    public double NextUnit()
    {
        ulong bits = (ulong)NextUInt() << 20 | NextUInt() >> 12;
        return (bits + 0.5) * (1.0 / (1UL << 52));
    }

    /// <summary>A standard normal number by Box and Muller's transform (its sine half is not used, which keeps draws independent of order).</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(NextUnit()));
        return radius * Math.Cos(2 * Math.PI * NextUnit());
    }

    private void Refill()
    {
        _words = Block(_block++, _path0, _path1, _stream, _key0, _key1);
        _next = 0;
    }

    /// <summary>Ten rounds over one counter.</summary>
    internal static Words Block(uint c0, uint c1, uint c2, uint c3, uint key0, uint key1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }
        Words words = default;
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
        return words;
    }

    [InlineArray(4)]
    [StructLayout(LayoutKind.Sequential)]
    internal struct Words
    {
        private uint _first;
    }
}
