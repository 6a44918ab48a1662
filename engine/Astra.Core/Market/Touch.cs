using System.Runtime.InteropServices;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// What can be seen of an instrument's market now, and how much of the displayed quantity the Ghost may still take. Liquidity
/// is consumed once: at one price only what is added to the display can be taken on top of what was left.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct Touch
{
    public Price Last;
    public Price Bid;
    public Price Ask;
    public int BidShown;
    public int AskShown;
    public int BidLeft;
    public int AskLeft;
    /// <summary>When each side was last shown: an order fills only from data that is not older than itself.</summary>
    public Timestamp BidTime;
    public Timestamp AskTime;
    /// <summary>When <see cref="Last"/> traded.</summary>
    public Timestamp LastTime;
    public long CumulativeVolume;
    /// <summary>Cumulative volume is known for this session, so trade prints must not be counted again.</summary>
    public byte HasCumulativeVolume;
    /// <summary>Bid and ask were assumed around the last price: the source shows none.</summary>
    public byte Assumed;
    /// <summary>The last update brought a new price on this side.</summary>
    public byte BidFresh;
    public byte AskFresh;
    public int LastQuantity;

    /// <summary>As strategies read it: a side that is absent has neither price nor quantity.</summary>
    public readonly TouchQuote QuoteAt(Timestamp time) =>
        new(time, Bid, Bid.Units > 0 ? BidShown : 0, Ask, Ask.Units > 0 ? AskShown : 0);

    public void Trade(Price price, Timestamp time) => (Last, LastTime) = (price, time);

    /// <summary>Yesterday's quotes are nobody's today; the last price stays, as the base of what comes.</summary>
    public void StartSession()
    {
        (Bid, Ask) = (Price.Zero, Price.Zero);
        (BidShown, AskShown, BidLeft, AskLeft, LastQuantity) = (0, 0, 0, 0, 0);
        (BidFresh, AskFresh, HasCumulativeVolume) = (0, 0, 0);
        CumulativeVolume = 0;
    }

    public void ShowBid(Price price, int shown, in Allowance allowance, Timestamp time)
    {
        BidTime = time;
        BidFresh = price != Bid ? (byte)1 : (byte)0;
        BidLeft = BidFresh != 0 ? allowance.Of(shown) : allowance.Still(BidLeft, BidShown, shown);
        (Bid, BidShown) = (price, shown);
    }

    public void ShowAsk(Price price, int shown, in Allowance allowance, Timestamp time)
    {
        AskTime = time;
        AskFresh = price != Ask ? (byte)1 : (byte)0;
        AskLeft = AskFresh != 0 ? allowance.Of(shown) : allowance.Still(AskLeft, AskShown, shown);
        (Ask, AskShown) = (price, shown);
    }

    /// <summary>
    /// For a source that shows last prices only: a spread is assumed, and what has just traded bounds what could have traded.
    /// <paramref name="left"/> is 0 for a tick that only repeats, and unlimited for a source without quantities. Nobody is assumed on the
    /// other side of a market that trades at its limit price.
    /// </summary>
    public void Assume(Price halfSpread, in DayBand band, int left, Timestamp time)
    {
        Assumed = 1;
        Bid = Last > band.Low ? band.Clamp(Last - halfSpread) : Price.Zero;
        Ask = Last < band.High ? band.Clamp(Last + halfSpread) : Price.Zero;
        (BidShown, AskShown) = (left, left);
        (BidLeft, AskLeft) = (left, left);
        (BidTime, AskTime) = (time, time);
        (BidFresh, AskFresh) = (1, 1);
    }

    /// <summary>Volume that is accounted for elsewhere: the next cumulative figure, which includes it, must not bring it again.</summary>
    public void SkipVolume(long volume)
    {
        if (HasCumulativeVolume != 0) CumulativeVolume += volume;
    }

    /// <summary>Units traded since the last tick, from the day's cumulative volume; the first figure of a session is only a base.</summary>
    public long VolumeSince(long cumulative)
    {
        long traded = HasCumulativeVolume != 0 ? Math.Max(0, cumulative - CumulativeVolume) : 0;
        // The highest so far: an older figure that comes late must not be counted up again.
        (CumulativeVolume, HasCumulativeVolume) = (HasCumulativeVolume != 0 ? Math.Max(CumulativeVolume, cumulative) : cumulative, 1);
        return traded;
    }
}
