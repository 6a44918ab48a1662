namespace Astra.Adapters.Shoonya;

/// <summary>Sees to it that an order update that comes twice counts once. What is the same: order, status, filled quantity and fill.</summary>
internal sealed class OrderLedger
{
    private readonly HashSet<(string Order, string Status, long Filled, string Fill)> _seen = [];

    public bool IsNew(ShoonyaOrderUpdate update) => _seen.Add((update.OrderId, update.Status, update.Filled, update.Fill?.Id ?? ""));
}
