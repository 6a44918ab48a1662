using Astra.Markets;

namespace Astra.Costs.Tests;

[Collection(nameof(RunsAlone))]
public class RateChangeTests
{
    private static readonly Money Lakh = Money.FromRupees(100_000m);

    [Theory]
    [InlineData("2023-03-31", "10.00")]
    [InlineData("2023-04-01", "12.50")]
    [InlineData("2024-09-30", "12.50")]
    [InlineData("2024-10-01", "20.00")]
    [InlineData("2026-03-31", "20.00")]
    [InlineData("2026-04-01", "50.00")]
    public void Futures_pay_the_tax_in_force_on_the_day_of_sale(string date, string expected)
    {
        ChargeRates rates = Books.Shipped.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Future, true, date);
        Assert.Equal(expected, rates.ForFill(buy: false, Lakh, Money.Zero).TransactionTax.ToString());
        Assert.Equal(Money.Zero, rates.ForFill(buy: true, Lakh, Money.Zero).TransactionTax);
    }

    [Fact]
    public void A_new_rate_is_one_dated_line()
    {
        ChargeBook changed = ChargeBook.Parse(Books.ChargesText + "STT,ALL,EQ_OPT,sell,premium,0.002,2026-12-01,,Finance Act,M,\n", Books.PlansText);
        Charges before = changed.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Option, true, "2026-11-30").ForFill(false, Lakh, Money.Zero);
        Charges after = changed.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Option, true, "2026-12-01").ForFill(false, Lakh, Money.Zero);
        Assert.Equal(Money.FromRupees(50m), after.Total - before.Total);
        Assert.Equal(Money.FromRupees(50m), after.TransactionTax - before.TransactionTax);
    }

    [Theory]
    [InlineData(Segment.BseEquity, InstrumentKind.Equity, ChargeGroup.BseExclusive, "2.75")]
    [InlineData(Segment.BseEquity, InstrumentKind.Equity, ChargeGroup.BseX, "100.00")]
    [InlineData(Segment.BseEquity, InstrumentKind.Equity, ChargeGroup.BseSs, "1000.00")]
    [InlineData(Segment.BseEquity, InstrumentKind.Equity, ChargeGroup.Common, "3.75")]
    [InlineData(Segment.BseDerivatives, InstrumentKind.Option, ChargeGroup.Common, "32.50")]
    [InlineData(Segment.BseDerivatives, InstrumentKind.Option, ChargeGroup.BseOtherOption, "5.00")]
    [InlineData(Segment.NseEquity, InstrumentKind.Equity, ChargeGroup.BseX, "3.07")]
    public void An_instruments_group_picks_its_exchange_charge(Segment segment, InstrumentKind kind, ChargeGroup group, string expected)
    {
        foreach (Product product in (Product[])[Product.Intraday, Product.Delivery])
            Assert.Equal(expected, Of(segment, kind, group, product).ForFill(true, Lakh, Money.Zero).Exchange.ToString());
    }

    [Fact]
    public void Funds_and_farm_goods_are_taxed_by_their_group()
    {
        Assert.Equal("1.00", Of(Segment.NseEquity, InstrumentKind.Etf, ChargeGroup.Common, Product.Delivery).ForFill(false, Lakh, Money.Zero).TransactionTax.ToString());
        Assert.Equal("25.00", Of(Segment.NseEquity, InstrumentKind.Etf, ChargeGroup.Common, Product.Intraday).ForFill(false, Lakh, Money.Zero).TransactionTax.ToString());
        Assert.Equal("0.00", Of(Segment.NseEquity, InstrumentKind.Etf, ChargeGroup.OtherFund, Product.Delivery).ForFill(false, Lakh, Money.Zero).TransactionTax.ToString());
        Charges cotton = Of(Segment.Commodity, InstrumentKind.Future, ChargeGroup.Agricultural, Product.Carry).ForFill(false, Lakh, Money.Zero);
        Charges crude = Of(Segment.Commodity, InstrumentKind.Future, ChargeGroup.Common, Product.Carry).ForFill(false, Lakh, Money.Zero);
        Assert.Equal(("0.00", "0.01"), (cotton.TransactionTax.ToString(), cotton.Sebi.ToString()));
        Assert.Equal(("10.00", "0.10"), (crude.TransactionTax.ToString(), crude.Sebi.ToString()));
        Charges cottonOption = Of(Segment.Commodity, InstrumentKind.Option, ChargeGroup.Agricultural, Product.Carry).ForFill(false, Lakh, Money.Zero);
        Assert.Equal(("50.00", "0.01"), (cottonOption.TransactionTax.ToString(), cottonOption.Sebi.ToString()));
    }

    [Fact]
    public void An_index_traded_as_its_future_pays_as_the_future()
    {
        Instrument index = new(0, "NIFTY", Segment.NseEquity, InstrumentKind.Index, new Price(500), 65) { IndexTradedAsFuture = true };
        Assert.True(Books.Shipped.TryResolve("ZERODHA", index, Product.Intraday, Books.Date("2026-06-15"), out ChargeRates rates, out _));
        Assert.Equal("EQ_FUT", rates.Class.Segment);
        Assert.Equal(Money.FromRupees(50), rates.ForFill(false, Lakh, Money.Zero).TransactionTax);
    }

    private static ChargeRates Of(Segment segment, InstrumentKind kind, ChargeGroup group, Product product)
    {
        Instrument instrument = new(0, "X", segment, kind, new Price(500), 1) { Group = group };
        Assert.True(Books.Shipped.TryResolve("ZERODHA", instrument, product, Books.Date("2026-06-15"), out ChargeRates rates, out string? problem), problem);
        return rates;
    }

    [Fact]
    public void Delivery_is_taxed_on_both_sides_and_intraday_on_the_sale()
    {
        ChargeRates delivery = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, false, "2026-06-15");
        ChargeRates intraday = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, true, "2026-06-15");
        Assert.Equal(Money.FromRupees(100m), delivery.ForFill(true, Lakh, Money.Zero).TransactionTax);
        Assert.Equal(Money.FromRupees(100m), delivery.ForFill(false, Lakh, Money.Zero).TransactionTax);
        Assert.Equal(Money.Zero, intraday.ForFill(true, Lakh, Money.Zero).TransactionTax);
        Assert.Equal(Money.FromRupees(25m), intraday.ForFill(false, Lakh, Money.Zero).TransactionTax);
    }

    [Fact]
    public void The_cap_holds_for_the_order_and_not_for_each_fill()
    {
        ChargeRates rates = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, true, "2026-06-15");
        Money part = Money.FromRupees(50_000m);
        Assert.Equal(Money.FromRupees(15m), rates.ForFill(true, part, Money.Zero).Brokerage);
        Assert.Equal(Money.FromRupees(5m), rates.ForFill(true, part, part).Brokerage);
        Assert.Equal(Money.Zero, rates.ForFill(true, part, part + part).Brokerage);
    }

    [Fact]
    public void A_flat_fee_falls_on_the_first_fill_of_an_order()
    {
        ChargeRates rates = Books.Shipped.Rates("zerodha", Segment.NseDerivatives, InstrumentKind.Option, true, "2026-06-15");
        Assert.Equal(Money.FromRupees(20m), rates.ForFill(true, Lakh, Money.Zero).Brokerage);
        Assert.Equal(Money.Zero, rates.ForFill(true, Lakh, Lakh).Brokerage);
        Assert.Equal(Charges.None, rates.ForFill(true, Money.Zero, Money.Zero));
    }

    [Fact]
    public void An_exclusive_group_of_shares_can_be_named()
    {
        ChargeClass group = ChargeClass.Of(Segment.BseEquity, InstrumentKind.Equity, intraday: false)! with { ExchangeSegment = "EQ_DELIVERY:X" };
        Assert.True(Books.Shipped.TryResolve("ZERODHA", group, Books.Date("2026-06-15"), out ChargeRates rates, out string? problem), problem);
        Assert.Equal(Money.FromRupees(100m), rates.ForFill(true, Lakh, Money.Zero).Exchange);
    }

    [Fact]
    public void Pricing_a_fill_allocates_nothing()
    {
        ChargeRates rates = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, true, "2026-06-15");
        Money sum = rates.ForFill(true, Lakh, Money.Zero).Total;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 1; i <= 10_000; i++) sum += rates.ForFill((i & 1) == 0, new Money(i * 1_000_000L), Lakh).Total;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.True(sum > Money.Zero);
    }

    [Fact]
    public void A_negative_value_is_a_defect_and_says_so()
    {
        ChargeRates rates = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Equity, true, "2026-06-15");
        Assert.Throws<ArgumentOutOfRangeException>(() => rates.ForFill(true, new Money(-1), Money.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => rates.ForFill(true, Lakh, new Money(-1)));
    }
}
