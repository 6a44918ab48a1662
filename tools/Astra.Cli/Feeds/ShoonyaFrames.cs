using System.Text;
using System.Text.Json;
using Astra.Adapters.Shoonya;

namespace Astra.Cli;

/// <summary>Shoonya's conversations and requests as <c>feed decode</c> tells them, in the field names of the wire vectors.</summary>
internal sealed class ShoonyaFrames
{
    private readonly ShoonyaOutcome _outcome = new();
    private readonly Dictionary<string, ShoonyaBook> _recorded = [];

    /// <summary>False when the record is none of this vendor's.</summary>
    public bool Decode(FrameRecord record, DecodedLines lines)
    {
        if (record.Has("steps")) Scene(record, lines);
        else if (record.Has("dir")) Recorded(record, lines);
        else if (record.Has("input")) ShoonyaRequests.Write(record, lines);
        else return false;
        return true;
    }

    /// <summary>A recorder's line: each connection of the file is one conversation, and another acknowledgement begins it anew.</summary>
    private void Recorded(FrameRecord record, DecodedLines lines)
    {
        string connection = record.Has("connection") ? record.Text(record.Json, "connection") : "";
        if (!_recorded.TryGetValue(connection, out ShoonyaBook? book)) _recorded[connection] = book = new ShoonyaBook();
        bool wasIn = book.Auth == ShoonyaAuth.Ok;
        Frame(book, record, record.Json, -1, lines);
        if (wasIn && !record.IsSent && _outcome.Auth != ShoonyaAuth.Unknown) book.Reconnected();
    }

    private void Scene(FrameRecord record, DecodedLines lines)
    {
        var book = new ShoonyaBook();
        foreach ((int number, JsonElement step) in record.Steps())
        {
            if (step.TryGetProperty("event", out _)) Happen(book, record, step, number);
            else if (step.TryGetProperty("check", out _)) Check(book, record, step, number, lines);
            else Frame(book, record, step, number, lines);
        }
    }

    private static void Happen(ShoonyaBook book, FrameRecord record, JsonElement step, int number)
    {
        string happened = record.Text(step, "event", number);
        if (happened != "reconnect") throw record.Bad($"there is no event '{happened}'", "give \"reconnect\"", number);
        book.Reconnected();
    }

    private static void Check(ShoonyaBook book, FrameRecord record, JsonElement step, int number, DecodedLines lines)
    {
        string check = record.Text(step, "check", number);
        if (check != "unacked") throw record.Bad($"there is no check '{check}'", "give \"unacked\"", number);
        string family = record.Text(step, "family", number);
        Utf8JsonWriter json = lines.Begin(record.Id, number);
        json.WriteString("check", check);
        json.WriteString("family", family);
        WriteTexts(json, "unacked", book.Unacked(FamilyOf(family, record, number)));
        lines.End();
    }

    private void Frame(ShoonyaBook book, FrameRecord record, JsonElement step, int number, DecodedLines lines)
    {
        switch (record.Text(step, "dir", number))
        {
            case "out":
                if (!step.TryGetProperty("json", out JsonElement sent)) throw record.Bad("json is missing", "write what the client sends as \"json\":{…}", number);
                book.Sent(sent.GetRawText());
                break;
            case "in":
                if (!step.TryGetProperty("recvMs", out JsonElement at) || at.ValueKind != JsonValueKind.Number || !at.TryGetInt64(out long received))
                    throw record.Bad("recvMs is no whole number", "give when it came, in milliseconds since 1970", number);
                byte[] frame = step.TryGetProperty("hex", out _) ? record.Bytes(step, "hex", number) : Encoding.UTF8.GetBytes(record.Text(step, "text", number));
                book.Apply(frame, received, _outcome);
                Utf8JsonWriter json = lines.Begin(record.Id, number);
                Write(json, _outcome);
                lines.End();
                break;
            case string other:
                throw record.Bad($"there is no direction '{other}'", "give \"in\" or \"out\"", number);
        }
    }

    private static void Write(Utf8JsonWriter json, ShoonyaOutcome outcome)
    {
        if (outcome.Auth != ShoonyaAuth.Unknown) json.WriteString("auth", outcome.Auth == ShoonyaAuth.Ok ? "ok" : "failed");
        if (outcome.Heartbeat) json.WriteBoolean("heartbeat", true);
        if (outcome.Order is { } order) WriteOrder(json, order);
        if (outcome is { Key: { } key, State: { } state }) WriteState(json, outcome, key, state);
        if (outcome.Counted.Count > 0) WriteTexts(json, "counted", outcome.Counted.Select(c => c.ToString()));
    }

    private static void WriteState(Utf8JsonWriter json, ShoonyaOutcome outcome, ShoonyaKey key, ShoonyaState state)
    {
        json.WriteString("key", key.Name);
        json.WriteString("family", outcome.Family == ShoonyaFamily.Touch ? "touch" : "depth");
        json.WriteStartObject("state");
        foreach ((string name, string text) in state.Fields()) json.WriteString(name, text);
        json.WriteEndObject();
        WriteTexts(json, "changed", state.ChangedFields());
        json.WriteBoolean("emit", outcome.Emit);
        if (key.FeedTime > 0) json.WriteNumber("ft", key.FeedTime);
        else json.WriteNull("ft");
    }

    private static void WriteOrder(Utf8JsonWriter json, ShoonyaOrderUpdate order)
    {
        json.WriteStartObject("order");
        json.WriteString("orderId", order.OrderId);
        json.WriteString("state", order.StateWord);
        json.WriteNumber("quantity", order.Quantity);
        json.WriteNumber("filled", order.Filled);
        json.WriteString("averagePrice", order.AveragePrice);
        json.WriteString("product", order.Product);
        json.WriteString("reason", order.Reason);
        if (order.Fill is { } fill)
        {
            json.WriteStartObject("fill");
            json.WriteString("id", fill.Id);
            json.WriteNumber("quantity", fill.Quantity);
            json.WriteString("price", fill.Price);
            json.WriteString("time", fill.Time);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static ShoonyaFamily FamilyOf(string name, FrameRecord record, int step) => name switch
    {
        "touch" => ShoonyaFamily.Touch,
        "depth" => ShoonyaFamily.Depth,
        _ => throw record.Bad($"there is no family '{name}'", "give \"touch\" or \"depth\"", step),
    };
}
