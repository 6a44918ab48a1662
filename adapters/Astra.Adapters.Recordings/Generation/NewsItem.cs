namespace Astra.Adapters.Recordings;

internal enum NewsScope
{
    /// <summary>All Indian equity.</summary>
    Market,
    /// <summary>One instrument.</summary>
    Instrument,
    /// <summary>Commodities: figures from the United States.</summary>
    World,
}

/// <summary>A surprise: one jump, then minutes of nervous trading.</summary>
/// <param name="Minute">Of the IST day.</param>
/// <param name="Jump">Return at once, for a beta of 1.</param>
internal readonly record struct NewsItem(int Minute, NewsScope Scope, int Instrument, double Jump);
