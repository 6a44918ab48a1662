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
    /// <summary>
    /// The session's times change while its day runs (an exchange extends trading after an outage, a holiday is declared at noon): the
    /// phase stays what it was, the times of this event count from now on.
    /// </summary>
    Amended = 5,
}

/// <summary>
/// A segment enters a phase, 48 bytes. Every event repeats the session's times, so that the core needs no calendar.
/// <para>
/// Two kinds of event carry it, and a length belongs to a kind for ever (the journal's runs of records are read by it).
/// <see cref="InboundKind.Session"/> carries the first 32 bytes, as it did in version 1, so the oldest journals stay readable: what stands
/// behind them in memory was never journaled and means nothing. <see cref="InboundKind.AuctionSession"/> carries all 48, for a session in
/// which some instruments end early in a closing auction. Read either through <see cref="Of"/>, which has the auction's times as zero where
/// the event's kind does not carry them; any phase may come by either kind.
/// </para>
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public record struct SessionChange
{
    public Segment Segment;
    public SessionPhase Phase;
    public ushort Reserved;
    /// <summary>IST day number since 1970-01-01.</summary>
    public int Day;
    public Timestamp Open;
    public Timestamp Close;
    public Timestamp SquareOff;
    /// <summary>End of continuous trading for instruments with a closing auction; zero: they close with the others.</summary>
    public Timestamp AuctionClose;
    /// <summary>When intraday positions in instruments with a closing auction leave; zero: with the others.</summary>
    public Timestamp AuctionSquareOff;

    /// <summary>The body of a session event of either kind, its fields zero where the kind does not carry them.</summary>
    public static SessionChange Of(in InboundRecord record)
    {
        SessionChange change = record.Session;
        if (record.Header.Kind != InboundKind.AuctionSession) (change.AuctionClose, change.AuctionSquareOff) = (default, default);
        return change;
    }
}
