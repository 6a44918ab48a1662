using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>Looks for what stands behind the last good frame: another good frame (then something was lost between them), or torn bytes.</summary>
internal static class FrameSearch
{
    private const int Chunk = 1024 * 1024;

    /// <param name="GoodFrameAt">Offset of a good frame with a later sequence, -1 when there is none.</param>
    /// <param name="Sequence">Its first sequence.</param>
    /// <param name="WrittenTo">Offset behind the last byte that is not zero, or where the search began.</param>
    public readonly record struct Result(long GoodFrameAt, long Sequence, long WrittenTo);

    public static Result Behind(SafeFileHandle file, long from, long sequence)
    {
        int chunk = (int)Math.Clamp(RandomAccess.GetLength(file) - from, FrameHeader.Alignment, Chunk) & -FrameHeader.Alignment;
        byte[] buffer = new byte[chunk + FrameHeader.Length];
        long writtenTo = from;
        for (long at = from; ; at += chunk)
        {
            int read = ReadFully(file, buffer, at);
            if (read == 0) return new Result(-1, -1, writtenTo);
            int last = buffer.AsSpan(0, read).LastIndexOfAnyExcept((byte)0);
            if (last < 0) continue;
            writtenTo = Math.Max(writtenTo, at + last + 1);
            for (int i = 0; i < Math.Min(read, chunk); i += FrameHeader.Alignment)
            {
                if (BitConverter.ToUInt64(buffer, i) == 0) continue;
                if (IsGoodFrame(file, buffer.AsSpan(i, FrameHeader.Length), at + i, sequence, out FrameHeader found))
                    return new Result(at + i, found.FirstSequence, writtenTo);
            }
        }
    }

    private static bool IsGoodFrame(SafeFileHandle file, ReadOnlySpan<byte> candidate, long offset, long sequence, out FrameHeader header)
    {
        header = MemoryMarshal.Read<FrameHeader>(candidate);
        if (header.Magic != FrameHeader.MagicValue || header.FirstSequence < sequence) return false;
        if (header.BodyLength is < 0 or > FrameHeader.LongestBody || header.FrameLength > RandomAccess.GetLength(file) - offset) return false;
        byte[] frame = new byte[header.FrameLength];
        return ReadFully(file, frame, offset) == frame.Length && FrameHeader.ChecksumHolds(frame);
    }

    // What lies behind the end of the file reads as zeros, so that the buffer never shows an earlier chunk.
    private static int ReadFully(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        int length = 0;
        while (length < buffer.Length)
        {
            int read = RandomAccess.Read(file, buffer[length..], offset + length);
            if (read == 0) break;
            length += read;
        }
        buffer[length..].Clear();
        return length;
    }
}
