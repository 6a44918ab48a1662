namespace Astra.Markets;

/// <summary>
/// One run of continuous trading of a segment: [<paramref name="Open"/>, <paramref name="Close"/>). A day may hold several (a drill, a
/// resumption after an outage) or none.
/// </summary>
/// <param name="Day">The exchange's business day; a session never crosses midnight.</param>
/// <param name="SquareOff">When intraday positions leave, from Open to Close.</param>
public readonly record struct TradingSession(Segment Segment, DateOnly Day, Timestamp Open, Timestamp Close, Timestamp SquareOff)
{
    /// <summary>Start of the pre-open phase; null where there is none.</summary>
    public Timestamp? PreOpen { get; init; }

    public bool Contains(Timestamp at) => at >= Open && at < Close;
}
