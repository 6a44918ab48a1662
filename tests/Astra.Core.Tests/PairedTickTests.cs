using Astra.Markets;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>A vendor's full packet brings the book, and the touch with the last price, at one instant: two events about the same liquidity.</summary>
public class PairedTickTests
{
    [Fact]
    public void A_book_and_its_touch_serve_once()
    {
        (int, decimal)[] expected = [(50, 100.05m), (50, 100.10m), (50, 100.15m), (50, 100.20m), (50, 100.25m), (50, 100.30m)];
        Assert.Equal(expected, Fills(Bought(touchToo: true, size: 100)));
        Assert.Equal(expected, Fills(Bought(touchToo: false, size: 100)));
    }

    [Fact]
    public void An_order_in_many_fills_pays_brokerage_as_one_order()
    {
        CoreHarness crumbs = Bought(touchToo: true, size: 100, quantity: 300), whole = Bought(touchToo: true, size: 1_000_000, quantity: 300);
        Assert.Equal((6, 1), (Fills(crumbs).Length, Fills(whole).Length));
        // The crumbs cost a little more a share, and nothing else.
        decimal expected = whole.Core.Totals.Brokerage.ToDecimal();
        Assert.InRange(crumbs.Core.Totals.Brokerage.ToDecimal(), expected, expected * 1.01m + 0.01m);
    }

    [Fact]
    public void A_last_price_assumes_no_quote_where_the_book_has_shown_that_there_is_none()
    {
        CoreHarness h = Ready(quantity: 10);
        h.Depth(At(9, 15, 10), 99.95m, 100.05m, size: 0);
        h.Last(At(9, 15, 10), 100m, quantity: 5);
        h.Clock(At(9, 16));
        for (int second = 1; second < 20; second++)
        {
            h.Depth(At(9, 16, second), 99.95m, 100.05m, size: 0);
            h.Last(At(9, 16, second), 100m, quantity: 5 + second);
        }
        Assert.Contains(h.Of(OutboundKind.Order), e => e.Header.Reason == Reason.Placed);
        Assert.Empty(Fills(h));
    }

    private static CoreHarness Bought(bool touchToo, int size, int quantity = 1_000)
    {
        CoreHarness h = Ready(quantity);
        Show(At(9, 15, 10), 100m);
        h.Clock(At(9, 16));
        Show(At(9, 16, 1), 100m);
        Show(At(9, 16, 2), 100m);
        Show(At(9, 16, 3), 100.05m);
        Show(At(9, 16, 4), 100.05m);
        return h;

        void Show(Timestamp at, decimal last)
        {
            h.Depth(at, last - 0.05m, last + 0.05m, size);
            if (touchToo) h.Quote(at, last, size: size);
            else if (at < At(9, 16)) h.Last(at, last, quantity: 1);
        }
    }

    private static (int Quantity, decimal Price)[] Fills(CoreHarness h) =>
        [.. h.Of(OutboundKind.Fill).Select(e => (e.Fill.Quantity, e.Fill.Price.ToDecimal()))];

    private static CoreHarness Ready(int quantity)
    {
        CoreHarness h = new(Settings() with { Ghost = new GhostSettings { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 50 } }, strategies: Probe.Find);
        h.Define(Stock());
        h.Use(Plan(algorithm: "probe") with
        {
            Parameters = [new PlanParameter("action", Probe.Buys)], Sizing = PlanSizing.Fixed, Quantity = quantity,
            Stops = new StopPolicy { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 },
        });
        h.Open();
        return h;
    }
}
