using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Astra.Adapters.AngelOne;

/// <summary>Exchange type and token, packed: what a packet is about, comparable without a string.</summary>
internal readonly struct AngelKey : IEquatable<AngelKey>
{
    private const ulong Ones = 0x0101_0101_0101_0101;
    private const ulong Highs = 0x8080_8080_8080_8080;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    /// <summary>The token's last byte and the exchange type.</summary>
    private readonly ulong _rest;

    private AngelKey(ulong first, ulong second, ulong third, ulong rest) => (_first, _second, _third, _rest) = (first, second, third, rest);

    /// <summary>Key of a token up to seven letters, straight from the packet; false when it is longer or has to be looked at letter by letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryShort(ReadOnlySpan<byte> token, byte exchangeType, out AngelKey key)
    {
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(token);
        ulong nul = (word - Ones) & ~word & Highs;
        // Bits of the letters before the first NUL; none when there is no NUL, or nothing before it.
        ulong mask = nul == 0 ? 0 : ((nul & (0 - nul)) >> 7) - 1;
        ulong letters = word & mask;
        key = new AngelKey(letters, 0, 0, (ulong)exchangeType << 8);
        // Every letter within 0x21..0x7E: no high bit, none left when one is added, and one gained by all when 0x5F is added.
        ulong filled = letters | ~mask & (Ones * 0x21);
        return mask != 0 && ((filled | filled + Ones) & Highs) == 0 && ((filled + Ones * 0x5F) & Highs) == Highs;
    }

    /// <param name="token">Without padding, 25 letters at most.</param>
    public static AngelKey Of(ReadOnlySpan<byte> token, byte exchangeType)
    {
        Span<byte> all = stackalloc byte[32];
        all.Clear();
        token.CopyTo(all);
        return new AngelKey(
            BinaryPrimitives.ReadUInt64LittleEndian(all), BinaryPrimitives.ReadUInt64LittleEndian(all[8..]), BinaryPrimitives.ReadUInt64LittleEndian(all[16..]),
            all[24] | (ulong)exchangeType << 8);
    }

    public uint Hash
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong mixed = _first ^ BitOperations.RotateLeft(_second, 21) ^ BitOperations.RotateLeft(_third, 42) ^ BitOperations.RotateLeft(_rest, 48);
            mixed *= 0x9E37_79B9_7F4A_7C15;
            return (uint)(mixed >> 32);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(AngelKey other) => ((_first ^ other._first) | (_second ^ other._second) | (_third ^ other._third) | (_rest ^ other._rest)) == 0;

    public override bool Equals(object? obj) => obj is AngelKey other && Equals(other);

    public override int GetHashCode() => (int)Hash;
}
