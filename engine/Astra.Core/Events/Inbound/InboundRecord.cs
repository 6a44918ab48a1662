using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Header of every inbound event, 24 bytes without holes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct InboundHeader
{
    public InboundKind Kind;
    /// <summary>Meaning depends on the kind: <see cref="TickFields"/> for ticks, 0 elsewhere.</summary>
    public byte Flags;
    /// <summary>Who put the event on the ring: <see cref="InboundSource"/>.</summary>
    public InboundSource Source;
    /// <summary>Instrument id, or -1 when the event is about no single instrument.</summary>
    public int Instrument;
    /// <summary>The exchange's time of the event; the only time the core knows.</summary>
    public Timestamp ExchangeTime;
    /// <summary>When it reached this machine (or the recorder's); the core never decides by it.</summary>
    public Timestamp ArrivalTime;
}

/// <summary>Producers of inbound events. The values are part of the journal format.</summary>
public enum InboundSource : ushort
{
    None = 0,
    /// <summary>A market feed, live or recorded, with the clock and session events that it drives.</summary>
    Feed = 1,
    /// <summary>The host: settings, instruments, start-up plans.</summary>
    Host = 2,
    Operator = 3,
    Advisor = 4,
}

/// <summary>Header and body union: 120 blittable bytes, of which <see cref="RecordLength.Of"/> count for a given kind.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
public struct InboundRecord
{
    [FieldOffset(0)] public InboundHeader Header;
    [FieldOffset(24)] public TouchlineTick Touchline;
    [FieldOffset(24)] public TradeTick Trade;
    [FieldOffset(24)] public DepthTick Depth;
    [FieldOffset(24)] public HistoryBar Bar;
    [FieldOffset(24)] public SessionChange Session;
    [FieldOffset(24)] public Command Command;
    [FieldOffset(24)] public SettlementPrice Settlement;
    [FieldOffset(24)] public ScoreUpdate Score;
    [FieldOffset(24)] public RegimeUpdate Regime;
    [FieldOffset(24)] public FeedChange Feed;

    /// <summary>The record's bytes as they are journaled and hashed: header, then the body of its kind.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public ReadOnlySpan<byte> Canonical =>
        MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref this, 1))[..RecordLength.Of(Header.Kind)];
}

/// <summary>Length in bytes of the fixed record of each inbound kind; the journal's format depends on it.</summary>
public static class RecordLength
{
    public const int Header = 24;

    /// <summary>0 for a kind that is not a fixed record.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(InboundKind kind) => kind <= InboundKind.WarmUp ? Lengths[(int)kind] : 0;

    private static ReadOnlySpan<byte> Lengths => [0, 24 + 56, 24 + 16, 24 + 88, 24 + 64, 24, 24 + 32, 24 + 24, 24 + 24, 24 + 48, 24 + 16, 24 + 8, 24 + 32, 24 + 64, 24 + 64];
}
