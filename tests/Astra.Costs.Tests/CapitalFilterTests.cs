using Astra.Markets;
using CsCheck;
using static Astra.Costs.Tests.MarginBooks;

namespace Astra.Costs.Tests;

/// <summary>Which instruments a capital can trade, and the reason why not.</summary>
public sealed class CapitalFilterTests
{
    private static readonly Price Nifty = Rs(24_500m);

    [Theory]
    [InlineData(9_999.99, FeasibilityReason.CapitalUnderMinimum)]
    [InlineData(10_000, FeasibilityReason.Feasible)]
    public void Shares_are_for_ten_thousand_and_more(double capital, FeasibilityReason reason) =>
        Assert.Equal(reason, Check(Share(), Product.Intraday, (decimal)capital, 1_300m).Reason);

    [Theory]
    [InlineData(99_999.99, FeasibilityReason.CapitalUnderMinimum)]
    [InlineData(100_000, FeasibilityReason.Feasible)]
    public void Options_are_for_a_lakh_and_more(double capital, FeasibilityReason reason)
    {
        Assert.Equal(reason, Check(Option("NIFTY", OptionRight.Call, 24_500m), Product.Carry, (decimal)capital, 200m).Reason);
        Assert.Equal(reason, Check(Option("GOLD", OptionRight.Call, 100_000m, 1, null, Segment.Commodity, 10), Product.Carry, (decimal)capital, 2_000m).Reason);
    }

    [Fact]
    public void Futures_are_by_their_margin_and_a_cushion()
    {
        decimal needed = 207_025m * 1.15m;
        Feasibility no = Check(Future("NIFTY", 65), Product.Carry, needed - 0.01m, 24_500m);
        Assert.Equal(new Feasibility(FeasibilityReason.MarginOverCapital, Rupees(needed), Rupees(needed - 0.01m)), no);
        Assert.True(Check(Future("NIFTY", 65), Product.Carry, needed, 24_500m).Ok);
        Assert.True(Check(Future("USDINR", 1, null, Segment.Currency, 1000), Product.Carry, 3_000m, 88m).Ok);
    }

    [Fact]
    public void One_lot_of_an_option_may_take_half_of_the_capital()
    {
        Feasibility no = Check(Option("NIFTY", OptionRight.Call, 24_500m), Product.Carry, 100_000m, 800m);
        Assert.Equal(new Feasibility(FeasibilityReason.ShareOfCapital, Rupees(52_000m), Rupees(50_000m)), no);
    }

    [Fact]
    public void A_dear_share_is_paid_in_full_for_delivery_and_by_a_fifth_within_the_day()
    {
        Assert.Equal(FeasibilityReason.MarginOverCapital, Check(Share("MRF"), Product.Delivery, 75_000m, 140_000m).Reason);
        Assert.True(Check(Share("MRF"), Product.Intraday, 75_000m, 140_000m).Ok);
    }

    [Fact]
    public void A_sale_is_checked_by_its_margin()
    {
        Assert.True(Filter.TryResolve(Option("NIFTY", OptionRight.Call, 24_500m), Product.Carry, Day, out CapitalTerms terms, out _));
        Assert.True(terms.Check(Rupees(200_000m), 65, Rs(200m), Nifty).Ok);
        Feasibility sale = terms.Check(Rupees(200_000m), -65, Rs(200m), Nifty);
        Assert.Equal((FeasibilityReason.MarginOverCapital, Rupees(207_025m)), (sale.Reason, sale.Needed));
        Assert.Equal(CapitalClass.IndexOption, terms.Class);
    }

    [Fact]
    public void What_cannot_be_checked_says_so()
    {
        Assert.Equal(FeasibilityReason.NoPrice, Check(Share(), Product.Intraday, 75_000m, 0m).Reason);
        Assert.Equal(FeasibilityReason.NotTradable, Check(new(0, "NIFTY", Segment.NseEquity, InstrumentKind.Index, Rs(0.05m), 1), Product.Carry, 75_000m, 24_500m).Reason);
        Assert.Equal(FeasibilityReason.Expired, Check(Future("NIFTY", 65, Day.AddDays(-1)), Product.Carry, 500_000m, 24_500m).Reason);
        Assert.Equal(FeasibilityReason.NoTerms, Check(Future("NIFTY", 65), Product.Delivery, 500_000m, 24_500m).Reason);
        Assert.Equal(FeasibilityReason.CapitalUnderMinimum, Check(Share(), Product.Intraday, -5m, 100m).Reason);
    }

