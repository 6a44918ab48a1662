using System.Buffers.Binary;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>The two forms of an id on the wire.</summary>
internal static class Ids
{
    public static Guid Read(Wire.UUID id)
    {
        if (id?.ValueCase == Wire.UUID.ValueOneofCase.String) return Guid.TryParse(id.String, out Guid parsed) ? parsed : throw Failures.HandlerCrashed();
        if (id?.ValueCase != Wire.UUID.ValueOneofCase.Structured) return Guid.Empty;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, id.Structured.MostSignificantBits);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], id.Structured.LeastSignificantBits);
        return new Guid(bytes, bigEndian: true);
    }

    public static Wire.UUID Write(Guid id, bool structured)
    {
        if (!structured) return new Wire.UUID { String = id.ToString() };
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
}
