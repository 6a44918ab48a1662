using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests;

/// <summary>Outbound events as the core's order desk says them.</summary>
internal sealed class Says
{
    public static readonly Instrument Option = new(0, "NIFTY24NOV26C25000", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), 75)
    {
        Underlying = "NIFTY", Strike = Price.FromRupees(25_000), Right = OptionRight.Call, Expiry = new DateOnly(2026, 11, 24),
    };

    public static readonly Instrument Share = new(1, "SBIN", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1);

    public static readonly Plan MacdOnNifty = new()
    {
        Id = 7, Instrument = 0, Algorithm = "macd-cross", IntervalMinutes = 5, Style = ChartStyle.HeikinAshi, Source = "operator", Reason = "the trend is up",
    };

    private long _sequence;

    public List<OutboundEvent> All { get; } = [];

    public OutboundEvent Placed(int order, int quantity = 75, decimal limit = 0, Reason intent = Reason.StrategyEntry, Side side = Side.Buy, int instrument = 0) =>
        Order(order, OrderState.PendingNew, Reason.Placed, quantity, limit, intent, side, instrument);

    public OutboundEvent Order(
        int order, OrderState state, Reason reason, int quantity = 75, decimal limit = 0, Reason intent = Reason.StrategyEntry, Side side = Side.Buy, int instrument = 0)
    {
        OutboundEvent e = Event(OutboundKind.Order, reason, instrument);
        e.Order = new OrderBody { OrderId = order, PlanId = 7, Side = side, Type = OrderType.Market, State = state, Quantity = quantity, Intent = intent, Limit = Price.FromRupees(limit) };
        return Keep(e);
    }

    public OutboundEvent Fill(int order, int quantity, decimal price, Reason intent = Reason.StrategyEntry, Side side = Side.Buy, int instrument = 0)
    {
        OutboundEvent e = Event(OutboundKind.Fill, intent, instrument);
        e.Fill = new FillBody { OrderId = order, PlanId = 7, Quantity = quantity, Side = side, Price = Price.FromRupees(price) };
        return Keep(e);
    }

    public OutboundEvent Bar() => Keep(Event(OutboundKind.BarClosed, Reason.None, 0));

    private OutboundEvent Event(OutboundKind kind, Reason reason, int instrument)
    {
        OutboundEvent e = default;
        e.Header = new OutboundHeader
        {
            Kind = kind, Reason = reason, Instrument = instrument, Sequence = _sequence++,
            Time = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(9, 20)) + _sequence * Timestamp.NanosPerSecond,
        };
        return e;
    }

    private OutboundEvent Keep(in OutboundEvent e)
    {
        All.Add(e);
        return e;
    }

    /// <summary>What a journal's outbound log would give back.</summary>
    public IOutboundLogReader Stored(int count = int.MaxValue) => new Reader([.. All.Take(count)]);

    private sealed class Reader(OutboundEvent[] events) : IOutboundLogReader
    {
        private long _next;

        public long LastSequence => events.Length - 1;

        public void Seek(long sequence) => _next = sequence;

        public bool TryRead(ref OutboundEvent e)
        {
            if (_next >= events.Length) return false;
            e = events[_next++];
            return true;
        }

        public void Dispose()
        {
        }
    }
}
