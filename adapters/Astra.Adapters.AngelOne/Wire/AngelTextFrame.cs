using System.Text.Json;
using Astra.Live;

namespace Astra.Adapters.AngelOne;

public enum AngelTextKind
{
    /// <summary>Neither heartbeat nor error nor order: to be counted.</summary>
    Unknown,
    Heartbeat,
    /// <summary>The tick stream refused a request; never fatal, earlier subscriptions stand.</summary>
    Error,
    /// <summary>The order stream let us in.</summary>
    Connected,
    Order,
}

/// <summary>A message that is no packet: of the tick stream, or of the order stream.</summary>
/// <param name="CorrelationId">Of an error: the request's own, empty when none came back.</param>
/// <param name="Code">Of an error: <c>E1001</c> invalid payload, <c>E1002</c> limit exceeded, or what the server sent.</param>
/// <param name="Order">Of an order, null otherwise.</param>
public sealed record AngelTextFrame(AngelTextKind Kind, string CorrelationId = "", string Code = "", string Message = "", AngelOrderUpdate? Order = null)
{
    private static readonly AngelTextFrame Heartbeat = new(AngelTextKind.Heartbeat);
    private static readonly AngelTextFrame Connected = new(AngelTextKind.Connected);
    private static readonly AngelTextFrame Unknown = new(AngelTextKind.Unknown);

    /// <summary>Whether it ends the connection; no text of this vendor does.</summary>
    public bool IsFatal => false;

    /// <summary>Reads a text message of the tick stream; throws for nothing.</summary>
    public static AngelTextFrame OfStream(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("pong"u8)) return Heartbeat;
        if (!LooseJson.TryParse(text.ToArray(), out JsonDocument? document)) return Unknown;
        using (document)
        {
            JsonElement frame = document!.RootElement;
            if (frame.Get("errorCode").ValueKind == JsonValueKind.Undefined) return Unknown;
            return new AngelTextFrame(AngelTextKind.Error, frame.Get("correlationID").Text(), frame.Get("errorCode").Text(), frame.Get("errorMessage").Text());
        }
    }

    /// <summary>Reads any message of the order stream; throws for nothing.</summary>
    public static AngelTextFrame OfOrders(ReadOnlySpan<byte> bytes, bool isText)
    {
        // Some ten seconds of silence end with one zero byte.
        if (!isText) return bytes is [0] ? Heartbeat : Unknown;
        if (bytes.SequenceEqual("pong"u8)) return Heartbeat;
        if (!LooseJson.TryParse(bytes.ToArray(), out JsonDocument? document)) return Unknown;
        using (document)
        {
            JsonElement frame = document!.RootElement;
            string code = frame.Get("order-status").Text();
            if (code == AngelOrderUpdate.ConnectedCode) return Connected;
            JsonElement data = frame.Get("orderData");
            return data.ValueKind == JsonValueKind.Object ? new AngelTextFrame(AngelTextKind.Order, Order: AngelOrderUpdate.Read(code, data)) : Unknown;
        }
    }
}
