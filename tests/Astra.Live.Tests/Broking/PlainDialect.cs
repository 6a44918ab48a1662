using Astra.Host;

namespace Astra.Live.Tests;

/// <summary>A vendor that wants plain words, and takes no order above its limit.</summary>
internal sealed class PlainDialect(int mostUnits = int.MaxValue) : IOrderDialect
{
    public string Vendor => "plain";

    public OrderRequest? Place(OrderTicket ticket, out string problem) => Ask("/place", ticket.Tag, ticket, out problem);

    public OrderRequest? Modify(string brokerOrderId, OrderTicket ticket, out string problem) => Ask("/modify", brokerOrderId, ticket, out problem);

    public OrderRequest? Cancel(string brokerOrderId, OrderTicket ticket, out string problem) => Ask("/cancel", brokerOrderId, ticket, out problem);

    private OrderRequest? Ask(string path, string id, OrderTicket ticket, out string problem)
    {
        problem = ticket.Quantity > mostUnits ? $"{ticket.Quantity} units are more than {mostUnits}" : "";
        return problem.Length > 0 ? null : new OrderRequest(path, $"{{\"id\":\"{id}\",\"quantity\":\"{ticket.Quantity}\"}}");
    }
}
