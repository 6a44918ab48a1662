using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>Turns what the core says about its orders into calls of a broker.</summary>
internal sealed class OrderRouter
{
    private readonly IBroker _broker;
    private readonly IOrderWitness? _witness;
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly Dictionary<int, Plan> _plans;
    private readonly OrderTag _tags;
    private readonly DecisionPrices? _prices;
    private readonly Dictionary<int, Sent> _live = [];

    public OrderRouter(IBroker broker, IReadOnlyList<Instrument> instruments, IReadOnlyList<Plan> plans, OrderTag tags, DecisionPrices? prices)
    {
        (_broker, _witness, _instruments, _tags, _prices) = (broker, broker as IOrderWitness, instruments, tags, prices);
        _plans = plans.ToDictionary(plan => plan.Id);
    }

    public (int Count, string First) Refusals { get; private set; } = (0, "");

    /// <summary>Orders are sent, end, and fill; what is said in between (arrived, filled so far) is no step.</summary>
    public static bool Concerns(in OutboundEvent e) => e.Header.Kind switch
    {
        OutboundKind.Order => e.Header.Reason == Reason.Placed || e.Order.State is OrderState.Filled or OrderState.Cancelled or OrderState.Expired,
        OutboundKind.Fill => true,
        _ => false,
    };

    public void Flush() => _witness?.Flush();

    public Task RouteAsync(OutboundEvent e)
    {
        if (e.Header.Kind == OutboundKind.Fill) return FillAsync(e);
        if (e.Header.Reason == Reason.Placed) return PlaceAsync(e);
        if (!_live.Remove(e.Order.OrderId, out Sent? sent) || e.Order.State == OrderState.Filled) return Task.CompletedTask;
        // The exchange itself ends a day order with the session.
        return e.Header.Reason == Reason.SessionClosed ? LapseAsync(e, sent) : CancelAsync(e, sent);
    }

    private async Task PlaceAsync(OutboundEvent e)
    {
        OrderTicket ticket = TicketOf(e);
        _prices?.Set(ticket.Instrument, e.Order.Decision);
        _witness?.Witness(StepOf(e, OrderStepKind.Place, ticket.Product));
        BrokerAnswer answer = await _broker.PlaceAsync(ticket, CancellationToken.None).ConfigureAwait(false);
        if (answer.Accepted) _live[e.Order.OrderId] = new Sent(ticket, answer.BrokerOrderId);
        else Refuse(answer);
    }

    private async Task CancelAsync(OutboundEvent e, Sent sent)
    {
        _witness?.Witness(StepOf(e, OrderStepKind.Cancel, sent.Ticket.Product));
        BrokerAnswer answer = await _broker.CancelAsync(sent.BrokerOrderId, sent.Ticket, CancellationToken.None).ConfigureAwait(false);
        if (!answer.Accepted) Refuse(answer);
    }

    private Task LapseAsync(OutboundEvent e, Sent sent)
    {
        _witness?.Witness(StepOf(e, OrderStepKind.Lapse, sent.Ticket.Product));
        return Task.CompletedTask;
    }

    private Task FillAsync(OutboundEvent e)
    {
        if (_witness is null || !_live.TryGetValue(e.Fill.OrderId, out Sent? sent)) return Task.CompletedTask;
        Instrument instrument = _instruments[e.Header.Instrument];
        _witness.Witness(new OrderStep(
            OrderStepKind.Fill, e.Header.Sequence, e.Header.Time, instrument, _plans.GetValueOrDefault(e.Fill.PlanId), e.Fill.OrderId, sent.Ticket.Tag, sent.Ticket.Side,
            e.Fill.Quantity, e.Fill.Price, sent.Ticket.Product, e.Header.Reason, Reason.Filled));
        return Task.CompletedTask;
    }

    private OrderStep StepOf(in OutboundEvent e, OrderStepKind kind, Product product) => new(
        kind, e.Header.Sequence, e.Header.Time, _instruments[e.Header.Instrument], _plans.GetValueOrDefault(e.Order.PlanId), e.Order.OrderId, _tags.Of(e.Order.OrderId),
        SideOf(e.Order.Side), e.Order.Quantity, e.Order.Limit, product, e.Order.Intent, e.Header.Reason);

    /// <summary>An order to be filled now goes out with its worst price as a limit, since vendors refuse market orders from programs; one without a worst price as what it is.</summary>
    private OrderTicket TicketOf(in OutboundEvent e) => new(
        _tags.Of(e.Order.OrderId), _instruments[e.Header.Instrument], SideOf(e.Order.Side), e.Order.Quantity,
        e.Order.Limit > Price.Zero ? BrokerOrderType.Limit : BrokerOrderType.Market, e.Order.Limit, Price.Zero,
        _plans.TryGetValue(e.Order.PlanId, out Plan? plan) ? plan.Product : Product.Intraday);

    private void Refuse(BrokerAnswer answer) => Refusals = (Refusals.Count + 1, Refusals.Count == 0 ? answer.Reason : Refusals.First);

    private static BrokerSide SideOf(Side side) => side == Side.Buy ? BrokerSide.Buy : BrokerSide.Sell;

    private sealed record Sent(OrderTicket Ticket, string BrokerOrderId);
}
