using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// How far a market order may go: brokers' interfaces turn it into a limit order around the price of the moment. Options on commodities
/// take no market orders at all, so theirs are always such limits.
/// </summary>
/// <param name="basisPoints">Distance from the touch at the decision; 0 for none.</param>
internal sealed class MarketProtection(int basisPoints)
{
    /// <summary>Where the exchange takes no market order and the settings name no distance: 5%, as far as most brokers go on their own.</summary>
    private const int CommodityOptionBasisPoints = 500;

    private const int BasisPointsPerWhole = 10_000;

    /// <summary>The worst price that a market order of this side may fill at, on the tick grid and inside the band; zero for any.</summary>
    public Price Limit(InstrumentBook book, Side side)
    {
        Instrument instrument = book.Instrument;
        bool always = instrument is { Segment: Segment.Commodity, Kind: InstrumentKind.Option };
        int distance = basisPoints > 0 ? basisPoints : always ? CommodityOptionBasisPoints : 0;
        if (distance == 0) return Price.Zero;
        ref Touch touch = ref book.Touch;
        Price basis = side == Side.Buy ? touch.Ask : touch.Bid;
        if (basis.Units <= 0) basis = touch.Last;
        if (basis.Units <= 0) return Price.Zero;
        // Never nearer than a tick: a market order is meant to fill.
        var room = new Price(Math.Max((long)((Int128)basis.Units * distance / BasisPointsPerWhole), instrument.TickSize.Units));
        Price limit = side == Side.Buy ? TickGrid.Down(basis + room, instrument.TickSize) : TickGrid.Up(basis - room, instrument.TickSize);
        if (limit < instrument.TickSize) limit = instrument.TickSize;
        return book.Band.Clamp(limit);
    }
}
