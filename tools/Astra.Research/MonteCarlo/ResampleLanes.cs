using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Astra.Research;

/// <summary>
/// <see cref="BlockSteps"/> for eight paths at once, one in each lane of a vector: the same draws and the same products in the same order, so every
/// path comes out to the bit as the plain loop has it (a test holds them together). Some six times as fast.
/// </summary>
internal sealed class ResampleLanes(double[] growth, int block, ulong seed) : IPathChunk
{
    private const int Lanes = 8;

    private static readonly Vector512<ulong> Low32 = Vector512.Create(0xFFFF_FFFFUL);

    private Vector512<ulong> _path0, _path1;
    private Words _words;
    private uint _counter;
    private int _next;
    private Places _at;

    // Entered once per chunk and hot from the first: waiting for the tiers would cost more than their profile gives.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(in PathFigures figures, int first, int last)
    {
        for (int path = first; path < last; path += Lanes)
        {
            Begin(path);
            Vector512<double> wealth = Vector512<double>.One, lowest = wealth, fromPeak = wealth, deepest = wealth;
            Vector512<long> streak = default, longest = default;
            for (int step = 0, left = 0; step < figures.Steps; step++, left--)
            {
                if (left == 0)
                {
                    DrawPlaces();
                    left = block;
                }
                Vector512<double> grown = Take();
                wealth *= grown;
                fromPeak = Vector512.MinNative(Vector512<double>.One, fromPeak * grown);
                deepest = Vector512.MinNative(deepest, fromPeak);
                lowest = Vector512.MinNative(lowest, wealth);
                streak = (streak + Vector512<long>.One) & Vector512.LessThan(grown, Vector512<double>.One).AsInt64();
                longest = Vector512.Max(longest, streak);
            }
            for (int lane = 0; lane < Math.Min(Lanes, last - path); lane++)
                figures.Set(path + lane, wealth[lane], 1 - deepest[lane], lowest[lane], (int)longest[lane]);
        }
    }

    private void Begin(long path)
    {
        Vector512<ulong> number = Vector512.Create((ulong)path) + Vector512<ulong>.Indices;
        (_path0, _path1) = (number & Low32, number >>> 32);
        (_counter, _next) = (0, 4);
    }

    /// <summary>Where each lane's next block begins: one draw each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DrawPlaces()
    {
        if (_next == 4) Refill();
        Vector512<ulong> index = (_words[_next++] * (ulong)growth.Length) >>> 32;
        index.StoreUnsafe(ref _at[0]);
    }

    /// <summary>The growth at each lane's place; the places move on, round the list's end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Take()
    {
        ref double list = ref MemoryMarshal.GetArrayDataReference(growth);
        // Places are under the list's length by construction: drawn so, and wrapped below.
        Vector512<double> grown = Vector512.Create(
            Unsafe.Add(ref list, (nint)_at[0]), Unsafe.Add(ref list, (nint)_at[1]), Unsafe.Add(ref list, (nint)_at[2]), Unsafe.Add(ref list, (nint)_at[3]),
            Unsafe.Add(ref list, (nint)_at[4]), Unsafe.Add(ref list, (nint)_at[5]), Unsafe.Add(ref list, (nint)_at[6]), Unsafe.Add(ref list, (nint)_at[7]));
        if (block > 1)
        {
            Vector512<ulong> next = Vector512.LoadUnsafe(ref _at[0]) + Vector512<ulong>.One;
            Vector512.AndNot(next, Vector512.Equals(next, Vector512.Create((ulong)growth.Length))).StoreUnsafe(ref _at[0]);
        }
        return grown;
    }

    /// <summary><see cref="Philox.Block"/>, a path in each lane.</summary>
    private void Refill()
    {
        Vector512<ulong> c0 = Vector512.Create((ulong)_counter++), c1 = _path0, c2 = _path1, c3 = default;
        (uint key0, uint key1) = ((uint)seed, (uint)(seed >> 32));
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> product0 = c0 * (ulong)Philox.Multiplier0, product1 = c2 * (ulong)Philox.Multiplier1;
            c0 = (product1 >>> 32) ^ c1 ^ Vector512.Create((ulong)key0);
            c2 = (product0 >>> 32) ^ c3 ^ Vector512.Create((ulong)key1);
            c1 = product1 & Low32;
            c3 = product0 & Low32;
            key0 += Philox.Weyl0;
            key1 += Philox.Weyl1;
        }
        (_words[0], _words[1], _words[2], _words[3]) = (c0, c1, c2, c3);
        _next = 0;
    }

    [InlineArray(4)]
    private struct Words
    {
        private Vector512<ulong> _first;
    }

    [InlineArray(Lanes)]
    private struct Places
    {
        private ulong _first;
    }
}
