using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>Orders and positions as a broker would show them, kept from what it is told.</summary>
internal sealed class ShadowBook(IReadOnlyList<FeedInstrument> names)
{
    private readonly Dictionary<string, Entry> _orders = [];
    private readonly Dictionary<string, string> _byTag = [];
    private readonly List<string> _order = [];
    private readonly SortedDictionary<(int Instrument, Product Product), Holding> _positions = [];

    public string? IdOf(string tag) => _byTag.GetValueOrDefault(tag);

    public bool Has(string brokerOrderId) => _orders.ContainsKey(brokerOrderId);

    public bool IsOpen(string brokerOrderId) => _orders.TryGetValue(brokerOrderId, out Entry? entry) && entry.IsOpen;

    public void Add(string brokerOrderId, OrderTicket ticket)
    {
        _orders[brokerOrderId] = new Entry { Ticket = ticket, State = ticket.TriggerPrice > Price.Zero ? BrokerOrderState.TriggerPending : BrokerOrderState.Working };
        _byTag[ticket.Tag] = brokerOrderId;
        _order.Add(brokerOrderId);
    }

    public void Change(string brokerOrderId, OrderTicket ticket) => _orders[brokerOrderId].Ticket = ticket;

    public void Cancel(string brokerOrderId) => _orders[brokerOrderId].State = BrokerOrderState.Cancelled;

    public void Fill(OrderStep step)
    {
        if (_byTag.TryGetValue(step.Tag, out string? id)) _orders[id].Fill(step.Quantity, step.Price);
        (int, Product) key = (step.Instrument.Id, step.Product);
        if (!_positions.TryGetValue(key, out Holding? holding)) _positions[key] = holding = new Holding { Instrument = step.Instrument, Product = step.Product };
        holding.Add(step.Side == BrokerSide.Buy ? step.Quantity : -step.Quantity, step.Price.ToDecimal());
    }

    public IReadOnlyList<BrokerOrder> Orders() =>
    [
        .. _order.Select(id => (Id: id, Entry: _orders[id])).Select(o => new BrokerOrder(
            o.Id, o.Entry.Ticket.Tag, Names(o.Entry.Ticket.Instrument).Symbol, o.Entry.State, o.Entry.Ticket.Quantity, o.Entry.Filled, o.Entry.Average, "")),
    ];

    public IReadOnlyList<BrokerPosition> Positions() =>
        [.. _positions.Values.Select(p => new BrokerPosition(Names(p.Instrument).Symbol, Names(p.Instrument).Token, p.Product, p.Quantity, p.Average))];

    private (string Symbol, string Token) Names(Instrument instrument) =>
        instrument.Id < names.Count ? (names[instrument.Id].TradingSymbol, names[instrument.Id].Token) : (instrument.Symbol, "");

    private sealed class Entry
    {
        private decimal _value;

        public required OrderTicket Ticket { get; set; }
        public required BrokerOrderState State { get; set; }
        public int Filled { get; private set; }
        public bool IsOpen => State is BrokerOrderState.Working or BrokerOrderState.TriggerPending;
        public decimal Average => Filled == 0 ? 0 : _value / Filled;

        public void Fill(int quantity, Price price)
        {
            Filled += quantity;
            _value += quantity * price.ToDecimal();
            if (Filled >= Ticket.Quantity) State = BrokerOrderState.Filled;
        }
    }

    private sealed class Holding
    {
        public required Instrument Instrument { get; init; }
        public required Product Product { get; init; }
        public int Quantity { get; private set; }
        public decimal Average { get; private set; }

        public void Add(int signed, decimal price)
        {
            int after = Quantity + signed;
            if (after == 0) Average = 0;
            else if (Quantity == 0 || Math.Sign(Quantity) != Math.Sign(after)) Average = price;
            else if (Math.Sign(signed) == Math.Sign(Quantity)) Average = (Quantity * Average + signed * price) / after;
            Quantity = after;
        }
    }
}
