using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>A frame's place: its first sequence, its offset, and the highest exchange time of anything before it.</summary>
internal readonly record struct IndexEntry(long FirstSequence, long Offset, Timestamp HighestBefore);

/// <summary>
/// Sparse index of a sealed segment, one entry about every 64 KiB of frames: "ASTRAIDX", entry count as int64, the entries
/// (24 bytes each), CRC-32C over all of it. Only a shortcut: without a good index the frame headers are walked instead.
/// </summary>
internal static class SegmentIndex
{
    public const int Spacing = 64 * 1024;

    private const ulong MagicValue = 0x5844_4941_5254_5341;
    private const int Entries = 16;

    public static void Write(string segment, ReadOnlySpan<IndexEntry> entries)
    {
        ReadOnlySpan<byte> body = MemoryMarshal.AsBytes(entries);
        byte[] bytes = new byte[Entries + body.Length + sizeof(uint)];
        MemoryMarshal.Write(bytes, MagicValue);
        MemoryMarshal.Write(bytes.AsSpan(8), (long)entries.Length);
        body.CopyTo(bytes.AsSpan(Entries));
        MemoryMarshal.Write(bytes.AsSpan(Entries + body.Length), Crc32C.Of(bytes.AsSpan(0, Entries + body.Length)));
        DurableFile.Replace(JournalFiles.Index(segment), bytes);
    }

    /// <summary>False with no entries when there is no index or it is damaged.</summary>
    public static bool TryRead(string segment, out IndexEntry[] entries)
    {
        entries = [];
        string path = JournalFiles.Index(segment);
        if (!File.Exists(path)) return false;
        byte[] bytes = File.ReadAllBytes(path);
        int crcAt = bytes.Length - sizeof(uint);
        int size = Unsafe.SizeOf<IndexEntry>();
        if (crcAt < Entries || (crcAt - Entries) % size != 0 || MemoryMarshal.Read<ulong>(bytes) != MagicValue ||
            MemoryMarshal.Read<uint>(bytes.AsSpan(crcAt)) != Crc32C.Of(bytes.AsSpan(0, crcAt)))
        {
            return false;
        }
        entries = MemoryMarshal.Cast<byte, IndexEntry>(bytes.AsSpan(Entries, crcAt - Entries)).ToArray();
        return true;
    }
}
