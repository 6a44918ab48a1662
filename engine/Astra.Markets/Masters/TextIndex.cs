using System.Buffers.Binary;
using System.Numerics;

namespace Astra.Markets;

/// <summary>
/// Finds a number by a text: open addressing over a hash of the content, so that it is the same on every machine and in every run. It is
/// never enumerated: order comes from the rows. Texts are compared by the caller, who owns them.
/// </summary>
internal sealed class TextIndex
{
    private const int Smallest = 64;

    private ulong[] _hashes = new ulong[Smallest];
    private int[] _ids = new int[Smallest];
    private int _count;

    /// <summary>Never 0, which marks an empty slot.</summary>
    public static ulong Hash(ReadOnlySpan<byte> text, uint seed = 0)
    {
        ulong hash = Mix((ulong)text.Length << 32 | seed);
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..]) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        ulong rest = 0;
        foreach (byte letter in text) rest = rest << 8 | letter;
        return Mix(hash ^ rest) | 1;
    }

    /// <summary>The next id with this hash, or -1. Start with <paramref name="slot"/> = -1, and ask again while the text behind the id differs.</summary>
    public int Next(ulong hash, ref int slot)
    {
        int mask = _hashes.Length - 1;
        for (slot = slot < 0 ? Home(hash, mask) : (slot + 1) & mask; ; slot = (slot + 1) & mask)
        {
            if (_hashes[slot] == hash) return _ids[slot];
            if (_hashes[slot] == 0) return -1;
        }
    }

    public void Add(ulong hash, int id)
    {
        if (++_count * 2 > _hashes.Length) Grow();
        Place(_hashes, _ids, hash, id);
    }

    private void Grow()
    {
        var hashes = new ulong[_hashes.Length * 2];
        var ids = new int[hashes.Length];
        for (int i = 0; i < _hashes.Length; i++)
            if (_hashes[i] != 0) Place(hashes, ids, _hashes[i], _ids[i]);
        (_hashes, _ids) = (hashes, ids);
    }

    private static void Place(ulong[] hashes, int[] ids, ulong hash, int id)
    {
        int mask = hashes.Length - 1;
        int slot = Home(hash, mask);
        while (hashes[slot] != 0) slot = (slot + 1) & mask;
        (hashes[slot], ids[slot]) = (hash, id);
    }

    private static int Home(ulong hash, int mask) => (int)BitOperations.RotateRight(hash, 32) & mask;

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value ^ 0xD6E8_FEB8_6659_FD93, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return high ^ low;
    }
}
