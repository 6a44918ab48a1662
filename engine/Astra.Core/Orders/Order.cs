using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>A virtual order while it lives. Blittable without holes, so that a snapshot takes its bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct Order
{
    public int Id;
    public int PlanId;
    public int Quantity;
    public int Filled;
    public Side Side;
    public OrderType Type;
    public OrderState State;
    public byte Reserved0;
    public Reason Intent;
    public ushort Reserved1;
    public Price Limit;
    public Price Decision;
    /// <summary>When it was decided: a history bar may fill it when the bar starts no earlier.</summary>
    public Timestamp Decided;
    /// <summary>When it reaches the exchange: ticks from then on may fill it.</summary>
    public Timestamp Active;
    /// <summary>Value of the fills so far; brokerage is reckoned per order.</summary>
    public Money Value;
    /// <summary>Exposure that an entry holds until it fills or ends, so that orders in flight count against the limits.</summary>
    public Money Reserved;
    /// <summary>Sum of price units times quantity over the fills, for the average.</summary>
    public long FilledUnits;

    public readonly bool IsLive => State is OrderState.PendingNew or OrderState.Working or OrderState.PartiallyFilled;

    public readonly int Remaining => Quantity - Filled;
}
