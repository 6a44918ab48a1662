using System.Text.Json;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Live;

/// <summary>
/// Sends real orders. An order whose fate is not known is looked for in the order book by its tag before anything else is done with it, and is never sent a second time.
/// </summary>
/// <remarks>Not for shadow mode, where nothing is sent at all; a build without <c>LiveOrders</c> does not hold this class.</remarks>
internal sealed class AngelBroker(AngelCalls calls, AngelOrders dialect, LiveOrderSwitch lives, TimeProvider time) : IBroker
{
    /// <summary>An order needs a moment from the gateway into the book.</summary>
    private static readonly TimeSpan[] Looks = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly Dictionary<string, Product> _products = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INTRADAY"] = Product.Intraday, ["DELIVERY"] = Product.Delivery, ["CARRYFORWARD"] = Product.Carry,
    };

    public async Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop)
    {
        MustBeOn();
        OrderRequest? request = dialect.Place(ticket, out string problem);
        if (request is null) return new BrokerAnswer(false, "", problem);
        AngelReply reply;
        try
        {
            reply = await calls.SendAsync(HttpMethod.Post, request.Path, request.Body, calls.Limits.Orders, false, stop).ConfigureAwait(false);
        }
        catch (VendorException e) when (!e.IsFinal)
        {
            return await FindAsync(ticket, e.Message, stop).ConfigureAwait(false);
        }
        if (reply.IsGood && reply.Data.Get("orderid").Text() is { Length: > 0 } id) return new BrokerAnswer(true, id, "");
        return reply.IsGood || reply.Fault == AngelFault.Trouble
            ? await FindAsync(ticket, reply.Words, stop).ConfigureAwait(false)
            : new BrokerAnswer(false, "", calls.Failure("order refused", reply, false).Message);
    }

    public Task<BrokerAnswer> ModifyAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop) =>
        ChangeAsync(brokerOrderId, dialect.Modify(brokerOrderId, ticket, out string problem), problem, "change", stop);

    public Task<BrokerAnswer> CancelAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop) =>
        ChangeAsync(brokerOrderId, dialect.Cancel(brokerOrderId, ticket, out string problem), problem, "cancellation", stop);

    public async Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken stop)
    {
        AngelReply reply = await calls.GetAsync("positions", HttpMethod.Get, AngelPaths.Positions, null, calls.Limits.Positions, stop).ConfigureAwait(false);
        return
        [
            .. reply.Data.Items().Select(row => new BrokerPosition(
                row.Get("tradingsymbol").Text(), row.Get("symboltoken").Text(), _products.GetValueOrDefault(row.Get("producttype").Text(), Product.Intraday),
                (int)Math.Clamp(row.Get("netqty").Whole() ?? 0, int.MinValue, int.MaxValue), row.Get("netprice").Decimal() ?? row.Get("avgnetprice").Decimal() ?? 0)),
        ];
    }

    public async Task<IReadOnlyList<BrokerOrder>> OrderBookAsync(CancellationToken stop)
    {
        AngelReply reply = await calls.GetAsync("order book", HttpMethod.Get, AngelPaths.OrderBook, null, calls.Limits.OrderBook, stop).ConfigureAwait(false);
        return [.. reply.Data.Items().Select(Read)];
    }

    private static BrokerOrder Read(JsonElement row) => new(
        row.Get("orderid").Text(), row.Get("ordertag").Text(), row.Get("tradingsymbol").Text(),
        AngelOrderUpdate.StateOfWords(row.Get("status").Text()) ?? AngelOrderUpdate.StateOfWords(row.Get("orderstatus").Text()) ?? BrokerOrderState.Working,
        (int)Math.Clamp(row.Get("quantity").Whole() ?? 0, 0, int.MaxValue), (int)Math.Clamp(row.Get("filledshares").Whole() ?? 0, 0, int.MaxValue),
        row.Get("averageprice").Decimal() ?? 0, row.Get("text").Text());

    private void MustBeOn()
    {
        if (!lives.IsOn) throw new InvalidOperationException("real orders are switched off; nothing was sent");
    }

    private async Task<BrokerAnswer> ChangeAsync(string brokerOrderId, OrderRequest? request, string problem, string what, CancellationToken stop)
    {
        MustBeOn();
        if (request is null) return new BrokerAnswer(false, brokerOrderId, problem);
        AngelReply reply = await calls.SendAsync(HttpMethod.Post, request.Path, request.Body, calls.Limits.Orders, false, stop).ConfigureAwait(false);
        if (reply.Fault == AngelFault.Trouble) throw calls.Failure($"outcome of the {what} of order {brokerOrderId} is not known; look into the order book", reply, false);
        return reply.IsGood ? new BrokerAnswer(true, brokerOrderId, "") : new BrokerAnswer(false, brokerOrderId, calls.Failure($"{what} refused", reply, false).Message);
    }

    /// <summary>The answer got lost: the book tells whether the order arrived.</summary>
    /// <exception cref="VendorException">It is not in the book after all looks: perhaps it never arrived, perhaps it will. A person has to look.</exception>
    private async Task<BrokerAnswer> FindAsync(OrderTicket ticket, string why, CancellationToken stop)
    {
        foreach (TimeSpan pause in Looks)
        {
            await Task.Delay(pause, time, stop).ConfigureAwait(false);
            foreach (BrokerOrder order in await OrderBookAsync(stop).ConfigureAwait(false))
                if (order.Tag == ticket.Tag) return new BrokerAnswer(order.State != BrokerOrderState.Rejected, order.BrokerOrderId, order.Reason);
        }
        throw new VendorException(
            $"Angel One: outcome of order {ticket.Tag} is not known ({why}); it is not in the order book so far. Look there before sending it again") { IsFinal = true };
    }
}
