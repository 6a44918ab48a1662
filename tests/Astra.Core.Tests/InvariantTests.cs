using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>What must hold on any day, read from the outbound stream alone.</summary>
public class InvariantTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(100, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_stream_adds_up(int seed)
    {
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in RandomDay.Events(seed)) h.Apply(e);
        CoreTotals totals = h.Core.Totals;

        FillBody[] fills = [.. h.Of(OutboundKind.Fill).Select(e => e.Fill)];
        TradeBody[] trades = [.. h.Of(OutboundKind.Trade).Select(e => e.Trade)];

        Assert.Equal(totals.Fills, fills.Length);
        Assert.Equal(totals.Trades, trades.Length);
        Assert.Equal(totals.Charges, fills.Aggregate(Money.Zero, (sum, f) => sum + f.Charges));
        Assert.Equal(totals.Net, trades.Aggregate(Money.Zero, (sum, t) => sum + t.Net));
        Assert.Equal(totals.Equity, CoreHarness.Settings().Capital + totals.Net);
        Assert.Equal(Money.Zero, totals.Unrealised);

        // Cash in and out of the fills equals the gross result: the day ends flat.
        Assert.Equal(totals.Gross, fills.Aggregate(Money.Zero, (sum, f) => sum - Money.Of(f.Price, f.Quantity * (int)f.Side)));

        // Each order fills no more than it asked, never twice the same state, and ends.
        foreach (IGrouping<int, OrderBody> order in h.Of(OutboundKind.Order).Select(e => e.Order).GroupBy(o => o.OrderId))
        {
            OrderBody last = order.Last();
            Assert.True(last.Filled <= last.Quantity || last.State == OrderState.Rejected);
            Assert.True(last.State is OrderState.Filled or OrderState.Cancelled or OrderState.Expired or OrderState.Rejected, $"order {order.Key} ends {last.State}");
            Assert.Equal(last.Filled, fills.Where(f => f.OrderId == order.Key).Sum(f => f.Quantity));
        }

        // The exchange would take every order: whole lots, no more than the freeze quantity, prices on the tick and no target outside the band.
        Dictionary<int, Instrument> instruments = h.Core.Instruments.ToDictionary(i => i.Id);
        foreach (OutboundEvent e in h.Orders(Reason.Placed))
        {
            Instrument i = instruments[e.Header.Instrument];
            Assert.True(e.Order.Quantity > 0 && e.Order.Quantity % i.LotSize == 0 && e.Order.Quantity <= OrderSlices.MaxQuantity(i));
            Assert.True(TickGrid.IsOn(e.Order.Limit, i.TickSize));
            if (i.PriceBandBasisPoints > 0 && !i.ClosingAuction && e.Order.Type == OrderType.Limit)
                Assert.True(PriceBand.Holds(PriceBand.Of(i.PreviousClose, i.PriceBandBasisPoints, i.TickSize), e.Order.Limit));
        }
        Assert.All(h.Of(OutboundKind.StopMoved), e => Assert.True(TickGrid.IsOn(e.Stop.NewStop, instruments[e.Header.Instrument].TickSize)));
        Assert.All(h.Of(OutboundKind.Fill), e => Assert.Equal(0, e.Fill.Quantity % instruments[e.Header.Instrument].LotSize));

        // Sequences are dense, causes never run backward, time never runs backward.
        for (int i = 0; i < h.Said.Count; i++) Assert.Equal(i, h.Said[i].Header.Sequence);
        Assert.All(h.Said.Zip(h.Said.Skip(1)), pair =>
        {
            Assert.True(pair.First.Header.Cause <= pair.Second.Header.Cause);
            Assert.True(pair.First.Header.Time <= pair.Second.Header.Time);
        });
    }
}
