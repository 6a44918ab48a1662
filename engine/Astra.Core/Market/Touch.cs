using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// What can be seen of an instrument's market now, and how much of the displayed quantity the Ghost may still take. Liquidity
/// is consumed once: a quote that only repeats what was shown before brings nothing new.
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
    public long CumulativeVolume;
    /// <summary>Cumulative volume is known for this session, so trade prints must not be counted again.</summary>
    public byte HasCumulativeVolume;
    /// <summary>Bid and ask were assumed around the last price: the source shows none.</summary>
    public byte Assumed;
    /// <summary>The last update brought new liquidity on this side.</summary>
    public byte BidFresh;
    public byte AskFresh;
    public int Reserved;

    public void ShowBid(Price price, int shown, int participationPercent, Timestamp time)
    {
        BidTime = time;
        BidFresh = price != Bid || shown != BidShown ? (byte)1 : (byte)0;
        if (BidFresh != 0) (Bid, BidShown, BidLeft) = (price, shown, Share(shown, participationPercent));
    }

    public void ShowAsk(Price price, int shown, int participationPercent, Timestamp time)
    {
        AskTime = time;
        AskFresh = price != Ask || shown != AskShown ? (byte)1 : (byte)0;
        if (AskFresh != 0) (Ask, AskShown, AskLeft) = (price, shown, Share(shown, participationPercent));
    }

    /// <summary>For a source that shows last prices only: a spread is assumed, and what traded last bounds what could have traded.</summary>
    public void Assume(Price halfSpread, int left, Timestamp time)
    {
        Assumed = 1;
        (Bid, Ask) = (Last - halfSpread, Last + halfSpread);
        (BidShown, AskShown) = (left, left);
        (BidLeft, AskLeft) = (left, left);
        (BidTime, AskTime) = (time, time);
        (BidFresh, AskFresh) = (1, 1);
    }

    /// <summary>Units traded since the last tick, from the day's cumulative volume; the first figure of a session is only a base.</summary>
    public long VolumeSince(long cumulative)
    {
        long traded = HasCumulativeVolume != 0 ? Math.Max(0, cumulative - CumulativeVolume) : 0;
        (CumulativeVolume, HasCumulativeVolume) = (cumulative, 1);
        return traded;
    }

    public static int Share(long shown, int percent) => (int)Math.Min(shown * percent / 100, int.MaxValue);
}
