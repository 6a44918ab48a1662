using System.Runtime.InteropServices;

namespace Astra.Journal;

/// <summary>
/// Where each stream begins after retention, or in a journal whose beginning stands elsewhere (then the ordinals are 0): written before segments
/// are deleted or made, so that a segment that is not here on purpose is told from one that was lost. 48 bytes: "ASTRAKPT", then per stream (in, out) first ordinal and first sequence as int64, then a CRC-32C.
/// </summary>
internal readonly record struct RetainedMark(long InOrdinal, long InFirst, long OutOrdinal, long OutFirst)
{
    private const ulong MagicValue = 0x5450_4B41_5254_5341;
    private const int CrcAt = 40, Length = 48;

    public long FirstSequence(JournalStream stream) => stream == JournalStream.In ? InFirst : OutFirst;

    public long FirstOrdinal(JournalStream stream) => stream == JournalStream.In ? InOrdinal : OutOrdinal;

    public static RetainedMark Read(string folder)
    {
        string path = Path.Combine(folder, JournalFiles.Retained);
        if (!File.Exists(path)) return default;
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length != Length || MemoryMarshal.Read<ulong>(bytes) != MagicValue ||
            MemoryMarshal.Read<uint>(bytes.AsSpan(CrcAt)) != Crc32C.Of(bytes.AsSpan(0, CrcAt)))
        {
            throw new JournalCorruptException(path, 0, 0, "the mark of what retention removed is damaged");
        }
        ReadOnlySpan<long> fields = MemoryMarshal.Cast<byte, long>(bytes.AsSpan(8, 32));
        return new RetainedMark(fields[0], fields[1], fields[2], fields[3]);
    }

    public void Write(string folder)
    {
        byte[] bytes = new byte[Length];
        MemoryMarshal.Write(bytes, MagicValue);
        ReadOnlySpan<long> fields = [InOrdinal, InFirst, OutOrdinal, OutFirst];
        MemoryMarshal.AsBytes(fields).CopyTo(bytes.AsSpan(8));
        MemoryMarshal.Write(bytes.AsSpan(CrcAt), Crc32C.Of(bytes.AsSpan(0, CrcAt)));
        DurableFile.Replace(Path.Combine(folder, JournalFiles.Retained), bytes);
    }
}
