using System.Runtime.InteropServices;

namespace Astra.Markets;

/// <summary>What a bar shows. The values are part of journals and saved states.</summary>
public enum ChartStyle : byte
{
    /// <summary>Open, high, low and close of an interval of time.</summary>
    Candle = 0,
    /// <summary>Candles smoothed by their predecessors.</summary>
    HeikinAshi = 1,
    /// <summary>Bricks of one size, made of closes.</summary>
    Renko = 2,
    /// <summary>Bars that span one range of prices, made of candles.</summary>
    Range = 3,
}

[Flags]
public enum BarFlags : byte
{
    None = 0,
    /// <summary>The first bar of its interval in this session: session-anchored indicators reset before it.</summary>
    SessionStart = 1,
    /// <summary>Cut short by the session's close (a 60-minute bar of a session that ends on the half hour).</summary>
    Partial = 2,
    /// <summary>Ticks of this bar may be missing: no feed was live for a part of it.</summary>
    Gap = 4,
    /// <summary>Made from the vendor's history after a gap, or holding a minute that was.</summary>
    Backfilled = 8,
}

/// <summary>
/// One closed bar. It covers [Start, End) and is known at End, never earlier; Start is anchored at the session's open.
/// 64 bytes without holes, so that its bytes can be hashed and stored as they are.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct Bar
{
    public Timestamp Start;
    public Timestamp End;
    public Price Open;
    public Price High;
    public Price Low;
    public Price Close;
    /// <summary>Traded quantity in units; 0 when the source carries none.</summary>
    public long Volume;
    /// <summary>Number of ticks that made the bar, 0 for a bar that came from history.</summary>
    public int Ticks;
    public ushort IntervalMinutes;
    public ChartStyle Style;
    public BarFlags Flags;
}
