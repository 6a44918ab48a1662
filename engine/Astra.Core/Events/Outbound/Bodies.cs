using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>+1 buy or long, -1 sell or short.</summary>
public enum Side : sbyte
{
    Sell = -1,
    None = 0,
    Buy = 1,
}

public enum OrderType : byte
{
    Market = 1,
    /// <summary>Rests until the opposite touch reaches its price; fills at its price.</summary>
    Limit = 2,
}

public enum OrderState : byte
{
    None = 0,
    /// <summary>Decided, on its way to the exchange.</summary>
    PendingNew = 1,
    Working = 2,
    PartiallyFilled = 3,
    Filled = 4,
    Cancelled = 5,
    Rejected = 6,
    Expired = 7,
}

/// <summary>A strategy's decision with the four figures it was made from, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct SignalBody
{
    public int PlanId;
    public ushort IntervalMinutes;
    public ChartStyle Style;
    public Side Side;
    /// <summary>Close of the bar that decided.</summary>
    public Price Close;
    public Timestamp BarEnd;
    /// <summary>Average true range of the plan's bars, rupees.</summary>
    public double Atr;
    public double Figure0;
    public double Figure1;
    public double Figure2;
    public double Figure3;
}

/// <summary>56 bytes. Quantities in units.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct OrderBody
{
    public int OrderId;
    public int PlanId;
    public Side Side;
    public OrderType Type;
    public OrderState State;
    public byte Reserved;
    public int Quantity;
    public int Filled;
    /// <summary>Why the order exists, while the header's reason says what happened to it.</summary>
    public Reason Intent;
    public ushort Reserved2;
    /// <summary>Of a market order the worst price that it may fill at; zero for any.</summary>
    public Price Limit;
    /// <summary>Average of the fills so far.</summary>
    public Price Average;
    /// <summary>Price of the market when the order was decided: the basis of slippage.</summary>
    public Price Decision;
    /// <summary>Earliest market data that can fill it.</summary>
    public Timestamp Active;
}

/// <summary>One execution with each charge, 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct FillBody
{
    public int OrderId;
    public int PlanId;
    public int Quantity;
    public Side Side;
    public byte Reserved0;
    public ushort Reserved1;
    public Price Price;
    public Money Brokerage;
    /// <summary>STT or CTT.</summary>
    public Money TransactionTax;
    /// <summary>Exchange charge with IPFT.</summary>
    public Money Exchange;
    public Money Sebi;
    public Money Stamp;
    public Money Gst;
    /// <summary>Sum of the six.</summary>
    public Money Charges;
}

/// <summary>40 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct StopBody
{
    public int PlanId;
    public int Quantity;
    public Price OldStop;
    public Price NewStop;
    public Price Target;
    /// <summary>Close or entry that moved it.</summary>
    public Price Basis;
}

/// <summary>State of one instrument's position, 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct PositionBody
{
    public int PlanId;
    /// <summary>Signed, in units.</summary>
    public int Quantity;
    public Price Average;
    public Price Stop;
    public Price Target;
    /// <summary>Realised so far in this instrument, before charges.</summary>
    public Money Realised;
    public Money Charges;
}

/// <summary>A round trip, 80 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct TradeBody
{
    /// <summary>From 1.</summary>
    public int TradeId;
    public int PlanId;
    /// <summary>Largest size held, signed.</summary>
    public int Quantity;
    /// <summary>Orders it took.</summary>
    public int Orders;
    public Timestamp EntryTime;
    public Timestamp ExitTime;
    /// <summary>Quantity-weighted.</summary>
    public Price Entry;
    public Price Exit;
    public Money Gross;
    public Money Charges;
    public Money Net;
    /// <summary>Money at risk when it was opened.</summary>
    public Money Risk;
}

/// <summary>16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct PlanBody
{
    public int PlanId;
    public ushort IntervalMinutes;
    public ChartStyle Style;
    public byte Reserved;
    /// <summary>Value that broke a limit, when one did.</summary>
    public double Value;
}

/// <summary>16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct RiskBody
{
    public Money Equity;
    public Money Limit;
}

/// <summary>24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct AlertBody
{
    /// <summary>How often this has happened so far.</summary>
    public long Count;
    public long Value;
    public long Reserved;
}

/// <summary>Proof of state after an inbound event, 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct CheckpointBody
{
    public long InboundSequence;
    /// <summary>Rolling hash of all outbound events before this one.</summary>
    public ulong OutboundHash;
    public ulong StateHash;
}

/// <summary>A segment's day in figures, 56 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct DayBody
{
    public Segment Segment;
    public byte Reserved0;
    public ushort Reserved1;
    public int Day;
    public int Trades;
    public int Fills;
    public Money Gross;
    public Money Charges;
    public Money Net;
    public Money Equity;
    public long Ticks;
}
