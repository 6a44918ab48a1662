using System.Text;
using System.Text.Json;
using Astra.Adapters.AngelOne;

namespace Astra.Cli;

/// <summary>Angel One's frames as <c>feed decode</c> tells them, in the field names of the wire vectors.</summary>
internal sealed class AngelFrames
{
    private const string Remedy = "give \"stream\" or \"order\"";

    /// <summary>False when the record is none of this vendor's.</summary>
    public bool Decode(FrameRecord record, DecodedLines lines)
    {
        // What a recorder kept of our own subscriptions is nothing to decode.
        if (record.IsSent) return true;
        if (record.Has("steps")) Sequence(record, lines);
        else if (record.Has("socket") && (record.Has("text") || record.Has("binaryHex"))) Message(record, lines);
        else if (record.Has("hex")) Packet(record, lines);
        else return false;
        return true;
    }

    private static void Packet(FrameRecord record, DecodedLines lines)
    {
        byte[] frame = record.Bytes(record.Json, "hex");
        AngelPacketReject reject = AngelPacket.Read(frame, out AngelPacket packet);
        Utf8JsonWriter json = lines.Begin(record.Id, -1);
        if (reject != AngelPacketReject.None)
        {
            WriteReject(json, reject);
        }
        else
        {
            json.WriteString("result", "ok");
            json.WritePropertyName("raw");
            AngelPacketJson.WriteRaw(json, packet);
            json.WritePropertyName("rupees");
            AngelPacketJson.WriteRupees(json, packet);
        }
        lines.End();
    }

    private static void Sequence(FrameRecord record, DecodedLines lines)
    {
        var state = new AngelConnectionState(IndexTokens(record));
        foreach ((int number, JsonElement step) in record.Steps())
        {
            Utf8JsonWriter json = lines.Begin(record.Id, number);
            if (step.TryGetProperty("event", out _))
            {
                string happened = record.Text(step, "event", number);
                if (happened != "reconnect") throw record.Bad($"there is no event '{happened}'", "give \"reconnect\"", number);
                state.Reconnected();
                json.WriteString("event", happened);
            }
            else
            {
                Step(json, state, record.Bytes(step, "hex", number));
            }
            lines.End();
        }
    }

    private static void Step(Utf8JsonWriter json, AngelConnectionState state, byte[] frame)
    {
        AngelPacketReject reject = AngelPacket.Read(frame, out AngelPacket packet);
        if (reject != AngelPacketReject.None)
        {
            WriteReject(json, reject);
            return;
        }
        AngelStep step = state.Next(packet);
        json.WriteString("verdict", step.VerdictName);
        if (step.Verdict == AngelVerdict.Accept && packet.Mode is AngelMode.Quote or AngelMode.SnapQuote)
        {
            if (step.HasTradedQuantity) json.WriteNumber("tradedQuantity", step.TradedQuantity);
            else json.WriteNull("tradedQuantity");
        }
        WriteCounted(json, step.Counted);
    }

    private static void Message(FrameRecord record, DecodedLines lines)
    {
        string socket = record.Text(record.Json, "socket");
        bool isText = record.Has("text");
        byte[] bytes = isText ? Encoding.UTF8.GetBytes(record.Text(record.Json, "text")) : record.Bytes(record.Json, "binaryHex");
        AngelTextFrame frame = socket switch
        {
            "order" => AngelTextFrame.OfOrders(bytes, isText),
            "stream" => isText ? AngelTextFrame.OfStream(bytes) : throw record.Bad("a binary frame of the tick stream is a packet", "give it as \"hex\" without a socket"),
            _ => throw record.Bad($"there is no socket '{socket}'", Remedy),
        };
        Utf8JsonWriter json = lines.Begin(record.Id, -1);
        json.WriteString("kind", JsonNamingPolicy.KebabCaseLower.ConvertName(frame.Kind.ToString()));
        if (frame.Kind == AngelTextKind.Error)
        {
            json.WriteString("correlationId", frame.CorrelationId);
            json.WriteString("code", frame.Code);
            json.WriteBoolean("fatal", frame.IsFatal);
        }
        if (frame.Order is { } order) WriteOrder(json, order);
        lines.End();
    }

    private static void WriteOrder(Utf8JsonWriter json, AngelOrderUpdate order)
    {
        json.WriteString("state", order.StateName);
        json.WriteString("orderId", order.OrderId);
        json.WriteNumber("quantity", order.Quantity);
        json.WriteNumber("filled", order.Filled);
        if (order.Reason.Length > 0) json.WriteString("reason", order.Reason);
    }

    private static void WriteReject(Utf8JsonWriter json, AngelPacketReject reject)
    {
        json.WriteString("result", "reject");
        json.WriteString("error", reject.Name());
    }

    private static void WriteCounted(Utf8JsonWriter json, IReadOnlyList<string> counted)
    {
        if (counted.Count == 0) return;
        json.WriteStartArray("counted");
        foreach (string name in counted) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static List<string> IndexTokens(FrameRecord record)
    {
        if (!record.Json.TryGetProperty("indexTokens", out JsonElement tokens)) return [];
        if (tokens.ValueKind != JsonValueKind.Array || tokens.EnumerateArray().Any(t => t.ValueKind != JsonValueKind.String))
            throw record.Bad("indexTokens is no list of texts", "write \"indexTokens\":[\"99926000\"]");
        return [.. tokens.EnumerateArray().Select(t => t.GetString()!)];
    }
}
