using Astra.Host;

namespace Astra.Adapters.Shoonya;

/// <summary>The vendor's words for what an order is.</summary>
internal static class OrderWords
{
    /// <summary>Lower case, underscores as blanks.</summary>
    public static string Plain(string? status) => (status ?? "").Trim().ToLowerInvariant().Replace('_', ' ');

    /// <summary>
    /// The state by the status, or by the report's kind where the status says nothing. A report of kind Fill does not mean complete; the
    /// status and the filled quantity tell.
    /// </summary>
    /// <param name="status">As <see cref="Plain"/> gives it.</param>
    public static BrokerOrderState StateOf(string status, string? report) => status switch
    {
        "complete" or "executed" => BrokerOrderState.Filled,
        "trigger pending" => BrokerOrderState.TriggerPending,
        "reject" or "rejected" => BrokerOrderState.Rejected,
        "canceled" or "cancelled" => BrokerOrderState.Cancelled,
        "open" or "new" or "replaced" or "pending" or "open pending" or "modify pending" or "cancel pending" or "after market order req received" =>
            BrokerOrderState.Working,
        _ => Plain(report) switch
        {
            "rejected" => BrokerOrderState.Rejected,
            "canceled" or "cancelled" => BrokerOrderState.Cancelled,
            _ => BrokerOrderState.Working,
        },
    };
}
