using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>Keeps positions and live orders from the outbound stream alone, and holds them against the rules after every inbound event.</summary>
internal sealed class OrderLedger
{
    private readonly Dictionary<int, int> _positions = [];
    private readonly Dictionary<int, (int Instrument, OrderBody Order)> _live = [];
    private readonly Dictionary<int, Plan> _plans = [];
    private int _read, _heard;

    public int Fills { get; private set; }

    /// <summary>Received less paid, before charges.</summary>
    public Money Cash { get; private set; }

    public int Open => _positions.Values.Count(p => p != 0);

    public void Read(CoreHarness h)
    {
        for (; _heard < h.Heard.Count; _heard++)
            if (h.Heard[_heard].Payload is Plan plan) _plans[plan.Id] = plan;
        for (; _read < h.Said.Count; _read++) Read(h.Said[_read]);
        foreach (IGrouping<int, (int Instrument, OrderBody Order)> book in _live.Values.GroupBy(o => o.Instrument))
        {
            int position = _positions.GetValueOrDefault(book.Key);
            OrderBody[] leaving = [.. book.Select(o => o.Order).Where(o => o.Intent is not (Reason.StrategyQuote or Reason.StrategyEntry))];
            Assert.All(leaving, o => Assert.True((int)o.Side * position < 0, $"an order leaves a position of {position} on the wrong side"));
            Assert.True(leaving.Sum(o => o.Quantity - o.Filled) <= Math.Abs(position), $"{leaving.Length} orders leave more than the position of {position}");
            Assert.DoesNotContain(book, o => o.Order.Intent == Reason.StrategyEntry && (int)o.Order.Side * position < 0);
            OrderBody[] quotes = [.. book.Select(o => o.Order).Where(o => o.Intent == Reason.StrategyQuote)];
            foreach (IGrouping<Side, OrderBody> side in quotes.GroupBy(o => o.Side))
            {
                int resting = side.Sum(o => o.Quantity - o.Filled);
                Assert.True(resting <= _plans[side.First().PlanId].Quantity, $"{resting} rest on one side of a quote of {_plans[side.First().PlanId].Quantity}");
            }
            if (quotes.Length > 0) Assert.All(book, o => Assert.Equal(Reason.StrategyQuote, o.Order.Intent));
        }
    }

    private void Read(in OutboundEvent e)
    {
        int instrument = e.Header.Instrument;
        if (e.Header.Kind == OutboundKind.Order)
        {
            bool live = e.Order.State is OrderState.PendingNew or OrderState.Working or OrderState.PartiallyFilled;
            if (live) _live[e.Order.OrderId] = (instrument, e.Order);
            else _live.Remove(e.Order.OrderId);
        }
        if (e.Header.Kind != OutboundKind.Fill) return;
        FillBody fill = e.Fill;
        int before = _positions.GetValueOrDefault(instrument), after = before + fill.Quantity * (int)fill.Side;
        Assert.True(before == 0 || after == 0 || Math.Sign(before) == Math.Sign(after), $"a fill of {fill.Quantity} turned {before} into {after}");
        _positions[instrument] = after;
        Fills++;
        Money value = Money.Of(fill.Price, fill.Quantity * (int)fill.Side);
        Cash -= value;
        Plan plan = _plans[fill.PlanId];
        if (e.Header.Reason == Reason.StrategyQuote && Math.Abs(after) > Math.Abs(before))
            Assert.True(Math.Abs(after) <= (long)plan.Quantity * plan.MaxInventory || before != 0 && Math.Abs(before) > (long)plan.Quantity * plan.MaxInventory, $"a quote of {plan.Quantity} holds {after}");
        if (plan.Sides != PlanSides.Both && Math.Abs(after) > Math.Abs(before)) Assert.True(after > 0 == (plan.Sides == PlanSides.Long), $"a plan of one side holds {after}");
    }
}
