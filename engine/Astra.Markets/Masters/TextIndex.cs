using System.Buffers.Binary;
using System.Numerics;

namespace Astra.Markets;

/// <summary>
/// Finds a number by a text: open addressing over a hash of the content, so that it is the same on every machine and in every run. It is
/// never enumerated: order comes from the rows. Texts are compared by the caller, who owns them.
/// </summary>
/// <remarks>
/// Texts that differ in their last letter only are neighbours in the table: tokens are numbers that mostly follow one another, and a load is
/// then spared a visit to cold memory for most rows.
/// </remarks>
internal sealed class TextIndex
{
    private const int Smallest = 64;

    /// <summary>Bits of the last letter that choose the place among neighbours.</summary>
    private const int LastLetterBits = 4;

    /// <summary>Hash in the upper half, id + 1 in the lower; 0 is an empty slot.</summary>
    private ulong[] _slots = new ulong[Smallest];
    private int _count;

    public static uint Hash(ReadOnlySpan<byte> text, uint seed = 0)
    {
        uint last = text.Length > 0 ? text[^1] & ((1u << LastLetterBits) - 1) : 0;
        if (text.Length > 0) text = text[..^1];
        ulong hash = Mix((ulong)text.Length << 32 | seed);
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        ulong rest = 0;
        foreach (byte letter in text) rest = rest << 8 | letter;
        return (uint)Mix(hash ^ rest) << LastLetterBits | last;
    }

    /// <summary>Room for this many without growing on the way.</summary>
    public void Reserve(int count)
    {
        while (_slots.Length < (long)count * 2) Grow(BitOperations.RoundUpToPowerOf2((uint)count * 2));
    }

    /// <summary>The next id with this hash, or -1. Start with <paramref name="slot"/> = -1, and ask again while the text behind the id differs.</summary>
    public int Next(uint hash, ref int slot)
    {
        int mask = _slots.Length - 1;
        for (slot = (slot < 0 ? (int)hash : slot + 1) & mask; ; slot = (slot + 1) & mask)
        {
            ulong entry = _slots[slot];
            if (entry == 0) return -1;
            if (entry >> 32 == hash) return (int)(uint)entry - 1;
        }
    }

    public void Add(uint hash, int id)
    {
        if (++_count * 2L > _slots.Length) Grow((uint)_slots.Length * 2);
        Place(_slots, (ulong)hash << 32 | (uint)(id + 1));
    }

    private void Grow(uint size)
    {
        var slots = new ulong[size];
        foreach (ulong entry in _slots)
            if (entry != 0) Place(slots, entry);
        _slots = slots;
    }

    private static void Place(ulong[] slots, ulong entry)
    {
        int mask = slots.Length - 1;
        int slot = (int)(entry >> 32) & mask;
        while (slots[slot] != 0) slot = (slot + 1) & mask;
        slots[slot] = entry;
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value ^ 0xD6E8_FEB8_6659_FD93, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return high ^ low;
    }
}
