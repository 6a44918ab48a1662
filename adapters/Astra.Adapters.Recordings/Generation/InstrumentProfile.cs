using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Common influences on a price besides the market as a whole.</summary>
internal enum Sector
{
    None,
    Bank,
    Technology,
    Consumer,
    Industry,
    Energy,
}

internal enum PriceModel
{
    /// <summary>Market, sector and own moves.</summary>
    Stock,
    /// <summary>Follows another stock with a mean-reverting gap: the cointegrated pair.</summary>
    PairedStock,
    /// <summary>The basket of all stocks, or of the sector's, with a mean-reverting basis.</summary>
    IndexFuture,
    /// <summary>World price in dollars times USDINR.</summary>
    Commodity,
    Currency,
}

/// <summary>How one generated instrument behaves. Deviations are of a day's return; shares are relative to one another.</summary>
/// <param name="Reference">Yesterday's close, rupees.</param>
/// <param name="Activity">Share of the day's ticks.</param>
/// <param name="Own">Daily deviation of its own moves.</param>
/// <param name="MarketBeta">Move per unit of the market's (of USDINR's for a commodity).</param>
/// <param name="SpreadTicks">Typical spread.</param>
/// <param name="TypicalLots">Typical size of a trade, in lots; of a stock, in units.</param>
/// <param name="Weight">In the index basket.</param>
/// <param name="Band">Price limit either side of yesterday's close.</param>
internal sealed record InstrumentProfile(
    string Name, PriceModel Model, Sector Sector, double Reference, double Activity, double Own, double MarketBeta, double SectorBeta,
    double SpreadTicks, double TypicalLots, double Weight, double Band);
