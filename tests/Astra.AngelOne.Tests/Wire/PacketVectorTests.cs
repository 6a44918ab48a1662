using System.Text.Json;

namespace Astra.Adapters.AngelOne.Tests;

public class PacketVectorTests
{
    public static IEnumerable<TheoryDataRow<string>> Packets => Vectors.Ids("packets.jsonl");
    public static IEnumerable<TheoryDataRow<string>> Sequences => Vectors.Ids("sequences.jsonl");
    public static IEnumerable<TheoryDataRow<string>> Texts => Vectors.Ids("text-frames.jsonl");

    [Theory, MemberData(nameof(Packets))]
    public void A_packet_decodes_as_the_vector_states(string id)
    {
        JsonElement record = Vectors.Read("packets.jsonl", id);
        Vectors.MustHoldOnly(record, "id", "note", "len", "hex", "result", "raw", "rupees", "error", "vendorSdkDiffers");
        byte[] frame = Convert.FromHexString(record.GetProperty("hex").GetString()!);
        Assert.Equal(record.GetProperty("len").GetInt32(), frame.Length);

        AngelPacketReject reject = AngelPacket.Read(frame, out AngelPacket packet);
        if (record.GetProperty("result").GetString() == "reject")
        {
            Assert.Equal(record.GetProperty("error").GetString(), reject.Name());
            return;
        }
        Assert.Equal("ok", record.GetProperty("result").GetString());
        Assert.Equal(AngelPacketReject.None, reject);
        MustEqual(record.GetProperty("raw"), Frames.Json(packet, AngelPacketJson.WriteRaw), "raw");
        MustEqual(record.GetProperty("rupees"), Frames.Json(packet, AngelPacketJson.WriteRupees), "rupees");
    }

    [Theory, MemberData(nameof(Sequences))]
    public void A_connection_orders_its_packets_as_the_vector_states(string id)
    {
        JsonElement record = Vectors.Read("sequences.jsonl", id);
        Vectors.MustHoldOnly(record, "id", "note", "steps", "indexTokens");
        string[] indices = record.TryGetProperty("indexTokens", out JsonElement list) ? [.. list.EnumerateArray().Select(t => t.GetString()!)] : [];
        var state = new AngelConnectionState(indices);
        int number = 0;
        foreach (JsonElement step in record.GetProperty("steps").EnumerateArray())
        {
            number++;
            Vectors.MustHoldOnly(step, "hex", "verdict", "tradedQuantity", "counted", "event");
            if (step.TryGetProperty("event", out JsonElement what))
            {
                Assert.Equal("reconnect", what.GetString());
                state.Reconnected();
                continue;
            }
            Assert.Equal(AngelPacketReject.None, AngelPacket.Read(Convert.FromHexString(step.GetProperty("hex").GetString()!), out AngelPacket packet));
            AngelStep got = state.Next(packet);
            Assert.Equal((number, step.GetProperty("verdict").GetString()), (number, got.VerdictName));
            if (step.TryGetProperty("tradedQuantity", out JsonElement traded))
                Assert.Equal((number, traded.ValueKind == JsonValueKind.Null ? null : traded.GetInt64()), (number, got.HasTradedQuantity ? got.TradedQuantity : (long?)null));
            string[] counted = step.TryGetProperty("counted", out JsonElement names) ? [.. names.EnumerateArray().Select(n => n.GetString()!)] : [];
            Assert.Equal(counted, got.Counted);
        }
        Assert.True(number > 1);
    }

    [Theory, MemberData(nameof(Texts))]
    public void A_text_frame_is_read_as_the_vector_states(string id)
    {
        JsonElement record = Vectors.Read("text-frames.jsonl", id);
        Vectors.MustHoldOnly(record, "id", "note", "socket", "text", "binaryHex", "expect");
        bool isText = record.TryGetProperty("text", out JsonElement text);
        byte[] bytes = isText ? System.Text.Encoding.UTF8.GetBytes(text.GetString()!) : Convert.FromHexString(record.GetProperty("binaryHex").GetString()!);
        bool order = record.GetProperty("socket").GetString() == "order";
        if (!order) Assert.True(isText, "the tick stream's binary messages are packets");
        AngelTextFrame frame = order ? AngelTextFrame.OfOrders(bytes, isText) : AngelTextFrame.OfStream(bytes);

        foreach (JsonProperty wanted in record.GetProperty("expect").EnumerateObject())
        {
            string got = wanted.Name switch
            {
                "kind" => frame.Kind.ToString().ToLowerInvariant(),
                "correlationId" => frame.CorrelationId,
                "code" => frame.Code,
                "fatal" => frame.IsFatal ? "true" : "false",
                "state" => frame.Order!.StateName,
                "orderId" => frame.Order!.OrderId,
                "quantity" => $"{frame.Order!.Quantity}",
                "filled" => $"{frame.Order!.Filled}",
                "reason" => frame.Order!.Reason,
                _ => throw new InvalidOperationException($"the record expects an unknown key '{wanted.Name}'"),
            };
            Assert.Equal((wanted.Name, wanted.Value.ValueKind == JsonValueKind.String ? wanted.Value.GetString() : wanted.Value.GetRawText()), (wanted.Name, got));
        }
    }

    private static void MustEqual(JsonElement wanted, JsonElement got, string at)
    {
        Assert.Equal((at, Kind(wanted)), (at, Kind(got)));
        if (wanted.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(wanted.EnumerateObject().Select(p => p.Name).Order(), got.EnumerateObject().Select(p => p.Name).Order());
            foreach (JsonProperty property in wanted.EnumerateObject()) MustEqual(property.Value, got.GetProperty(property.Name), $"{at}.{property.Name}");
        }
        else if (wanted.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal((at, wanted.GetArrayLength()), (at, got.GetArrayLength()));
            for (int i = 0; i < wanted.GetArrayLength(); i++) MustEqual(wanted[i], got[i], $"{at}[{i}]");
        }
        else if (wanted.ValueKind == JsonValueKind.Number)
        {
            Assert.Equal((at, wanted.GetDecimal()), (at, got.GetDecimal()));
        }
        else
        {
            Assert.Equal((at, wanted.ToString()), (at, got.ToString()));
        }
    }

    private static JsonValueKind Kind(JsonElement element) => element.ValueKind;
}
