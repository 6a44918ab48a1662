using System.Globalization;
using System.Text.Json;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>Payloads in full.</summary>
internal static class PayloadJson
{
    public static void Write(Utf8JsonWriter json, EngineSettings settings)
    {
        json.Money("capital", settings.Capital);
        json.WriteStartObject("risk");
        json.WriteNumber("dailyLossBasisPoints", settings.Risk.DailyLossBasisPoints);
        json.WriteNumber("maxRiskPerTradeBasisPoints", settings.Risk.MaxRiskPerTradeBasisPoints);
        json.WriteNumber("maxGrossPercent", settings.Risk.MaxGrossPercent);
        json.WriteNumber("maxPositionPercent", settings.Risk.MaxPositionPercent);
        json.WriteNumber("maxOpenPositions", settings.Risk.MaxOpenPositions);
        json.WriteEndObject();
        json.WriteStartObject("ghost");
        json.WriteNumber("latencyNanos", settings.Ghost.LatencyNanos);
        json.WriteNumber("slippageTicks", settings.Ghost.SlippageTicks);
        json.WriteNumber("participationPercent", settings.Ghost.ParticipationPercent);
        json.WriteNumber("barParticipationPercent", settings.Ghost.BarParticipationPercent);
        json.WriteNumber("assumedHalfSpreadTicks", settings.Ghost.AssumedHalfSpreadTicks);
        json.WriteNumber("maxOrdersPerDecision", settings.Ghost.MaxOrdersPerDecision);
        json.WriteNumber("protectionBasisPoints", settings.Ghost.ProtectionBasisPoints);
        json.WriteEndObject();
        json.WriteString("broker", settings.Broker);
        json.WriteString("chargesSchedule", settings.ChargesSchedule);
        json.WriteString("brokeragePlans", settings.BrokeragePlans);
        json.WriteString("noteRules", settings.NoteRules);
        json.WriteString("depositoryCharges", settings.DepositoryCharges);
        json.WriteString("marginRates", settings.MarginRates);
        json.WriteString("capitalRules", settings.CapitalRules);
        json.WriteNumber("checkpointEvery", settings.CheckpointEvery);
    }

    public static void Write(Utf8JsonWriter json, Instrument instrument)
    {
        json.WriteNumber("id", instrument.Id);
        json.WriteString("symbol", instrument.Symbol);
        json.Name("segment", instrument.Segment);
        json.Name("instrumentKind", instrument.Kind);
        json.Price("tickSize", instrument.TickSize);
        json.WriteNumber("lotSize", instrument.LotSize);
        json.WriteNumber("multiplier", instrument.Multiplier);
        json.WriteNumber("freezeQuantity", instrument.FreezeQuantity);
        json.WriteString("expiry", instrument.Expiry?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("indexTradedAsFuture", instrument.IndexTradedAsFuture);
        json.WriteString("underlying", instrument.Underlying);
        json.Price("strike", instrument.Strike);
        json.Name("right", instrument.Right);
        json.Name("group", instrument.Group);
        json.Name("settlement", instrument.Settlement);
        json.WriteBoolean("closingAuction", instrument.ClosingAuction);
        json.WriteNumber("priceBandBasisPoints", instrument.PriceBandBasisPoints);
        json.Price("previousClose", instrument.PreviousClose);
    }

    public static void Write(Utf8JsonWriter json, Plan plan)
    {
        json.WriteNumber("planId", plan.Id);
        json.WriteNumber("planInstrument", plan.Instrument);
        json.WriteString("algorithm", plan.Algorithm);
        json.WriteStartArray("parameters");
        foreach (PlanParameter parameter in plan.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.Figure("value", parameter.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber("intervalMinutes", plan.IntervalMinutes);
        json.Name("style", plan.Style);
        json.WriteNumber("chartSize", plan.ChartSize);
        json.WriteStartArray("peers");
        foreach (int peer in plan.Peers) json.WriteNumberValue(peer);
        json.WriteEndArray();
        json.Name("sides", plan.Sides);
        json.Name("sizing", plan.Sizing);
        json.WriteNumber("quantity", plan.Quantity);
        json.WriteNumber("maxInventory", plan.MaxInventory);
        json.WriteNumber("startSecond", plan.StartSecond);
        json.WriteNumber("squareOffSecond", plan.SquareOffSecond);
        json.Name("product", plan.Product);
        json.WriteNumber("riskBasisPoints", plan.RiskBasisPoints);
        json.WriteStartObject("stops");
        json.WriteNumber("atrLength", plan.Stops.AtrLength);
        json.Figure("stopAtr", plan.Stops.StopAtr);
        json.Figure("targetR", plan.Stops.TargetR);
        json.Figure("breakevenR", plan.Stops.BreakevenR);
        json.Figure("trailAtr", plan.Stops.TrailAtr);
        json.WriteEndObject();
        json.WriteString("chosenBy", plan.Source);
        json.WriteString("reason", plan.Reason);
    }
}
