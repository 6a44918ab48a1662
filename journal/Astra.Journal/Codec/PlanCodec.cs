using Astra.Core;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal;

/// <summary>Plan as a map; its parameters an array of [name, value] in their own order.</summary>
internal static class PlanCodec
{
    public static void Write(ref MessagePackWriter writer, Plan plan)
    {
        writer.WriteMapHeader(19);
        writer.Write("id");
        writer.Write(plan.Id);
        writer.Write("instrument");
        writer.Write(plan.Instrument);
        writer.Write("algorithm");
        writer.Write(plan.Algorithm);
        writer.Write("parameters");
        WriteParameters(ref writer, plan.Parameters);
        writer.Write("intervalMinutes");
        writer.Write(plan.IntervalMinutes);
        writer.Write("style");
        writer.Write((byte)plan.Style);
        writer.Write("chartSize");
        writer.Write(plan.ChartSize);
        writer.Write("peers");
        writer.WriteArrayHeader(plan.Peers.Count);
        foreach (int peer in plan.Peers) writer.Write(peer);
        writer.Write("sides");
        writer.Write((byte)plan.Sides);
        writer.Write("sizing");
        writer.Write((byte)plan.Sizing);
        writer.Write("quantity");
        writer.Write(plan.Quantity);
        writer.Write("maxInventory");
        writer.Write(plan.MaxInventory);
        writer.Write("startSecond");
        writer.Write(plan.StartSecond);
        writer.Write("squareOffSecond");
        writer.Write(plan.SquareOffSecond);
        writer.Write("product");
        writer.Write((byte)plan.Product);
        writer.Write("riskBasisPoints");
        writer.Write(plan.RiskBasisPoints);
        writer.Write("stops");
        WriteStops(ref writer, plan.Stops);
        writer.Write("source");
        writer.Write(plan.Source);
        writer.Write("reason");
        writer.Write(plan.Reason);
    }

    public static Plan Read(ref MessagePackReader reader)
    {
        Plan plan = new() { Id = 0, Instrument = -1, Algorithm = "", IntervalMinutes = 0, Source = "", Reason = "" };
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "id": plan = plan with { Id = reader.ReadInt32() }; break;
                case "instrument": plan = plan with { Instrument = reader.ReadInt32() }; break;
                case "algorithm": plan = plan with { Algorithm = reader.ReadString() ?? "" }; break;
                case "parameters": plan = plan with { Parameters = ReadParameters(ref reader) }; break;
                case "intervalMinutes": plan = plan with { IntervalMinutes = reader.ReadInt32() }; break;
                case "style": plan = plan with { Style = (ChartStyle)reader.ReadByte() }; break;
                case "chartSize": plan = plan with { ChartSize = reader.ReadInt32() }; break;
                case "peers": plan = plan with { Peers = ReadPeers(ref reader) }; break;
                case "sides": plan = plan with { Sides = (PlanSides)reader.ReadByte() }; break;
                case "sizing": plan = plan with { Sizing = (PlanSizing)reader.ReadByte() }; break;
                case "quantity": plan = plan with { Quantity = reader.ReadInt32() }; break;
                case "maxInventory": plan = plan with { MaxInventory = reader.ReadInt32() }; break;
                case "startSecond": plan = plan with { StartSecond = reader.ReadInt32() }; break;
                case "squareOffSecond": plan = plan with { SquareOffSecond = reader.ReadInt32() }; break;
                case "product": plan = plan with { Product = (Product)reader.ReadByte() }; break;
                case "riskBasisPoints": plan = plan with { RiskBasisPoints = reader.ReadInt32() }; break;
                case "stops": plan = plan with { Stops = ReadStops(ref reader) }; break;
                case "source": plan = plan with { Source = reader.ReadString() ?? "" }; break;
                case "reason": plan = plan with { Reason = reader.ReadString() ?? "" }; break;
                default: reader.Skip(); break;
            }
        }
        return plan;
    }

    private static void WriteParameters(ref MessagePackWriter writer, IReadOnlyList<PlanParameter> parameters)
    {
        writer.WriteArrayHeader(parameters.Count);
        foreach (PlanParameter parameter in parameters)
        {
            writer.WriteArrayHeader(2);
            writer.Write(parameter.Name);
            writer.Write(parameter.Value);
        }
    }

    private static PlanParameter[] ReadParameters(ref MessagePackReader reader)
    {
        PlanParameter[] parameters = new PlanParameter[reader.ReadArrayHeader()];
        for (int i = 0; i < parameters.Length; i++)
        {
            int fields = reader.ReadArrayHeader();
            parameters[i] = new PlanParameter(reader.ReadString() ?? "", reader.ReadDouble());
            for (int extra = 2; extra < fields; extra++) reader.Skip();
        }
        return parameters;
    }

    private static int[] ReadPeers(ref MessagePackReader reader)
    {
        int[] peers = new int[reader.ReadArrayHeader()];
        for (int i = 0; i < peers.Length; i++) peers[i] = reader.ReadInt32();
        return peers;
    }

    private static void WriteStops(ref MessagePackWriter writer, StopPolicy stops)
    {
        writer.WriteMapHeader(5);
        writer.Write("atrLength");
        writer.Write(stops.AtrLength);
        writer.Write("stopAtr");
        writer.Write(stops.StopAtr);
        writer.Write("targetR");
        writer.Write(stops.TargetR);
        writer.Write("breakevenR");
        writer.Write(stops.BreakevenR);
        writer.Write("trailAtr");
        writer.Write(stops.TrailAtr);
    }

    private static StopPolicy ReadStops(ref MessagePackReader reader)
    {
        StopPolicy stops = new();
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "atrLength": stops = stops with { AtrLength = reader.ReadInt32() }; break;
                case "stopAtr": stops = stops with { StopAtr = reader.ReadDouble() }; break;
                case "targetR": stops = stops with { TargetR = reader.ReadDouble() }; break;
                case "breakevenR": stops = stops with { BreakevenR = reader.ReadDouble() }; break;
                case "trailAtr": stops = stops with { TrailAtr = reader.ReadDouble() }; break;
                default: reader.Skip(); break;
            }
        }
        return stops;
    }
}
