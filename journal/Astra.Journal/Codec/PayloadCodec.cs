using System.Buffers;
using Astra.Core;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal;

/// <summary>
/// The rare events that carry an object: a MessagePack array [kind, flags, source, instrument, exchange time, arrival time, payload],
/// its payload a map with text keys. Unknown keys are passed over and missing ones take their defaults, so either side may be older.
/// </summary>
internal static class PayloadCodec
{
    private const int Fields = 7;

    /// <summary>False when the payload is not what the event's kind carries.</summary>
    public static bool TryEncode(IBufferWriter<byte> output, in InboundEvent e)
    {
        MessagePackWriter writer = new(output);
        ref readonly InboundHeader header = ref e.Record.Header;
        writer.WriteArrayHeader(Fields);
        writer.Write((byte)header.Kind);
        writer.Write(header.Flags);
        writer.Write((ushort)header.Source);
        writer.Write(header.Instrument);
        writer.Write(header.ExchangeTime.UnixNanos);
        writer.Write(header.ArrivalTime.UnixNanos);
        switch (header.Kind, e.Payload)
        {
            case (InboundKind.Configure, EngineSettings settings): SettingsCodec.Write(ref writer, settings); break;
            case (InboundKind.Instrument, Instrument instrument): InstrumentCodec.Write(ref writer, instrument); break;
            case (InboundKind.Plan, Plan plan): PlanCodec.Write(ref writer, plan); break;
            default: return false;
        }
        writer.Flush();
        return true;
    }

    /// <summary>Reads one event object. Throws what MessagePack throws when the bytes are no such object.</summary>
    public static void Decode(ref MessagePackReader reader, ref InboundEvent e)
    {
        int fields = reader.ReadArrayHeader();
        if (fields < Fields) throw new MessagePackSerializationException($"an event has {fields} fields, {Fields} were expected");
        e.Record.Header = new InboundHeader
        {
            Kind = (InboundKind)reader.ReadByte(),
            Flags = reader.ReadByte(),
            Source = (InboundSource)reader.ReadUInt16(),
            Instrument = reader.ReadInt32(),
            ExchangeTime = new Timestamp(reader.ReadInt64()),
            ArrivalTime = new Timestamp(reader.ReadInt64()),
        };
        e.Payload = e.Record.Header.Kind switch
        {
            InboundKind.Configure => SettingsCodec.Read(ref reader),
            InboundKind.Instrument => InstrumentCodec.Read(ref reader),
            InboundKind.Plan => PlanCodec.Read(ref reader),
            InboundKind kind => throw new MessagePackSerializationException($"event kind {(int)kind} is not known to this build"),
        };
        for (int extra = Fields; extra < fields; extra++) reader.Skip();
    }
}
