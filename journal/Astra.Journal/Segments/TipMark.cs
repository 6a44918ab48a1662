using System.Runtime.InteropServices;

namespace Astra.Journal;

/// <summary>
/// The newest segment of a stream, noted after it was started: without it, a lost newest segment would look like a clean end of the one
/// before. 32 bytes: "ASTRATIP", ordinal and first sequence as int64, CRC-32C, zeros. A witness only: absent or damaged it says nothing.
/// </summary>
internal readonly record struct TipMark(long Ordinal, long First)
{
    private const ulong MagicValue = 0x5049_5441_5254_5341;
    private const int CrcAt = 24, Length = 32;

    public static TipMark? Read(string folder, JournalStream stream)
    {
        string path = JournalFiles.Tip(folder, stream);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        if (bytes.Length != Length || MemoryMarshal.Read<ulong>(bytes) != MagicValue ||
            MemoryMarshal.Read<uint>(bytes.AsSpan(CrcAt)) != Crc32C.Of(bytes.AsSpan(0, CrcAt)))
        {
            return null;
        }
        return new TipMark(MemoryMarshal.Read<long>(bytes.AsSpan(8)), MemoryMarshal.Read<long>(bytes.AsSpan(16)));
    }

    public void Write(string folder, JournalStream stream)
    {
        byte[] bytes = new byte[Length];
        MemoryMarshal.Write(bytes, MagicValue);
        MemoryMarshal.Write(bytes.AsSpan(8), Ordinal);
        MemoryMarshal.Write(bytes.AsSpan(16), First);
        MemoryMarshal.Write(bytes.AsSpan(CrcAt), Crc32C.Of(bytes.AsSpan(0, CrcAt)));
        DurableFile.Replace(JournalFiles.Tip(folder, stream), bytes);
    }
}
