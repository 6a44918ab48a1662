namespace Astra.Markets;

/// <summary>
/// One run of continuous trading of a segment: [<paramref name="Open"/>, <paramref name="Close"/>). A day may hold several (a drill, a
/// resumption after an outage) or none.
/// </summary>
/// <param name="Day">The exchange's business day; a session never crosses midnight.</param>
/// <param name="Close">End of continuous trading of the instruments that trade longest.</param>
/// <param name="SquareOff">When intraday positions leave, from Open to Close.</param>
public readonly record struct TradingSession(Segment Segment, DateOnly Day, Timestamp Open, Timestamp Close, Timestamp SquareOff)
{
    public SessionKind Kind { get; init; }

    /// <summary>Why it differs from a regular session, for people; null when it does not.</summary>
    public string? Note { get; init; }

    /// <summary>Start of the pre-open phase; null where there is none.</summary>
    public Timestamp? PreOpen { get; init; }

    /// <summary>End of continuous trading for instruments with a closing auction; null where they trade like the others.</summary>
    public Timestamp? AuctionClose { get; init; }

    /// <summary>When intraday positions in instruments with a closing auction leave; null where they leave with the others.</summary>
    public Timestamp? AuctionSquareOff { get; init; }

    /// <summary>True when any instrument of the segment trades continuously.</summary>
    public bool Contains(Timestamp at) => at >= Open && at < Close;

    /// <summary>End of continuous trading of an instrument, by whether it has a closing auction.</summary>
    public Timestamp ContinuousEnd(bool closingAuction) => closingAuction && AuctionClose is { } end ? end : Close;

    /// <summary>When an instrument's intraday positions leave, by whether it has a closing auction.</summary>
    public Timestamp SquareOffOf(bool closingAuction) => closingAuction && AuctionSquareOff is { } leave ? leave : SquareOff;

    /// <summary>The same by product; null for one that is carried over the night.</summary>
    public Timestamp? SquareOffOf(Product product, bool closingAuction) => product == Product.Intraday ? SquareOffOf(closingAuction) : null;
}
