using System.Buffers.Binary;
using MessagePack;

namespace Astra.Journal;

/// <summary>The MessagePack <c>bin</c> header before a run of fixed records; readers take all three lengths of it, writers make <c>bin 32</c>.</summary>
internal static class RecordRun
{
    /// <summary>Bytes of the header as it is written.</summary>
    public const int HeaderLength = 5;

    /// <summary>True when a run begins here; false for an object of its own. Throws <see cref="InvalidDataException"/> for a run that is longer than the rest.</summary>
    public static bool TryRead(ReadOnlySpan<byte> rest, out int header, out int length)
    {
        (header, long said) = rest[0] switch
        {
            MessagePackCode.Bin32 when rest.Length >= HeaderLength => (HeaderLength, BinaryPrimitives.ReadUInt32BigEndian(rest[1..])),
            MessagePackCode.Bin16 when rest.Length >= 3 => (3, BinaryPrimitives.ReadUInt16BigEndian(rest[1..])),
            MessagePackCode.Bin8 when rest.Length >= 2 => (2, (long)rest[1]),
            _ => (0, 0L),
        };
        if (said > rest.Length - header) throw new InvalidDataException("a run of records is longer than its frame");
        length = (int)said;
        return header > 0;
    }

    /// <summary>Fills in the header of a run whose records stand behind it already.</summary>
    public static void Write(Span<byte> header, int length)
    {
        header[0] = MessagePackCode.Bin32;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
    }
}
