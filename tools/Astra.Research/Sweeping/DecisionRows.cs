using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Astra.Research;

/// <summary>
/// Decisions of one tile of bars, one bit a bar and one row a set. Most bars decide nothing, so that what follows reads 64 of them at a glance.
/// </summary>
/// <remarks>
/// The loops of a sweep are compiled with full optimisation at once: a sweep is over before the runtime would have found out that they are hot,
/// and vectors are slow until then.
/// </remarks>
internal sealed class DecisionRows
{
    /// <summary>Bars of a tile: small enough that a tile and its rows stay in the first cache.</summary>
    public const int Tile = 512;

    public const int Words = Tile / 64;

    /// <summary>Most sets of a block: four vectors of eight, enough in flight to hide how long an addition takes.</summary>
    public const int Sets = 32;

    private readonly ulong[] _above = new ulong[Sets * Words];
    private readonly ulong[] _below = new ulong[Sets * Words];
    private readonly ulong[] _long = new ulong[Sets * Words];
    private readonly ulong[] _short = new ulong[Sets * Words];
    private readonly ulong[] _leave = new ulong[Sets * Words];
    private readonly ulong[] _lastAbove = new ulong[Sets];
    private readonly ulong[] _lastBelow = new ulong[Sets];

    /// <summary>Bars at whose close a set wants to be long.</summary>
    public Span<ulong> Long(int set) => _long.AsSpan(set * Words, Words);

    public Span<ulong> Short(int set) => _short.AsSpan(set * Words, Words);

    /// <summary>Bars at whose close a set wants out. Kernels of crossings leave it empty.</summary>
    public Span<ulong> Leave(int set) => _leave.AsSpan(set * Words, Words);

    /// <summary>Bars whose difference is over zero; set together with <see cref="Below"/> while it is not defined.</summary>
    public Span<ulong> Above(int set) => _above.AsSpan(set * Words, Words);

    public Span<ulong> Below(int set) => _below.AsSpan(set * Words, Words);

    /// <summary>Empties every row for a new block.</summary>
    public void Start()
    {
        Array.Clear(_leave);
        // Not defined before the first bar, so that the first sign is no crossing.
        Array.Fill(_lastAbove, 1ul);
        Array.Fill(_lastBelow, 1ul);
    }

    /// <summary>Empties the decisions of a tile, for kernels that set single bits.</summary>
    public void Clear()
    {
        Array.Clear(_long);
        Array.Clear(_short);
        Array.Clear(_leave);
    }

    /// <summary>
    /// Turns signs into crossings: up where a difference is over zero and was not, down where it is under zero and was not. An undefined bar
    /// counts as both signs at once, so that nothing crosses from it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cross(int sets, int count)
    {
        int words = (count + 63) / 64;
        ulong last = count % 64 == 0 ? ulong.MaxValue : (1ul << (count % 64)) - 1;
        for (int set = 0; set < sets; set++)
        {
            Span<ulong> above = Above(set), below = Below(set), up = Long(set), down = Short(set);
            (ulong wasAbove, ulong wasBelow) = (_lastAbove[set], _lastBelow[set]);
            for (int word = 0; word < words; word++)
            {
                (ulong a, ulong b) = (above[word], below[word]);
                ulong known = word == words - 1 ? last : ulong.MaxValue;
                up[word] = a & ~(a << 1 | wasAbove) & known;
                down[word] = b & ~(b << 1 | wasBelow) & known;
                (wasAbove, wasBelow) = (a >> 63, b >> 63);
            }
            (_lastAbove[set], _lastBelow[set]) = (wasAbove, wasBelow);
        }
    }

    /// <summary>The top bits of 64 bytes are one set's word, and a shift brings the next set's bits to the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(ReadOnlySpan<byte> bytes, ulong[] rows, int firstSet, int firstWord)
    {
        for (int word = 0; word * 64 < bytes.Length; word++)
        {
            Vector512<ushort> bits = Vector512.Create(bytes.Slice(word * 64, 64)).AsUInt16();
            for (int set = 7; set >= 0; set--)
            {
                rows[(firstSet + set) * Words + firstWord + word] = bits.AsByte().ExtractMostSignificantBits();
                bits <<= 1;
            }
        }
    }

    /// <summary>Turns signs that were found for eight sets side by side, a byte a bar, into the sets' rows.</summary>
    /// <param name="above">Whole words of bars, beginning with the bar of <paramref name="firstWord"/>.</param>
    public void TurnSigns(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, int firstSet, int firstWord)
    {
        Turn(above, _above, firstSet, firstWord);
        Turn(below, _below, firstSet, firstWord);
    }
}
