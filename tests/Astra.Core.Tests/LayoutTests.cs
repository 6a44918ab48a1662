using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Indicators;

namespace Astra.Core.Tests;

/// <summary>Journal and hash take structs as bytes: a hole in one would be a byte that nobody wrote.</summary>
public class LayoutTests
{
    public static TheoryData<Type, int> Structs => new()
    {
        { typeof(InboundHeader), 24 },
        { typeof(TouchlineTick), 56 },
        { typeof(TradeTick), 16 },
        { typeof(DepthTick), 88 },
        { typeof(HistoryBar), 64 },
        { typeof(SessionChange), 48 },
        { typeof(Command), 24 },
        { typeof(OutboundHeader), 32 },
        { typeof(Markets.Bar), 64 },
        { typeof(SignalBody), 64 },
        { typeof(OrderBody), 56 },
        { typeof(FillBody), 80 },
        { typeof(StopBody), 40 },
        { typeof(PositionBody), 48 },
        { typeof(TradeBody), 80 },
        { typeof(PlanBody), 16 },
        { typeof(RiskBody), 16 },
        { typeof(AlertBody), 24 },
        { typeof(CheckpointBody), 24 },
        { typeof(DayBody), 56 },
        { typeof(SettlementPrice), 24 },
        { typeof(ScoreUpdate), 16 },
        { typeof(RegimeUpdate), 8 },
        { typeof(ValuationBody), 64 },
        { typeof(SettlementBody), 96 },
        { typeof(TrueUpBody), 96 },
        { typeof(FeedChange), 32 },
        { typeof(FeedStatusBody), 32 },
        { typeof(Order), 80 },
        { typeof(Position), 136 },
        { typeof(Touch), 80 },
        { typeof(DayBand), 40 },
        { typeof(HeikinAshiBars), 24 },
    };

    [Theory]
    [MemberData(nameof(Structs))]
    public void A_struct_that_travels_as_bytes_has_its_size_and_no_holes(Type type, int size)
    {
        Assert.Equal(size, SizeOf(type));
        Assert.Equal(size, type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Sum(f => SizeOf(f.FieldType)));
    }

    [Fact]
    public void The_ring_slots_are_whole_cache_lines()
    {
        Assert.Equal(128, Unsafe.SizeOf<InboundEvent>());
        Assert.Equal(120, Unsafe.SizeOf<InboundRecord>());
        Assert.Equal(128, Unsafe.SizeOf<OutboundEvent>());
    }

    [Theory]
    [InlineData(InboundKind.Touchline, 24 + 56)]
    [InlineData(InboundKind.Trade, 24 + 16)]
    [InlineData(InboundKind.Depth, 24 + 88)]
    [InlineData(InboundKind.Bar, 24 + 64)]
    [InlineData(InboundKind.Clock, 24)]
    [InlineData(InboundKind.Session, 24 + 32)]
    [InlineData(InboundKind.Command, 24 + 24)]
    [InlineData(InboundKind.SettlementPrice, 24 + 24)]
    [InlineData(InboundKind.AuctionSession, 24 + 48)]
    [InlineData(InboundKind.Score, 24 + 16)]
    [InlineData(InboundKind.Regime, 24 + 8)]
    [InlineData(InboundKind.Feed, 24 + 32)]
    [InlineData(InboundKind.Backfill, 24 + 64)]
    [InlineData(InboundKind.WarmUp, 24 + 64)]
    [InlineData(InboundKind.Configure, 0)]
    [InlineData(InboundKind.Plan, 0)]
    public void Inbound_records_have_the_length_of_header_and_body(InboundKind kind, int length) =>
        Assert.Equal(length, RecordLength.Of(kind));

    [Fact]
    public void Outbound_lengths_agree_with_their_bodies()
    {
        var bodies = new (OutboundKind, int)[]
        {
            (OutboundKind.BarClosed, 64), (OutboundKind.Signal, 64), (OutboundKind.Order, 56), (OutboundKind.Fill, 80),
            (OutboundKind.StopMoved, 40), (OutboundKind.Position, 48), (OutboundKind.Trade, 80), (OutboundKind.SquareOff, 48),
            (OutboundKind.PlanApplied, 16), (OutboundKind.PlanRejected, 16), (OutboundKind.RiskTripped, 16), (OutboundKind.Alert, 24),
            (OutboundKind.Checkpoint, 24), (OutboundKind.DayClosed, 56),
            (OutboundKind.Valuation, 64), (OutboundKind.Settlement, 96), (OutboundKind.TrueUp, 96),
            (OutboundKind.FeedStatus, 32),
        };
        Assert.Equal(Enum.GetValues<OutboundKind>().Length - 1, bodies.Length);
        foreach ((OutboundKind kind, int body) in bodies) Assert.Equal(32 + body, OutboundLength.Of(kind));
    }

    private static int SizeOf(Type type)
    {
        if (type.IsEnum) type = Enum.GetUnderlyingType(type);
        InlineArrayAttribute? array = type.GetCustomAttribute<InlineArrayAttribute>();
        if (array is not null) return array.Length * SizeOf(type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic)[0].FieldType);
        return (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
    }
}
