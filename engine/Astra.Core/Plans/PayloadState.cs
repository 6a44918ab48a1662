using Astra.Markets;

namespace Astra.Core;

/// <summary>Canonical bytes of the payload objects inside a snapshot. The order of fields is the snapshot's format.</summary>
internal static class PayloadState
{
    public static void Write(StateWriter writer, EngineSettings settings)
    {
        writer.Write(settings.Capital);
        writer.Write(settings.Risk.DailyLossBasisPoints);
        writer.Write(settings.Risk.MaxRiskPerTradeBasisPoints);
        writer.Write(settings.Risk.MaxGrossPercent);
        writer.Write(settings.Risk.MaxPositionPercent);
        writer.Write(settings.Risk.MaxOpenPositions);
        writer.Write(settings.Ghost.LatencyNanos);
        writer.Write(settings.Ghost.SlippageTicks);
        writer.Write(settings.Ghost.ParticipationPercent);
        writer.Write(settings.Ghost.BarParticipationPercent);
        writer.Write(settings.Ghost.AssumedHalfSpreadTicks);
        writer.Write(settings.Ghost.MaxOrdersPerDecision);
        writer.Write(settings.Ghost.ProtectionBasisPoints);
        writer.WriteText(settings.Broker);
        writer.WriteText(settings.ChargesSchedule);
        writer.WriteText(settings.BrokeragePlans);
        writer.WriteText(settings.NoteRules);
        writer.WriteText(settings.DepositoryCharges);
        writer.WriteText(settings.MarginRates);
        writer.WriteText(settings.CapitalRules);
        writer.Write(settings.CheckpointEvery);
    }

    public static EngineSettings ReadSettings(StateReader reader) => new()
    {
        Capital = reader.Read<Money>(),
        Risk = new RiskLimits
        {
            DailyLossBasisPoints = reader.Read<int>(),
            MaxRiskPerTradeBasisPoints = reader.Read<int>(),
            MaxGrossPercent = reader.Read<int>(),
            MaxPositionPercent = reader.Read<int>(),
            MaxOpenPositions = reader.Read<int>(),
        },
        Ghost = new GhostSettings
        {
            LatencyNanos = reader.Read<long>(),
            SlippageTicks = reader.Read<int>(),
            ParticipationPercent = reader.Read<int>(),
            BarParticipationPercent = reader.Read<int>(),
            AssumedHalfSpreadTicks = reader.Read<int>(),
            MaxOrdersPerDecision = reader.Read<int>(),
            ProtectionBasisPoints = reader.Read<int>(),
        },
        Broker = Required(reader),
        ChargesSchedule = Required(reader),
        BrokeragePlans = Required(reader),
        NoteRules = Required(reader),
        DepositoryCharges = Required(reader),
        MarginRates = Required(reader),
        CapitalRules = Required(reader),
        CheckpointEvery = reader.Read<int>(),
    };

    public static void Write(StateWriter writer, Instrument instrument)
    {
        writer.Write(instrument.Id);
        writer.WriteText(instrument.Symbol);
        writer.Write(instrument.Segment);
        writer.Write(instrument.Kind);
        writer.Write(instrument.TickSize);
        writer.Write(instrument.LotSize);
        writer.Write(instrument.Multiplier);
        writer.Write(instrument.FreezeQuantity);
        writer.Write(instrument.Expiry?.DayNumber ?? -1);
        writer.Write(instrument.IndexTradedAsFuture);
        writer.WriteText(instrument.Underlying);
        writer.Write(instrument.Strike);
        writer.Write(instrument.Right);
        writer.Write(instrument.Group);
        writer.Write(instrument.Settlement);
        writer.Write(instrument.ClosingAuction);
        writer.Write(instrument.PriceBandBasisPoints);
        writer.Write(instrument.PreviousClose);
    }

    public static Instrument ReadInstrument(StateReader reader) =>
        new(reader.Read<int>(), Required(reader), reader.Read<Segment>(), reader.Read<InstrumentKind>(), reader.Read<Price>(),
            reader.Read<int>(), reader.Read<int>(), reader.Read<int>(),
            reader.Read<int>() is >= 0 and int day ? DateOnly.FromDayNumber(day) : null)
        {
            IndexTradedAsFuture = reader.Read<bool>(),
            Underlying = Required(reader),
            Strike = reader.Read<Price>(),
            Right = reader.Read<OptionRight>(),
            Group = reader.Read<ChargeGroup>(),
            Settlement = reader.Read<SettlementStyle>(),
            ClosingAuction = reader.Read<bool>(),
            PriceBandBasisPoints = reader.Read<int>(),
            PreviousClose = reader.Read<Price>(),
        };

    public static void Write(StateWriter writer, Plan plan)
    {
        writer.Write(plan.Id);
        writer.Write(plan.Instrument);
        writer.WriteText(plan.Algorithm);
        writer.Write(plan.Parameters.Count);
        foreach (PlanParameter parameter in plan.Parameters)
        {
            writer.WriteText(parameter.Name);
            writer.Write(parameter.Value);
        }
        writer.Write(plan.IntervalMinutes);
        writer.Write(plan.Style);
        writer.Write(plan.ChartSize);
        writer.Write(plan.Peers.Count);
        foreach (int peer in plan.Peers) writer.Write(peer);
        writer.Write(plan.Sides);
        writer.Write(plan.Sizing);
        writer.Write(plan.Quantity);
        writer.Write(plan.MaxInventory);
        writer.Write(plan.StartSecond);
        writer.Write(plan.SquareOffSecond);
        writer.Write(plan.Product);
        writer.Write(plan.RiskBasisPoints);
        writer.Write(plan.Stops.AtrLength);
        writer.Write(plan.Stops.StopAtr);
        writer.Write(plan.Stops.TargetR);
        writer.Write(plan.Stops.BreakevenR);
        writer.Write(plan.Stops.TrailAtr);
        writer.WriteText(plan.Source);
        writer.WriteText(plan.Reason);
    }

    public static Plan ReadPlan(StateReader reader)
    {
        int id = reader.Read<int>();
        int instrument = reader.Read<int>();
        string algorithm = Required(reader);
        var parameters = new PlanParameter[reader.Read<int>()];
        for (int i = 0; i < parameters.Length; i++) parameters[i] = new PlanParameter(Required(reader), reader.Read<double>());
        return new Plan
        {
            Id = id,
            Instrument = instrument,
            Algorithm = algorithm,
            Parameters = parameters,
            IntervalMinutes = reader.Read<int>(),
            Style = reader.Read<ChartStyle>(),
            ChartSize = reader.Read<int>(),
            Peers = reader.ReadArray<int>(),
            Sides = reader.Read<PlanSides>(),
            Sizing = reader.Read<PlanSizing>(),
            Quantity = reader.Read<int>(),
            MaxInventory = reader.Read<int>(),
            StartSecond = reader.Read<int>(),
            SquareOffSecond = reader.Read<int>(),
            Product = reader.Read<Product>(),
            RiskBasisPoints = reader.Read<int>(),
            Stops = new StopPolicy
            {
                AtrLength = reader.Read<int>(),
                StopAtr = reader.Read<double>(),
                TargetR = reader.Read<double>(),
                BreakevenR = reader.Read<double>(),
                TrailAtr = reader.Read<double>(),
            },
            Source = Required(reader),
            Reason = Required(reader),
        };
    }

    private static string Required(StateReader reader) => reader.ReadText() ?? throw new StateFormatException("a text is missing");
}
