using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Journal;

internal enum FrameKind : byte
{
    Events = 1,
    /// <summary>Last frame of a segment that is complete; the next segment begins at its first sequence.</summary>
    Seal = 2,
    /// <summary>
    /// A writer has opened the stream; it holds no events. Only streams of a server have such frames: there the first one names the journal, and each later one shuts out
    /// what an earlier writer had still on its way.
    /// </summary>
    Opened = 3,
}

/// <summary>The 48 bytes before a frame's body, little-endian, as they stand in the file.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8, Size = Length)]
internal struct FrameHeader
{
    public const int Length = 48;
    public const int Alignment = 8;
    public const byte CurrentVersion = 1;
    /// <summary>"AFRM".</summary>
    public const uint MagicValue = 0x4D52_4641;
    /// <summary>No writer makes a longer body; a larger figure in a file is damage.</summary>
    public const int LongestBody = 256 * 1024 * 1024;

    private const int Checked = Length - sizeof(uint);

    public uint Magic;
    public byte Version;
    public FrameKind Kind;
    public ushort Reserved0;
    public long FirstSequence;
    public int Count;
    public int BodyLength;
    public Timestamp FirstTime;
    /// <summary>Highest exchange time from the journal's beginning to this frame's end: it never falls, so it can be searched.</summary>
    public Timestamp HighestTime;
    public uint Reserved1;
    /// <summary>CRC-32C over the 44 bytes before it and the padded body.</summary>
    public uint Crc;

    /// <summary>Bytes of header, body and padding.</summary>
    public readonly int FrameLength => Length + Padded(BodyLength);

    public static int Padded(int length) => (length + Alignment - 1) & -Alignment;

    /// <summary>Writes header and checksum in front of a padded body that stands at <see cref="Length"/> in the frame.</summary>
    public static void Seal(Span<byte> frame, FrameHeader header)
    {
        header.Magic = MagicValue;
        header.Version = CurrentVersion;
        MemoryMarshal.Write(frame, in header);
        header.Crc = Crc32C.Of(frame[..Checked], frame[Length..]);
        MemoryMarshal.Write(frame, in header);
    }

    public static bool ChecksumHolds(ReadOnlySpan<byte> frame) =>
        MemoryMarshal.Read<uint>(frame[Checked..]) == Crc32C.Of(frame[..Checked], frame[Length..]);
}
