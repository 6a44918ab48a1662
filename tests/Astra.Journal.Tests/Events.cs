using Astra.Core;
using Astra.Markets;
using CsCheck;

namespace Astra.Journal.Tests;

/// <summary>Events of every kind, drawn and counted.</summary>
public static class Events
{
    private static readonly Timestamp Start = new(1_790_000_000_000_000_000);

    /// <summary>Plain ticks, one a millisecond, whose last price tells their sequence.</summary>
    public static InboundEvent Tick(long sequence)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Touchline, Start + sequence * Timestamp.NanosPerMillisecond);
        e.Record.Header.Flags = (byte)(TickFields.Last | TickFields.Volume);
        e.Record.Touchline.Last = new Price(10_000 + sequence);
        e.Record.Touchline.Volume = sequence;
        return e;
    }

    public static Timestamp TimeOf(long sequence) => Start + sequence * Timestamp.NanosPerMillisecond;

    public static OutboundEvent Said(long sequence, long cause)
    {
        OutboundEvent e = default;
        e.Header = new OutboundHeader { Kind = OutboundKind.Alert, Reason = Reason.LateTick, Instrument = -1, Sequence = sequence, Cause = cause, Time = TimeOf(cause) };
        e.Alert = new AlertBody { Count = sequence, Value = cause };
        return e;
    }

    public static EngineSettings Settings(string charges = "segment,rate\nNSE,1\n") => new()
    {
        Capital = new Money(123_456_789),
        Risk = new RiskLimits { DailyLossBasisPoints = 1, MaxRiskPerTradeBasisPoints = 2, MaxGrossPercent = 3, MaxPositionPercent = 4, MaxOpenPositions = 5 },
        Ghost = new GhostSettings { LatencyNanos = 6, SlippageTicks = 7, ParticipationPercent = 8, BarParticipationPercent = 9, AssumedHalfSpreadTicks = 10, MaxOrdersPerDecision = 11, ProtectionBasisPoints = 12 },
        Broker = "UPSTOX",
        ChargesSchedule = charges,
        BrokeragePlans = "plan,₹20\n",
        NoteRules = "rule,paise\n",
        DepositoryCharges = "depository,13\n",
        MarginRates = "margin,20\n",
        CapitalRules = "capital,100000\n",
        CheckpointEvery = 11,
    };

    public static Instrument Nifty => new(3, "NIFTY26NOVFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(1000), 75, 2, 1800, new DateOnly(2026, 11, 26))
    {
        IndexTradedAsFuture = true,
        Underlying = "NIFTY",
        Strike = new Price(245_000_000),
        Right = OptionRight.Put,
        Group = ChargeGroup.Agricultural,
        Settlement = SettlementStyle.Physical,
        ClosingAuction = true,
        PriceBandBasisPoints = 2000,
        PreviousClose = new Price(244_012_500),
    };

    public static Plan MacdPlan => new()
    {
        Id = 21,
        Instrument = 3,
        Algorithm = "macd-rsi",
        Parameters = [new PlanParameter("fast", 12), new PlanParameter("rsi", 14.5)],
        IntervalMinutes = 15,
        Style = ChartStyle.HeikinAshi,
        ChartSize = 12,
        Peers = [5, 4],
        Sides = PlanSides.Short,
        Sizing = PlanSizing.Fixed,
        Quantity = 150,
        MaxInventory = 7,
        StartSecond = 33_300,
        SquareOffSecond = 54_900,
        Product = Product.Carry,
        RiskBasisPoints = 150,
        Stops = new StopPolicy { AtrLength = 7, StopAtr = 1.5, TargetR = 2.5, BreakevenR = 0.5, TrailAtr = 3.5 },
        Source = "operator",
        Reason = "Trend day: „Nifty“ is up",
    };

    public static InboundEvent WithPayload(InboundKind kind, object payload, Timestamp time)
    {
        InboundEvent e = default;
        e.Record.Header = Header(kind, time);
        e.Payload = payload;
        return e;
    }

    /// <summary>Any event, of any kind, its body's bytes drawn at random.</summary>
    public static Gen<InboundEvent> Any => Gen.Select(
        Gen.Int[0, Fixed + 2], Gen.Byte, Gen.Int[-1, 40], Gen.Long, Gen.Long, Gen.Byte.Array[InboundBody], Gen.String,
        (kind, flags, instrument, exchange, arrival, body, text) =>
        {
            InboundEvent e = default;
            e.Record.Header = new InboundHeader
            {
                Kind = kind switch
                {
                    < Fixed => (InboundKind)(kind + 1),
                    _ => (InboundKind)(kind - Fixed + (int)InboundKind.Configure),
                },
                Flags = flags,
                Source = InboundSource.Feed,
                Instrument = instrument,
                ExchangeTime = new Timestamp(exchange),
                ArrivalTime = new Timestamp(arrival),
            };
            e.Payload = e.Record.Header.Kind switch
            {
                InboundKind.Configure => Settings(text),
                InboundKind.Instrument => Nifty with { Symbol = text, LotSize = instrument + 2, Expiry = flags % 2 == 0 ? null : new DateOnly(2026, 12, 31) },
                InboundKind.Plan => MacdPlan with { Reason = text, Id = instrument + 2, Parameters = [] },
                _ => null,
            };
            if (e.Payload is null) body.CopyTo(Bytes(ref e)[RecordLength.Header..]);
            return e;
        });

    /// <summary>Equality of everything that is journaled.</summary>
    public static bool Same(ref InboundEvent a, ref InboundEvent b)
    {
        if (!a.HasPayload) return b.Payload is null && a.Record.Canonical.SequenceEqual(b.Record.Canonical);
        return Bytes(ref a)[..RecordLength.Header].SequenceEqual(Bytes(ref b)[..RecordLength.Header]) && SamePayload(a.Payload, b.Payload);
    }

    private const int InboundBody = 96;

    private const int Fixed = (int)InboundKind.WarmUp;

    private static bool SamePayload(object? a, object? b) => (a, b) switch
    {
        (Plan x, Plan y) => x.Parameters.SequenceEqual(y.Parameters) && x.Peers.SequenceEqual(y.Peers) && x with { Parameters = y.Parameters, Peers = y.Peers } == y,
        _ => Equals(a, b),
    };

    private static Span<byte> Bytes(ref InboundEvent e) =>
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<InboundRecord>(ref e.Record));

    private static InboundHeader Header(InboundKind kind, Timestamp time) => new()
    {
        Kind = kind,
        Source = InboundSource.Feed,
        Instrument = 3,
        ExchangeTime = time,
        ArrivalTime = time + 250_000,
    };
}
