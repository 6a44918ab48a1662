namespace Astra.Live;

/// <summary>One vendor's part of a live session.</summary>
/// <param name="History">Of the same vendor, since tokens are a vendor's own; null when it is not to be asked.</param>
public sealed record LiveSource(IMarketFeed Feed, IMarketHistory? History = null);
