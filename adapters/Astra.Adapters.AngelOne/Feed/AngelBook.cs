using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// The five levels a side of one packet: levels without price or quantity are absent and leave no hole, neighbours of one price are one level, and a sixth is beyond what a
/// tick holds.
/// </summary>
internal struct AngelBook
{
    /// <summary>Level prices are offsets from it; set before reading.</summary>
    public Price Last;

    public DepthSide Bids;
    public DepthSide Asks;
    public int IgnoredLevels;

    private Price _bid;
    private Price _ask;
    private int _bids;
    private int _asks;
    private bool _tooFar;

    /// <summary>Every level's distance from the last price fits into a tick.</summary>
    public readonly bool Fits => !_tooFar;

    public readonly bool HasBid => _bids > 0;
    public readonly bool HasAsk => _asks > 0;
    public readonly Price Bid => _bid;
    public readonly Price Ask => _ask;
    public readonly int BidQuantity => Bids[0].Quantity;
    public readonly int AskQuantity => Asks[0].Quantity;

    public TickReject Read(ReadOnlySpan<AngelLayout.BestFiveLevel> levels, byte exchange)
    {
        foreach (ref readonly AngelLayout.BestFiveLevel level in levels)
        {
            bool buy = level.Flag == AngelLayout.BuyFlag;
            if (!buy && level.Flag != AngelLayout.SellFlag)
            {
                IgnoredLevels++;
                continue;
            }
            long quantity = level.Quantity, wire = level.Price;
            if (quantity <= 0 || wire <= 0) continue;
            if (quantity > int.MaxValue) return TickReject.BadQuantity;
            if (!AngelPrice.TryConvert(exchange, wire, out Price price)) return TickReject.BadPrice;
            // A level's price is above zero: only below a negative last price can the difference wrap, and then it comes out negative.
            long distance = unchecked(price.Units - Last.Units);
            if (distance != (int)distance || (distance < 0 && Last.Units < 0)) _tooFar = true;
            var entry = new DepthLevel { Offset = unchecked((int)distance), Quantity = (int)quantity };
            if (buy)
            {
                if (_bids == 0) _bid = price;
                DepthLevels.Add(ref Bids, ref _bids, entry);
            }
            else
            {
                if (_asks == 0) _ask = price;
                DepthLevels.Add(ref Asks, ref _asks, entry);
            }
        }
        return TickReject.None;
    }
}
