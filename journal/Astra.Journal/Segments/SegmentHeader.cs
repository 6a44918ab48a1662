using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>The 4 KiB page before a segment's first frame, little-endian; its last four bytes are a CRC-32C over the rest.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = 48)]
internal struct SegmentHeader
{
    public const int Length = 4096;
    public const ushort CurrentVersion = 1;

    private const int CrcAt = Length - sizeof(uint);

    /// <summary>"ASTRASEG".</summary>
    private const ulong MagicValue = 0x4745_5341_5254_5341;

    public ulong Magic;
    public ushort Version;
    public JournalStream Stream;
    /// <summary>What the writer's commits waited for.</summary>
    public Durability Durability;
    /// <summary>Counts the stream's segments from 0, so that a missing one shows.</summary>
    public int Ordinal;
    /// <summary>The same in every segment of a journal, so that a stray file shows.</summary>
    public Guid JournalId;
    public long FirstSequence;
    /// <summary>Size to which the file was allocated. A shorter file that is not sealed has lost its end.</summary>
    public long AllocatedBytes;

    public readonly byte[] ToPage()
    {
        byte[] page = new byte[Length];
        SegmentHeader header = this;
        header.Magic = MagicValue;
        header.Version = CurrentVersion;
        MemoryMarshal.Write(page, in header);
        MemoryMarshal.Write(page.AsSpan(CrcAt), Crc32C.Of(page.AsSpan(0, CrcAt)));
        return page;
    }

    /// <summary>Reads and checks a header page; returns what is wrong with it, or null.</summary>
    public static string? Read(SafeFileHandle file, JournalStream stream, long named, out SegmentHeader header)
    {
        Span<byte> page = stackalloc byte[Length];
        header = default;
        int length = 0;
        while (length < Length)
        {
            int read = RandomAccess.Read(file, page[length..], length);
            if (read == 0) return "the file ends inside the segment header";
            length += read;
        }
        header = MemoryMarshal.Read<SegmentHeader>(page);
        if (header.Magic != MagicValue) return "this is no journal segment";
        if (MemoryMarshal.Read<uint>(page[CrcAt..]) != Crc32C.Of(page[..CrcAt])) return "the segment header's checksum does not hold";
        if (header.Stream != stream) return $"the segment belongs to the other stream ({header.Stream})";
        return header.FirstSequence == named
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the segment begins at sequence {header.FirstSequence}, its name says {named}");
    }
}
