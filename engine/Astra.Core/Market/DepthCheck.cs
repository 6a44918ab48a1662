using Astra.Markets;

namespace Astra.Core;

/// <summary>Whether a depth event is a book: quantities not negative, no level behind an empty one, prices in order, sides not crossed.</summary>
internal static class DepthCheck
{
    public static Reason Problem(in DepthTick depth, long maxPriceUnits)
    {
        for (int level = 0; level < DepthTick.Levels; level++)
        {
            DepthLevel bid = depth.Bids[level], ask = depth.Asks[level];
            if ((bid.Quantity | ask.Quantity) < 0) return Reason.QuantityOutOfRange;
            if ((bid.Quantity > 0 && !IsPrice(depth.BidPrice(level))) || (ask.Quantity > 0 && !IsPrice(depth.AskPrice(level))))
                return Reason.PriceOutOfRange;
            if (level == 0) continue;
            DepthLevel betterBid = depth.Bids[level - 1], betterAsk = depth.Asks[level - 1];
            if (bid.Quantity > 0 && (betterBid.Quantity == 0 || bid.Offset >= betterBid.Offset)) return Reason.BadDepth;
            if (ask.Quantity > 0 && (betterAsk.Quantity == 0 || ask.Offset <= betterAsk.Offset)) return Reason.BadDepth;
        }
        bool crossed = depth.Bids[0].Quantity > 0 && depth.Asks[0].Quantity > 0 && depth.Bids[0].Offset > depth.Asks[0].Offset;
        return crossed ? Reason.CrossedQuote : Reason.None;

        bool IsPrice(Price price) => (ulong)(price.Units - 1) < (ulong)maxPriceUnits;
    }
}
