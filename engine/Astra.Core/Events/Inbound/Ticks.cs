using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Which fields a tick carries: an absent bid is absent, never a zero.</summary>
[Flags]
public enum TickFields : byte
{
    None = 0,
    Last = 1,
    Bid = 2,
    Ask = 4,
    LastQuantity = 8,
    /// <summary>The day's cumulative volume.</summary>
    Volume = 16,
    OpenInterest = 32,
}

/// <summary>Last price and touch, 56 bytes. Quantities in units.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct TouchlineTick
{
    public Price Last;
    public Price Bid;
    public Price Ask;
    public int LastQuantity;
    public int BidQuantity;
    public int AskQuantity;
    public int Reserved;
    /// <summary>Cumulative volume of the day.</summary>
    public long Volume;
    public long OpenInterest;
}

/// <summary>One trade print, 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct TradeTick
{
    public Price Price;
    public int Quantity;
    /// <summary>+1 when the buyer took the offer, -1 when the seller hit the bid, 0 when not known.</summary>
    public int Aggressor;
}

/// <summary>Five levels a side around a reference price, 88 bytes. A level with quantity 0 is absent.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct DepthTick
{
    public const int Levels = 5;

    /// <summary>Level prices are offsets from this one.</summary>
    public Price Reference;
    /// <summary>Best first, prices falling.</summary>
    public DepthSide Bids;
    /// <summary>Best first, prices rising.</summary>
    public DepthSide Asks;

    public readonly Price BidPrice(int level) => Reference + new Price(Bids[level].Offset);

    public readonly Price AskPrice(int level) => Reference + new Price(Asks[level].Offset);
}

[InlineArray(DepthTick.Levels)]
public struct DepthSide
{
    private DepthLevel _first;
}

/// <summary>Offset from the depth's reference in price units (1/10,000 rupee), and quantity in units.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public struct DepthLevel
{
    public int Offset;
    public int Quantity;
}

/// <summary>A finished bar from history, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct HistoryBar
{
    public Timestamp Start;
    public Price Open;
    public Price High;
    public Price Low;
    public Price Close;
    /// <summary>Units traded; 0 when the source carries none.</summary>
    public long Volume;
    public long OpenInterest;
    public int IntervalMinutes;
    public int Reserved;
}
