using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Phases of a trading day. The values are part of the journal format.</summary>
public enum SessionPhase : byte
{
    None = 0,
    PreOpen = 1,
    /// <summary>Continuous trading: orders can fill, bars are anchored at <see cref="SessionChange.Open"/>.</summary>
    Open = 2,
    /// <summary>Intraday positions leave now; no new entries.</summary>
    SquareOff = 3,
    /// <summary>Shut: last bars close, open orders lapse, the day's totals are struck.</summary>
    Closed = 4,
}

/// <summary>A segment enters a phase, 32 bytes. Every event repeats the session's times, so that the core needs no calendar.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct SessionChange
{
    public Segment Segment;
    public SessionPhase Phase;
    public ushort Reserved;
    /// <summary>IST day number since 1970-01-01.</summary>
    public int Day;
    public Timestamp Open;
    public Timestamp Close;
    public Timestamp SquareOff;
}
