using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Header of every outbound event, 32 bytes without holes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct OutboundHeader
{
    public OutboundKind Kind;
    public byte Reserved;
    public Reason Reason;
    /// <summary>Instrument id, or -1.</summary>
    public int Instrument;
    /// <summary>Position in the outbound stream, from 0.</summary>
    public long Sequence;
    /// <summary>Sequence of the inbound event that caused this one; it leaves the process only after that one is durable.</summary>
    public long Cause;
    /// <summary>Event time.</summary>
    public Timestamp Time;
}

/// <summary>
/// One thing the core says: 128 blittable bytes. Its canonical bytes (header, then the body of its kind) are what the rolling
/// hash covers and what the outbound log stores.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct OutboundEvent
{
    [FieldOffset(0)] public OutboundHeader Header;
    [FieldOffset(32)] public Bar Bar;
    [FieldOffset(32)] public SignalBody Signal;
    [FieldOffset(32)] public OrderBody Order;
    [FieldOffset(32)] public FillBody Fill;
    [FieldOffset(32)] public StopBody Stop;
    [FieldOffset(32)] public PositionBody Position;
    [FieldOffset(32)] public TradeBody Trade;
    [FieldOffset(32)] public PlanBody Plan;
    [FieldOffset(32)] public RiskBody Risk;
    [FieldOffset(32)] public AlertBody Alert;
    [FieldOffset(32)] public CheckpointBody Checkpoint;
    [FieldOffset(32)] public DayBody Day;
    [FieldOffset(32)] public ValuationBody Valuation;
    [FieldOffset(32)] public SettlementBody Settlement;
    [FieldOffset(32)] public TrueUpBody TrueUp;
    [FieldOffset(32)] public FeedStatusBody Feed;

    [UnscopedRef]
    public ReadOnlySpan<byte> Canonical =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref this, 1))[..OutboundLength.Of(Header.Kind)];
}

/// <summary>Length in bytes of each outbound kind's canonical form.</summary>
public static class OutboundLength
{
    public const int Header = 32;

    /// <summary>0 for a value that is no kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(OutboundKind kind) => (int)kind < Lengths.Length ? Lengths[(int)kind] : 0;

    private static ReadOnlySpan<byte> Lengths =>
        [0, 32 + 64, 32 + 64, 32 + 56, 32 + 80, 32 + 40, 32 + 48, 32 + 80, 32 + 48, 32 + 16, 32 + 16, 32 + 16, 32 + 24, 32 + 24, 32 + 56, 32 + 64, 32 + 96, 32 + 96, 32 + 32];
}
