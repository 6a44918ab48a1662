using Astra.Core;

namespace Astra.Adapters.Recordings;

/// <summary>
/// The last values of one instrument within a block; records are written as differences from them. Cleared at each block's start, so
/// that a block can be read alone.
/// </summary>
internal struct InstrumentState
{
    /// <summary>The instrument's tick size in price units: differences are usually whole multiples of it.</summary>
    public long Tick;
    public TouchlineTick Touch;
    public DepthTick Depth;
    public long TradePrice;
    public long BarClose;
    public long BarOpenInterest;
    public byte TouchFlags;
    public byte OtherFlags;

    public static void Clear(Span<InstrumentState> states)
    {
        foreach (ref InstrumentState state in states) state = new InstrumentState { Tick = state.Tick };
    }
}

/// <summary>Bits of a record's first byte; see the format in this folder's README.</summary>
internal static class Tag
{
    public const int KindMask = 0b11;
    public const int UnitShift = 2;
    public const int UnitMask = 0b11;
    public const int ArrivalIsExchange = 1 << 4;
    public const int SameFlags = 1 << 5;
    public const int Unused = 0b1100_0000;

    /// <summary>Nanoseconds of each time unit.</summary>
    public static ReadOnlySpan<long> Units => [1, 1_000, 1_000_000, 1_000_000_000];
}
