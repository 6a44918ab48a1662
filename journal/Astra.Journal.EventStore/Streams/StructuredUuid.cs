using System.Buffers.Binary;

namespace Astra.Journal.EventStore;

/// <summary>Ids on the wire: the two halves of the id as it is written, big-endian. Answers may come in either form, so ids are compared as Guid.</summary>
internal static class StructuredUuid
{
    public static Wire.UUID From(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new Wire.UUID
        {
            Structured = new Wire.UUID.Types.Structured
            {
                MostSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes),
                LeastSignificantBits = BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
            },
        };
    }

    /// <summary>Empty for a missing id or one that cannot be read.</summary>
    public static Guid Read(Wire.UUID? id)
    {
        if (id is null) return Guid.Empty;
        if (id.ValueCase == Wire.UUID.ValueOneofCase.String) return Guid.TryParse(id.String, out Guid parsed) ? parsed : Guid.Empty;
        if (id.ValueCase != Wire.UUID.ValueOneofCase.Structured) return Guid.Empty;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.MostSignificantBits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], id.Structured.LeastSignificantBits);
        return new Guid(bytes, bigEndian: true);
    }
}
