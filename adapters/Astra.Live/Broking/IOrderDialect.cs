using Astra.Host;

namespace Astra.Live;

/// <summary>Turns an order into what a vendor's interface wants, and says what is wrong with it before the vendor does.</summary>
public interface IOrderDialect
{
    string Vendor { get; }

    /// <summary>The request, or the problem with the ticket in words (then the request is null).</summary>
    OrderRequest? Place(OrderTicket ticket, out string problem);

    OrderRequest? Modify(string brokerOrderId, OrderTicket ticket, out string problem);

    OrderRequest? Cancel(string brokerOrderId, OrderTicket ticket, out string problem);
}

/// <param name="Path">From the vendor's REST root.</param>
/// <param name="Body">JSON, without any token.</param>
public sealed record OrderRequest(string Path, string Body);
