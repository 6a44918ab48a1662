using System.Globalization;
using System.Text.Json;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>An outbound event as one JSON object.</summary>
internal static class OutboundJson
{
    public static void Write(Utf8JsonWriter json, in OutboundEvent e)
    {
        json.WriteStartObject();
        json.WriteString("stream", "out");
        json.WriteNumber("sequence", e.Header.Sequence);
        json.WriteNumber("cause", e.Header.Cause);
        json.Name("kind", e.Header.Kind);
        json.Name("reason", e.Header.Reason);
        json.WriteNumber("instrument", e.Header.Instrument);
        json.Time("time", e.Header.Time);
        WriteBody(json, in e);
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, in OutboundEvent e)
    {
        switch (e.Header.Kind)
        {
            case OutboundKind.BarClosed: Bar(json, e.Bar); break;
            case OutboundKind.Signal: Signal(json, e.Signal); break;
            case OutboundKind.Order: Order(json, e.Order); break;
            case OutboundKind.Fill: Fill(json, e.Fill); break;
            case OutboundKind.StopMoved: Stop(json, e.Stop); break;
            case OutboundKind.Position or OutboundKind.SquareOff: Position(json, e.Position); break;
            case OutboundKind.Trade: Trade(json, e.Trade); break;
            case OutboundKind.PlanApplied or OutboundKind.PlanRejected: Plan(json, e.Plan); break;
            case OutboundKind.RiskTripped:
                json.Money("equity", e.Risk.Equity);
                json.Money("limit", e.Risk.Limit);
                break;
            case OutboundKind.Alert:
                json.WriteNumber("count", e.Alert.Count);
                json.WriteNumber("value", e.Alert.Value);
                break;
            case OutboundKind.Checkpoint:
                json.WriteNumber("inboundSequence", e.Checkpoint.InboundSequence);
                json.WriteString("outboundHash", Hex(e.Checkpoint.OutboundHash));
                json.WriteString("stateHash", Hex(e.Checkpoint.StateHash));
                break;
            case OutboundKind.DayClosed: Day(json, e.Day); break;
            case OutboundKind.Valuation: SettlementJson.Write(json, in e.Valuation); break;
            case OutboundKind.Settlement: SettlementJson.Write(json, in e.Settlement); break;
            case OutboundKind.TrueUp: SettlementJson.Write(json, in e.TrueUp); break;
            case OutboundKind.FeedStatus: FeedJson.Write(json, in e.Feed); break;
        }
    }

    private static void Bar(Utf8JsonWriter json, in Bar bar)
    {
        json.Time("start", bar.Start);
        json.Time("end", bar.End);
        json.WriteNumber("intervalMinutes", bar.IntervalMinutes);
        json.Name("style", bar.Style);
        json.Price("open", bar.Open);
        json.Price("high", bar.High);
        json.Price("low", bar.Low);
        json.Price("close", bar.Close);
        json.WriteNumber("volume", bar.Volume);
        json.WriteNumber("ticks", bar.Ticks);
        json.WriteBoolean("sessionStart", bar.Flags.HasFlag(BarFlags.SessionStart));
        json.WriteBoolean("partial", bar.Flags.HasFlag(BarFlags.Partial));
        json.WriteBoolean("gap", bar.Flags.HasFlag(BarFlags.Gap));
        json.WriteBoolean("backfilled", bar.Flags.HasFlag(BarFlags.Backfilled));
    }

    private static void Signal(Utf8JsonWriter json, in SignalBody signal)
    {
        json.WriteNumber("planId", signal.PlanId);
        json.WriteNumber("intervalMinutes", signal.IntervalMinutes);
        json.Name("style", signal.Style);
        json.Name("side", signal.Side);
        json.Price("close", signal.Close);
        json.Time("barEnd", signal.BarEnd);
        json.Figure("atr", signal.Atr);
        json.WriteStartArray("figures");
        foreach (double figure in (ReadOnlySpan<double>)[signal.Figure0, signal.Figure1, signal.Figure2, signal.Figure3])
        {
            if (double.IsFinite(figure)) json.WriteNumberValue(figure);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    private static void Order(Utf8JsonWriter json, in OrderBody order)
    {
        json.WriteNumber("orderId", order.OrderId);
        json.WriteNumber("planId", order.PlanId);
        json.Name("side", order.Side);
        json.Name("type", order.Type);
        json.Name("state", order.State);
        json.WriteNumber("quantity", order.Quantity);
        json.WriteNumber("filled", order.Filled);
        json.Name("intent", order.Intent);
        json.Price("limit", order.Limit);
        json.Price("average", order.Average);
        json.Price("decision", order.Decision);
        json.Time("active", order.Active);
    }

    private static void Fill(Utf8JsonWriter json, in FillBody fill)
    {
        json.WriteNumber("orderId", fill.OrderId);
        json.WriteNumber("planId", fill.PlanId);
        json.Name("side", fill.Side);
        json.WriteNumber("quantity", fill.Quantity);
        json.Price("price", fill.Price);
        json.Money("brokerage", fill.Brokerage);
        json.Money("transactionTax", fill.TransactionTax);
        json.Money("exchange", fill.Exchange);
        json.Money("sebi", fill.Sebi);
        json.Money("stamp", fill.Stamp);
        json.Money("gst", fill.Gst);
        json.Money("charges", fill.Charges);
    }

    private static void Stop(Utf8JsonWriter json, in StopBody stop)
    {
        json.WriteNumber("planId", stop.PlanId);
        json.WriteNumber("quantity", stop.Quantity);
        json.Price("oldStop", stop.OldStop);
        json.Price("newStop", stop.NewStop);
        json.Price("target", stop.Target);
        json.Price("basis", stop.Basis);
    }

    private static void Position(Utf8JsonWriter json, in PositionBody position)
    {
        json.WriteNumber("planId", position.PlanId);
        json.WriteNumber("quantity", position.Quantity);
        json.Price("average", position.Average);
        json.Price("stop", position.Stop);
        json.Price("target", position.Target);
        json.Money("realised", position.Realised);
        json.Money("charges", position.Charges);
    }

    private static void Trade(Utf8JsonWriter json, in TradeBody trade)
    {
        json.WriteNumber("tradeId", trade.TradeId);
        json.WriteNumber("planId", trade.PlanId);
        json.WriteNumber("quantity", trade.Quantity);
        json.WriteNumber("orders", trade.Orders);
        json.Time("entryTime", trade.EntryTime);
        json.Time("exitTime", trade.ExitTime);
        json.Price("entry", trade.Entry);
        json.Price("exit", trade.Exit);
        json.Money("gross", trade.Gross);
        json.Money("charges", trade.Charges);
        json.Money("net", trade.Net);
        json.Money("risk", trade.Risk);
    }

    private static void Plan(Utf8JsonWriter json, in PlanBody plan)
    {
        json.WriteNumber("planId", plan.PlanId);
        json.WriteNumber("intervalMinutes", plan.IntervalMinutes);
        json.Name("style", plan.Style);
        json.Figure("value", plan.Value);
    }

    private static void Day(Utf8JsonWriter json, in DayBody day)
    {
        json.Name("segment", day.Segment);
        json.WriteNumber("day", day.Day);
        json.WriteNumber("trades", day.Trades);
        json.WriteNumber("fills", day.Fills);
        json.Money("gross", day.Gross);
        json.Money("charges", day.Charges);
        json.Money("net", day.Net);
        json.Money("equity", day.Equity);
        json.WriteNumber("ticks", day.Ticks);
    }

    private static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
