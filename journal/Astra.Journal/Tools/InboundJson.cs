using System.Text.Json;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>An inbound event as one JSON object.</summary>
internal static class InboundJson
{
    public static void Write(Utf8JsonWriter json, long sequence, in InboundEvent e)
    {
        ref readonly InboundRecord record = ref e.Record;
        json.WriteStartObject();
        json.WriteString("stream", "in");
        json.WriteNumber("sequence", sequence);
        json.Name("kind", record.Header.Kind);
        json.Name("source", record.Header.Source);
        json.WriteNumber("instrument", record.Header.Instrument);
        json.Time("exchangeTime", record.Header.ExchangeTime);
        json.Time("arrivalTime", record.Header.ArrivalTime);
        WriteBody(json, in e);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, in InboundEvent e)
    {
        ref readonly InboundRecord record = ref e.Record;
        switch (record.Header.Kind)
        {
            case InboundKind.Touchline: Touchline(json, record.Touchline, (TickFields)record.Header.Flags); break;
            case InboundKind.Trade:
                json.Price("price", record.Trade.Price);
                json.WriteNumber("quantity", record.Trade.Quantity);
                json.WriteNumber("aggressor", record.Trade.Aggressor);
                break;
            case InboundKind.Depth: Depth(json, record.Depth); break;
            case InboundKind.Bar or InboundKind.Backfill or InboundKind.WarmUp: Bar(json, record.Bar); break;
            case InboundKind.Session or InboundKind.AuctionSession: Session(json, SessionChange.Of(in record)); break;
            case InboundKind.Command:
                json.Name("command", record.Command.Kind);
                json.WriteNumber("argument", record.Command.Argument);
                json.WriteNumber("value", record.Command.Value);
                break;
            case InboundKind.SettlementPrice:
                json.Price("price", record.Settlement.Price);
                json.WriteNumber("day", record.Settlement.Day);
                break;
            case InboundKind.Score:
                json.WriteNumber("valueThousandths", record.Score.ValueThousandths);
                json.WriteNumber("confidenceThousandths", record.Score.ConfidenceThousandths);
                json.WriteNumber("halfLifeSeconds", record.Score.HalfLifeSeconds);
                break;
            case InboundKind.Regime: json.WriteString("regimes", record.Regime.ToString()); break;
            case InboundKind.Feed: FeedJson.Write(json, record.Feed); break;
            case InboundKind.Configure: PayloadJson.Write(json, (EngineSettings)e.Payload!); break;
            case InboundKind.Instrument: PayloadJson.Write(json, (Instrument)e.Payload!); break;
            case InboundKind.Plan: PayloadJson.Write(json, (Plan)e.Payload!); break;
        }
    }

    private static void Touchline(Utf8JsonWriter json, in TouchlineTick tick, TickFields fields)
    {
        if (fields.HasFlag(TickFields.Last)) json.Price("last", tick.Last);
        if (fields.HasFlag(TickFields.LastQuantity)) json.WriteNumber("lastQuantity", tick.LastQuantity);
        if (fields.HasFlag(TickFields.Bid))
        {
            json.Price("bid", tick.Bid);
            json.WriteNumber("bidQuantity", tick.BidQuantity);
        }
        if (fields.HasFlag(TickFields.Ask))
        {
            json.Price("ask", tick.Ask);
            json.WriteNumber("askQuantity", tick.AskQuantity);
        }
        if (fields.HasFlag(TickFields.Volume)) json.WriteNumber("volume", tick.Volume);
        if (fields.HasFlag(TickFields.OpenInterest)) json.WriteNumber("openInterest", tick.OpenInterest);
    }

    private static void Depth(Utf8JsonWriter json, in DepthTick depth)
    {
        Side(json, "bids", depth.Reference, depth.Bids);
        Side(json, "asks", depth.Reference, depth.Asks);
    }

    private static void Side(Utf8JsonWriter json, string name, Price reference, in DepthSide side)
    {
        json.WriteStartArray(name);
        for (int level = 0; level < DepthTick.Levels; level++)
        {
            if (side[level].Quantity == 0) continue;
            json.WriteStartObject();
            json.Price("price", reference + new Price(side[level].Offset));
            json.WriteNumber("quantity", side[level].Quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Bar(Utf8JsonWriter json, in HistoryBar bar)
    {
        json.Time("start", bar.Start);
        json.WriteNumber("intervalMinutes", bar.IntervalMinutes);
        json.Price("open", bar.Open);
        json.Price("high", bar.High);
        json.Price("low", bar.Low);
        json.Price("close", bar.Close);
        json.WriteNumber("volume", bar.Volume);
        json.WriteNumber("openInterest", bar.OpenInterest);
    }

    private static void Session(Utf8JsonWriter json, in SessionChange session)
    {
        json.Name("segment", session.Segment);
        json.Name("phase", session.Phase);
        json.WriteNumber("day", session.Day);
        json.Time("open", session.Open);
        json.Time("close", session.Close);
        json.Time("squareOff", session.SquareOff);
        if (session.AuctionClose != default) json.Time("auctionClose", session.AuctionClose);
        if (session.AuctionSquareOff != default) json.Time("auctionSquareOff", session.AuctionSquareOff);
    }
}
