using System.Text.Json;

namespace Astra.Adapters.AngelOne;

/// <summary>A packet as JSON, with the field names of the wire vectors: for people who look at recorded frames.</summary>
public static class AngelPacketJson
{
    private const int MostLevels = 20;

    /// <summary>An object with all fields of the packet's mode, integers as sent; an absent total is null.</summary>
    public static void WriteRaw(Utf8JsonWriter json, in AngelPacket packet)
    {
        json.WriteStartObject();
        json.WriteNumber("mode", (int)packet.Mode);
        json.WriteNumber("exchangeType", packet.ExchangeType);
        json.WriteString("token", packet.TokenText);
        if (packet.Mode != AngelMode.Depth20) json.WriteNumber("sequence", packet.Sequence);
        json.WriteNumber("exchangeTimestampMs", packet.ExchangeTimeMs);
        if (packet.Mode == AngelMode.Depth20) json.WriteNumber("packetReceivedTime", packet.PacketReceivedTime);
        else json.WriteNumber("ltp", packet.LastPrice);
        if (packet.Mode is AngelMode.Quote or AngelMode.SnapQuote) WriteQuote(json, packet);
        if (packet.Mode == AngelMode.SnapQuote)
        {
            json.WriteNumber("lastTradedTimestamp", packet.LastTradeTime);
            json.WriteNumber("openInterest", packet.OpenInterest);
            json.WriteNumber("oiChangeBits", packet.OpenInterestChangeBits);
        }
        if (packet.Mode is AngelMode.SnapQuote or AngelMode.Depth20)
        {
            WriteLevels(json, "buy", packet, AngelSide.Buy);
            WriteLevels(json, "sell", packet, AngelSide.Sell);
        }
        if (packet.Mode == AngelMode.SnapQuote)
        {
            json.WriteNumber("upperCircuit", packet.UpperCircuit);
            json.WriteNumber("lowerCircuit", packet.LowerCircuit);
            json.WriteNumber("high52w", packet.YearHigh);
            json.WriteNumber("low52w", packet.YearLow);
        }
        if (packet.IgnoredLevels > 0) json.WriteNumber("ignoredLevels", packet.IgnoredLevels);
        if (packet.TrailingBytes > 0) json.WriteNumber("trailingBytes", packet.TrailingBytes);
        json.WriteEndObject();
    }

    /// <summary>An object with the packet's prices as exact decimal text.</summary>
    public static void WriteRupees(Utf8JsonWriter json, in AngelPacket packet)
    {
        byte exchange = packet.ExchangeType;
        json.WriteStartObject();
        if (packet.Mode != AngelMode.Depth20) json.WriteString("ltp", AngelPrice.Rupees(exchange, packet.LastPrice));
        if (packet.Mode is AngelMode.Quote or AngelMode.SnapQuote)
        {
            json.WriteString("averageTradedPrice", AngelPrice.Rupees(exchange, packet.AveragePrice));
            json.WriteString("open", AngelPrice.Rupees(exchange, packet.Open));
            json.WriteString("high", AngelPrice.Rupees(exchange, packet.High));
            json.WriteString("low", AngelPrice.Rupees(exchange, packet.Low));
            json.WriteString("close", AngelPrice.Rupees(exchange, packet.Close));
        }
        if (packet.Mode == AngelMode.SnapQuote)
        {
            json.WriteString("upperCircuit", AngelPrice.Rupees(exchange, packet.UpperCircuit));
            json.WriteString("lowerCircuit", AngelPrice.Rupees(exchange, packet.LowerCircuit));
            json.WriteString("high52w", AngelPrice.Rupees(exchange, packet.YearHigh));
            json.WriteString("low52w", AngelPrice.Rupees(exchange, packet.YearLow));
        }
        if (packet.Mode is AngelMode.SnapQuote or AngelMode.Depth20)
        {
            WritePrices(json, "buy", packet, AngelSide.Buy);
            WritePrices(json, "sell", packet, AngelSide.Sell);
        }
        json.WriteEndObject();
    }

    private static void WriteQuote(Utf8JsonWriter json, in AngelPacket packet)
    {
        json.WriteNumber("lastTradedQuantity", packet.LastQuantity);
        json.WriteNumber("averageTradedPrice", packet.AveragePrice);
        json.WriteNumber("volume", packet.Volume);
        WriteTotal(json, "totalBuyQuantity", packet.TotalBuyQuantity);
        WriteTotal(json, "totalSellQuantity", packet.TotalSellQuantity);
        json.WriteNumber("open", packet.Open);
        json.WriteNumber("high", packet.High);
        json.WriteNumber("low", packet.Low);
        json.WriteNumber("close", packet.Close);
    }

    private static void WriteTotal(Utf8JsonWriter json, string name, double? total)
    {
        if (total is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void WriteLevels(Utf8JsonWriter json, string name, in AngelPacket packet, AngelSide side)
    {
        Span<AngelLevel> levels = stackalloc AngelLevel[MostLevels];
        json.WriteStartArray(name);
        foreach (AngelLevel level in levels[..packet.Levels(side, levels)])
        {
            json.WriteStartObject();
            json.WriteNumber("quantity", level.Quantity);
            json.WriteNumber("price", level.Price);
            json.WriteNumber("orders", level.Orders);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePrices(Utf8JsonWriter json, string name, in AngelPacket packet, AngelSide side)
    {
        Span<AngelLevel> levels = stackalloc AngelLevel[MostLevels];
        json.WriteStartArray(name);
        foreach (AngelLevel level in levels[..packet.Levels(side, levels)]) json.WriteStringValue(AngelPrice.Rupees(packet.ExchangeType, level.Price));
        json.WriteEndArray();
    }
}
