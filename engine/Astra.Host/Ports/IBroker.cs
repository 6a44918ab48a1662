using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>
/// Where orders would go. In shadow mode the Ghost in the core fills them and the broker at this port only writes down what it would have sent; an
/// implementation that sends exists only in builds that ask for it.
/// </summary>
public interface IBroker
{
    Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop);

    /// <param name="brokerOrderId">As <see cref="PlaceAsync"/> answered.</param>
    /// <param name="ticket">The order as it shall be now; its quantity is the total, what is filled included.</param>
    Task<BrokerAnswer> ModifyAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop);

    Task<BrokerAnswer> CancelAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop);

    Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken stop);

    Task<IReadOnlyList<BrokerOrder>> OrderBookAsync(CancellationToken stop);
}

/// <summary>An order as a broker needs it.</summary>
/// <param name="Tag">Idempotency key, 19 letters and digits at most: comes back in the order book and the order stream.</param>
/// <param name="Quantity">Units, above zero.</param>
/// <param name="LimitPrice">Zero for a market order.</param>
/// <param name="TriggerPrice">Zero for an order without trigger.</param>
public sealed record OrderTicket(
    string Tag, Instrument Instrument, BrokerSide Side, int Quantity, BrokerOrderType Type, Price LimitPrice, Price TriggerPrice, Product Product, bool ImmediateOrCancel = false);

public enum BrokerSide
{
    Buy,
    Sell,
}

public enum BrokerOrderType
{
    Market,
    Limit,
    StopLimit,
    StopMarket,
}

/// <summary>States of an order at a broker, the same words for all vendors.</summary>
public enum BrokerOrderState
{
    Working,
    TriggerPending,
    Filled,
    Cancelled,
    Rejected,
}

/// <param name="Accepted">False: refused, and the reason says why. An outcome that is not known is an exception, never an answer.</param>
public sealed record BrokerAnswer(bool Accepted, string BrokerOrderId, string Reason);

/// <param name="Quantity">Units, negative when short.</param>
public sealed record BrokerPosition(string TradingSymbol, string Token, Product Product, int Quantity, decimal AveragePrice);

public sealed record BrokerOrder(string BrokerOrderId, string Tag, string TradingSymbol, BrokerOrderState State, int Quantity, int Filled, decimal AveragePrice, string Reason);
