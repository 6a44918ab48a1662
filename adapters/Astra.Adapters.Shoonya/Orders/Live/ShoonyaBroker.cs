using System.Globalization;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// Sends orders for real. It exists only in builds that ask for it, and does nothing while its switch is off. An order whose outcome is not known is
/// never sent again: the book is searched for its tag instead.
/// </summary>
public sealed class ShoonyaBroker : IBroker
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ShoonyaRest _rest;
    private readonly ShoonyaOrders _dialect;
    private readonly LiveOrderSwitch _power;
    private readonly RollingLimiter _limiter;

    internal ShoonyaBroker(ShoonyaRest rest, ShoonyaOrders dialect, LiveOrderSwitch power, TimeProvider time)
    {
        (_rest, _dialect, _power) = (rest, dialect, power);
        _limiter = new RollingLimiter(time, (10, Second), (200, TimeSpan.FromMinutes(1)));
    }

    /// <param name="power">Off until a person turns it on; while it is off every order is refused here.</param>
    public static ShoonyaBroker For(Shoonya vendor, ShoonyaOrders dialect, LiveOrderSwitch power, TimeProvider time) => new(vendor.Rest, dialect, power, time);

    /// <inheritdoc/>
    public async Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop)
    {
        if (!_power.IsOn) return Off;
        if (_dialect.Place(ticket, out string problem) is not { } request) return new BrokerAnswer(false, "", problem);
        try
        {
            return await SendAsync(request, "", stop).ConfigureAwait(false);
        }
        catch (VendorException unknown) when (!unknown.IsFinal)
        {
            // It may have arrived. Only the book tells, and a second order would be worse than none.
            IReadOnlyList<BrokerOrder> book = await OrderBookAsync(stop).ConfigureAwait(false);
            BrokerOrder? found = book.FirstOrDefault(order => order.Tag == ticket.Tag);
            if (found is null)
                throw new VendorException(
                    $"Shoonya: what became of order {ticket.Tag} is not known, and the book does not show it yet; look it up before sending another", unknown);
            return new BrokerAnswer(found.State != BrokerOrderState.Rejected, found.BrokerOrderId, found.Reason);
        }
    }

    /// <inheritdoc/>
    public async Task<BrokerAnswer> ModifyAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop)
    {
        if (!_power.IsOn) return Off;
        return _dialect.Modify(brokerOrderId, ticket, out string problem) is { } request
            ? await SendAsync(request, brokerOrderId, stop).ConfigureAwait(false)
            : new BrokerAnswer(false, brokerOrderId, problem);
    }

    /// <inheritdoc/>
    public async Task<BrokerAnswer> CancelAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop)
    {
        if (!_power.IsOn) return Off;
        return _dialect.Cancel(brokerOrderId, ticket, out string problem) is { } request
            ? await SendAsync(request, brokerOrderId, stop).ConfigureAwait(false)
            : new BrokerAnswer(false, brokerOrderId, problem);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken stop)
    {
        ShoonyaReply reply = await _rest.CallAsync("PositionBook", token => [new("uid", token.User), new("actid", token.Account)], stop).ConfigureAwait(false);
        return [.. reply.Rows.Select(row => new BrokerPosition(
            Text(row, "tsym"), Text(row, "token"), ProductOf(Text(row, "prd")), (int)Number(row, "netqty"), Number(row, "netavgprc")))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BrokerOrder>> OrderBookAsync(CancellationToken stop)
    {
        ShoonyaReply reply = await _rest.CallAsync("OrderBook", token => [new("uid", token.User)], stop).ConfigureAwait(false);
        return [.. reply.Rows.Select(Order)];
    }

    private static BrokerAnswer Off => new(false, "", "real orders are switched off");

    private async Task<BrokerAnswer> SendAsync(OrderRequest request, string number, CancellationToken stop)
    {
        try
        {
            ShoonyaReply reply = await _rest.CallJsonAsync(request.Path, _ => request.Body, stop, idempotent: false, limiter: _limiter).ConfigureAwait(false);
            string answered = reply.Find("norenordno") ?? reply.Find("norenoordno") ?? reply.Find("result") ?? number;
            return answered.Length > 0 ? new BrokerAnswer(true, answered, "") : throw new VendorException("Shoonya: the answer to an order names no order number");
        }
        catch (VendorException refused) when (refused.Code.Length > 0 && refused.Code != nameof(ShoonyaFault.Gateway))
        {
            return new BrokerAnswer(false, number, refused.Message);
        }
    }

    private static BrokerOrder Order(IReadOnlyDictionary<string, string> row)
    {
        BrokerOrderState state = OrderWords.StateOf(OrderWords.Plain(Text(row, "status")), Text(row, "reporttype"));
        string number = Text(row, "norenordno");
        return new BrokerOrder(
            number.Length > 0 ? number : Text(row, "norenoordno"), Text(row, "remarks"), Text(row, "tsym"), state, (int)Number(row, "qty"), (int)Number(row, "fillshares"),
            Number(row, "avgprc"), state == BrokerOrderState.Rejected ? Text(row, "rejreason") : "");
    }

    private static Product ProductOf(string letter) => letter switch { "C" => Product.Delivery, "M" => Product.Carry, _ => Product.Intraday };

    private static string Text(IReadOnlyDictionary<string, string> row, string name) => row.TryGetValue(name, out string? text) ? text : "";

    private static decimal Number(IReadOnlyDictionary<string, string> row, string name) =>
        decimal.TryParse(Text(row, name), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value) ? value : 0;
}
