namespace Astra.Markets;

/// <summary>
/// The bars of an interval in a session: anchored at the session's open, the last one cut at the end of continuous trading. Each session of a
/// day anchors anew. The core builds its bars by the same rule.
/// </summary>
public static class SessionBars
{
    /// <summary>Start and end of every bar, in order.</summary>
    /// <param name="minutes">1 or more.</param>
    /// <param name="closingAuction">True for an instrument that ends early in a closing auction.</param>
    public static IEnumerable<(Timestamp Start, Timestamp End)> Of(TradingSession session, int minutes, bool closingAuction = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        return Walk(session.Open, session.ContinuousEnd(closingAuction), minutes * Timestamp.NanosPerMinute);
    }

    /// <summary>The bar that an instant belongs to; null outside continuous trading.</summary>
    public static (Timestamp Start, Timestamp End)? At(TradingSession session, int minutes, Timestamp at, bool closingAuction = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minutes, 1);
        Timestamp end = session.ContinuousEnd(closingAuction);
        if (at < session.Open || at >= end) return null;
        long length = minutes * Timestamp.NanosPerMinute;
        Timestamp start = at - (at - session.Open) % length;
        return (start, Earlier(start + length, end));
    }

    private static IEnumerable<(Timestamp, Timestamp)> Walk(Timestamp open, Timestamp close, long length)
    {
        for (Timestamp start = open; start < close; start += length) yield return (start, Earlier(start + length, close));
    }

    private static Timestamp Earlier(Timestamp a, Timestamp b) => a < b ? a : b;
}