    [Fact]
    public void A_missing_rule_is_named_with_its_remedy()
    {
        CapitalFilter filter = new(Shipped, CapitalRules.Parse(RulesHeader + "INDEX_FUT,0,10000,0,2027-01-01,,mine,,\n"));
        Assert.False(filter.TryResolve(Future("NIFTY", 65), Product.Carry, Day, out _, out string? problem));
        Assert.Contains("no row for INDEX_FUT that is in force on 2026-11-18; add one", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_changes_on_its_day()
    {
        CapitalFilter filter = new(Shipped, CapitalRules.Parse(RulesText + "EQ_INTRADAY,25000,10000,0,2026-11-19,,mine,,\n"));
        Assert.True(filter.Check(Share(), Product.Intraday, Rupees(20_000m), Rs(1_300m), Price.Zero, Day).Ok);
        Assert.False(filter.Check(Share(), Product.Intraday, Rupees(20_000m), Rs(1_300m), Price.Zero, Day.AddDays(1)).Ok);
    }

    [Fact]
    public void A_market_is_checked_as_its_instruments_are_and_without_garbage()
    {
        Instrument[] market =
        [
            Share(), Future("NIFTY", 65), Option("NIFTY", OptionRight.Call, 24_500m), Future("GOLD", 1, null, Segment.Commodity, 100),
            new(0, "NIFTY", Segment.NseEquity, InstrumentKind.Index, Rs(0.05m), 1), Future("NIFTY", 65, Day.AddDays(-1)),
        ];
        Price[] last = [Rs(1_300m), Nifty, Rs(200m), Rs(100_000m), Nifty, Nifty];
        Price[] spot = [Price.Zero, Price.Zero, Nifty, Price.Zero, Price.Zero, Price.Zero];
        Feasibility[] results = new Feasibility[market.Length];
        Assert.Equal(3, Filter.CheckAll(market, last, spot, Product.Delivery, Rupees(300_000m), Day, results));
        Assert.Equal(
            [FeasibilityReason.Feasible, FeasibilityReason.Feasible, FeasibilityReason.Feasible, FeasibilityReason.MarginOverCapital, FeasibilityReason.NotTradable, FeasibilityReason.Expired],
            results.Select(r => r.Reason));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Filter.CheckAll(market, last, spot, Product.Delivery, Rupees(300_000m), Day, results);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Throws<ArgumentException>(() => Filter.CheckAll(market, last, spot, Product.Delivery, Rupees(1m), Day, new Feasibility[1]));
    }

    [Fact]
    public void More_capital_never_closes_a_door() =>
        Gen.Select(Gen.Long[0, 10_000_000_000_000], Gen.Long[0, 10_000_000_000_000], Gen.Int[1, 500], Gen.Int[0, 3]).Sample((a, b, lots, which) =>
        {
            Instrument[] all = [Share(), Future("NIFTY", 65), Option("NIFTY", OptionRight.Call, 24_500m), Future("RELIANCE", 500)];
            Assert.True(Filter.TryResolve(all[which], Product.Intraday, Day, out CapitalTerms terms, out _));
            (Money less, Money more) = (new Money(Math.Min(a, b)), new Money(Math.Max(a, b)));
            if (terms.Check(less, lots, Rs(1_300m), Nifty).Ok) Assert.True(terms.Check(more, lots, Rs(1_300m), Nifty).Ok);
        });

    [Fact]
    public void No_order_overflows() =>
        Gen.Select(Gen.Long[long.MinValue, long.MaxValue], Gen.Long[0, long.MaxValue], Gen.Long[long.MinValue, long.MaxValue]).Sample((quantity, price, capital) =>
        {
            Assert.True(Filter.TryResolve(Option("NIFTY", OptionRight.Put, 24_500m), Product.Carry, Day, out CapitalTerms terms, out _));
            Feasibility result = terms.Check(new Money(capital), quantity, new Price(price), new Price(price));
            Assert.True(result.Needed.Micros >= 0 && result.Had.Micros >= 0);
        });

    private static Feasibility Check(Instrument instrument, Product product, decimal capital, decimal last) =>
        Filter.Check(instrument, product, Rupees(capital), Rs(last), Nifty, Day);
}
