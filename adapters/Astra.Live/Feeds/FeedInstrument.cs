using Astra.Markets;

namespace Astra.Live;

/// <summary>An instrument together with what a vendor calls it. All three names come from one row of the vendor's master.</summary>
/// <param name="Instrument">Its id is the place in the session's list.</param>
/// <param name="Token">The exchange's token, text; unique only together with the exchange.</param>
/// <param name="TradingSymbol">As the vendor's orders want it, for example <c>SBIN-EQ</c>.</param>
public sealed record FeedInstrument(Instrument Instrument, MasterExchange Exchange, string Token, string TradingSymbol);
