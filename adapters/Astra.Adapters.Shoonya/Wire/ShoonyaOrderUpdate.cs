using Astra.Host;

namespace Astra.Adapters.Shoonya;

/// <summary>What an order message <c>om</c>, or a row of the order book, says about an order.</summary>
/// <param name="OrderId">The vendor's order number; empty when the message has none.</param>
/// <param name="Status">The vendor's word in lower case with blanks, for example <c>trigger pending</c>.</param>
/// <param name="Quantity">Units.</param>
/// <param name="Filled">Units filled so far in all.</param>
/// <param name="AveragePrice">Rupees as received, null when there is none.</param>
/// <param name="Product">The vendor's letter, null when there is none.</param>
/// <param name="Reason">Why it was rejected; null for any other state.</param>
/// <param name="Tag">What the order was sent with as remarks, empty when none.</param>
/// <param name="Fill">The fill that the message tells of, null for none.</param>
public sealed record ShoonyaOrderUpdate(
    string OrderId, string Status, BrokerOrderState State, long Quantity, long Filled, string? AveragePrice, string? Product, string? Reason, string TradingSymbol,
    string Tag, ShoonyaFill? Fill)
{
    /// <summary>The state in the words of the order contracts: <c>working</c>, <c>trigger-pending</c>, <c>filled</c>, <c>rejected</c>, <c>cancelled</c>.</summary>
    public string StateWord => State switch
    {
        BrokerOrderState.TriggerPending => "trigger-pending",
        BrokerOrderState.Filled => "filled",
        BrokerOrderState.Rejected => "rejected",
        BrokerOrderState.Cancelled => "cancelled",
        _ => "working",
    };
}

/// <param name="Price">Rupees as received, null when there is none.</param>
/// <param name="Time"><c>dd-MM-yyyy HH:mm:ss</c>, IST, null when there is none.</param>
public sealed record ShoonyaFill(string Id, long Quantity, string? Price, string? Time);
