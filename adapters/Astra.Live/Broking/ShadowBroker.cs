using Astra.Core;
using Astra.Host;

namespace Astra.Live;

/// <summary>
/// The broker of shadow mode, and the default: it sends nothing, has nothing to send with, takes every order that the vendor would take, and writes down what
/// would have been sent and why. What the Ghost in the core fills it is told, so that its book and positions are those of the session.
/// </summary>
public sealed class ShadowBroker : IBroker, IOrderWitness, IDisposable
{
    private readonly IOrderDialect? _dialect;
    private readonly ShadowLog? _log;
    private readonly ShadowBook _book;
    private readonly ShadowLine _line = new();
    private readonly Lock _lock = new();
    private OrderStep? _step;

    /// <param name="dialect">The vendor's words for an order; null writes the plain order only.</param>
    /// <param name="log">Closed with the broker; null keeps the book and writes nothing.</param>
    /// <param name="names">The vendor's names by instrument id; may be empty.</param>
    public ShadowBroker(IOrderDialect? dialect, ShadowLog? log, IReadOnlyList<FeedInstrument>? names = null)
    {
        (_dialect, _log) = (dialect, log);
        _book = new ShadowBook(names ?? []);
    }

    /// <summary>Orders taken so far, those of before a resume included.</summary>
    public int Orders { get; private set; }

    /// <summary>Of them those of which the vendor's dialect names a problem; they are written with it.</summary>
    public int Problems { get; private set; }

    /// <summary>Lines written by this object.</summary>
    public long Lines => _log?.Written ?? 0;

    public void Witness(OrderStep step)
    {
        lock (_lock)
        {
            if (step.Kind is OrderStepKind.Place or OrderStepKind.Cancel)
            {
                _step = step;
                return;
            }
            if (step.Kind == OrderStepKind.Fill) _book.Fill(step);
            else if (_book.IdOf(step.Tag) is { } id) _book.Cancel(id);
            Write(step, _book.IdOf(step.Tag) ?? "", null, null, "");
        }
    }

    public Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop)
    {
        lock (_lock)
        {
            OrderStep? step = TakeStep(ticket);
            // The tag is the key: an order that comes twice is one order.
            if (_book.IdOf(ticket.Tag) is { } known) return Accepted(known);
            string id = $"shadow{ticket.Tag}";
            string problem = "";
            OrderRequest? request = _dialect?.Place(ticket, out problem);
            _book.Add(id, ticket);
            Orders++;
            if (problem.Length > 0) Problems++;
            Write(step, id, ticket, request, problem);
            return Accepted(id);
        }
    }

    public Task<BrokerAnswer> ModifyAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop)
    {
        lock (_lock)
        {
            OrderStep? step = TakeStep(ticket);
            if (!_book.IsOpen(brokerOrderId)) return Refused(brokerOrderId);
            string problem = "";
            OrderRequest? request = _dialect?.Modify(brokerOrderId, ticket, out problem);
            _book.Change(brokerOrderId, ticket);
            Write(step, brokerOrderId, ticket, request, problem);
            return Accepted(brokerOrderId);
        }
    }

    public Task<BrokerAnswer> CancelAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop)
    {
        lock (_lock)
        {
            OrderStep? step = TakeStep(ticket);
            if (!_book.IsOpen(brokerOrderId)) return Refused(brokerOrderId);
            string problem = "";
            OrderRequest? request = _dialect?.Cancel(brokerOrderId, ticket, out problem);
            _book.Cancel(brokerOrderId);
            Write(step, brokerOrderId, ticket, request, problem);
            return Accepted(brokerOrderId);
        }
    }

    public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken stop)
    {
        lock (_lock) return Task.FromResult(_book.Positions());
    }

    public Task<IReadOnlyList<BrokerOrder>> OrderBookAsync(CancellationToken stop)
    {
        lock (_lock) return Task.FromResult(_book.Orders());
    }

    public void Flush()
    {
        lock (_lock) _log?.Flush();
    }

    public void Dispose()
    {
        lock (_lock) _log?.Dispose();
    }

    private static Task<BrokerAnswer> Accepted(string id) => Task.FromResult(new BrokerAnswer(true, id, ""));

    private Task<BrokerAnswer> Refused(string id) =>
        Task.FromResult(new BrokerAnswer(false, id, _book.Has(id) ? "the order has ended already" : "there is no such order; place it first"));

    /// <summary>The step told for this ticket, once.</summary>
    private OrderStep? TakeStep(OrderTicket ticket)
    {
        OrderStep? step = _step?.Tag == ticket.Tag ? _step : null;
        _step = null;
        return step;
    }

    private void Write(OrderStep? step, string brokerOrderId, OrderTicket? ticket, OrderRequest? request, string problem)
    {
        // Without a step nobody knows what led to the order; the log is of a session's steps only.
        if (_log is null || step is null || !_log.Wants(step.Sequence)) return;
        _log.Append(step.Sequence, _line.Of(step, brokerOrderId, ticket, _dialect?.Vendor, request, problem));
    }
}
