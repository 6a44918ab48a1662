using Astra.Core;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal;

/// <summary>EngineSettings as a map; money in micro-rupees.</summary>
internal static class SettingsCodec
{
    public static void Write(ref MessagePackWriter writer, EngineSettings settings)
    {
        writer.WriteMapHeader(11);
        writer.Write("capital");
        writer.Write(settings.Capital.Micros);
        writer.Write("risk");
        WriteRisk(ref writer, settings.Risk);
        writer.Write("ghost");
        WriteGhost(ref writer, settings.Ghost);
        writer.Write("broker");
        writer.Write(settings.Broker);
        writer.Write("chargesSchedule");
        writer.Write(settings.ChargesSchedule);
        writer.Write("brokeragePlans");
        writer.Write(settings.BrokeragePlans);
        writer.Write("noteRules");
        writer.Write(settings.NoteRules);
        writer.Write("depositoryCharges");
        writer.Write(settings.DepositoryCharges);
        writer.Write("marginRates");
        writer.Write(settings.MarginRates);
        writer.Write("capitalRules");
        writer.Write(settings.CapitalRules);
        writer.Write("checkpointEvery");
        writer.Write(settings.CheckpointEvery);
    }

    public static EngineSettings Read(ref MessagePackReader reader)
    {
        EngineSettings settings = new() { ChargesSchedule = "", BrokeragePlans = "" };
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "capital": settings = settings with { Capital = new Money(reader.ReadInt64()) }; break;
                case "risk": settings = settings with { Risk = ReadRisk(ref reader) }; break;
                case "ghost": settings = settings with { Ghost = ReadGhost(ref reader) }; break;
                case "broker": settings = settings with { Broker = reader.ReadString() ?? "" }; break;
                case "chargesSchedule": settings = settings with { ChargesSchedule = reader.ReadString() ?? "" }; break;
                case "brokeragePlans": settings = settings with { BrokeragePlans = reader.ReadString() ?? "" }; break;
                case "noteRules": settings = settings with { NoteRules = reader.ReadString() ?? "" }; break;
                case "depositoryCharges": settings = settings with { DepositoryCharges = reader.ReadString() ?? "" }; break;
                case "marginRates": settings = settings with { MarginRates = reader.ReadString() ?? "" }; break;
                case "capitalRules": settings = settings with { CapitalRules = reader.ReadString() ?? "" }; break;
                case "checkpointEvery": settings = settings with { CheckpointEvery = reader.ReadInt32() }; break;
                default: reader.Skip(); break;
            }
        }
        return settings;
    }

    private static void WriteRisk(ref MessagePackWriter writer, RiskLimits risk)
    {
        writer.WriteMapHeader(5);
        writer.Write("dailyLossBasisPoints");
        writer.Write(risk.DailyLossBasisPoints);
        writer.Write("maxRiskPerTradeBasisPoints");
        writer.Write(risk.MaxRiskPerTradeBasisPoints);
        writer.Write("maxGrossPercent");
        writer.Write(risk.MaxGrossPercent);
        writer.Write("maxPositionPercent");
        writer.Write(risk.MaxPositionPercent);
        writer.Write("maxOpenPositions");
        writer.Write(risk.MaxOpenPositions);
    }

    private static RiskLimits ReadRisk(ref MessagePackReader reader)
    {
        RiskLimits risk = new();
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "dailyLossBasisPoints": risk = risk with { DailyLossBasisPoints = reader.ReadInt32() }; break;
                case "maxRiskPerTradeBasisPoints": risk = risk with { MaxRiskPerTradeBasisPoints = reader.ReadInt32() }; break;
                case "maxGrossPercent": risk = risk with { MaxGrossPercent = reader.ReadInt32() }; break;
                case "maxPositionPercent": risk = risk with { MaxPositionPercent = reader.ReadInt32() }; break;
                case "maxOpenPositions": risk = risk with { MaxOpenPositions = reader.ReadInt32() }; break;
                default: reader.Skip(); break;
            }
        }
        return risk;
    }

    private static void WriteGhost(ref MessagePackWriter writer, GhostSettings ghost)
    {
        writer.WriteMapHeader(7);
        writer.Write("latencyNanos");
        writer.Write(ghost.LatencyNanos);
        writer.Write("slippageTicks");
        writer.Write(ghost.SlippageTicks);
        writer.Write("participationPercent");
        writer.Write(ghost.ParticipationPercent);
        writer.Write("barParticipationPercent");
        writer.Write(ghost.BarParticipationPercent);
        writer.Write("assumedHalfSpreadTicks");
        writer.Write(ghost.AssumedHalfSpreadTicks);
        writer.Write("maxOrdersPerDecision");
        writer.Write(ghost.MaxOrdersPerDecision);
        writer.Write("protectionBasisPoints");
        writer.Write(ghost.ProtectionBasisPoints);
    }

    private static GhostSettings ReadGhost(ref MessagePackReader reader)
    {
        GhostSettings ghost = new();
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "latencyNanos": ghost = ghost with { LatencyNanos = reader.ReadInt64() }; break;
                case "slippageTicks": ghost = ghost with { SlippageTicks = reader.ReadInt32() }; break;
                case "participationPercent": ghost = ghost with { ParticipationPercent = reader.ReadInt32() }; break;
                case "barParticipationPercent": ghost = ghost with { BarParticipationPercent = reader.ReadInt32() }; break;
                case "assumedHalfSpreadTicks": ghost = ghost with { AssumedHalfSpreadTicks = reader.ReadInt32() }; break;
                case "maxOrdersPerDecision": ghost = ghost with { MaxOrdersPerDecision = reader.ReadInt32() }; break;
                case "protectionBasisPoints": ghost = ghost with { ProtectionBasisPoints = reader.ReadInt32() }; break;
                default: reader.Skip(); break;
            }
        }
        return ghost;
    }
}
