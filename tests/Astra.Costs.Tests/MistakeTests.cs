using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>Errors seen in other calculators, each with the figure that would show it.</summary>
public class MistakeTests
{
    private static GroupCosts Price(string segment, string legs, string options = "", string date = "2026-09-01") =>
        WorkedGroup.Price(WorkedGroup.Of(date, "ZERODHA", "NSE", segment, legs, options));

    private static void Is(decimal expected, decimal actual) => Assert.Equal(expected, actual);

    [Fact]
    public void Options_are_charged_on_premium_and_never_on_strike_or_notional()
    {
        Instrument deep = new(0, "NIFTY24500CE", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), 65) { Strike = Astra.Markets.Price.FromRupees(24_500), Right = OptionRight.Call };
        Assert.True(Books.Shipped.TryResolve("ZERODHA", deep, Product.Intraday, new DateOnly(2026, 9, 1), out ChargeRates withStrike, out _));
        Assert.True(Books.Shipped.TryResolve("ZERODHA", deep with { Strike = default }, Product.Intraday, new DateOnly(2026, 9, 1), out ChargeRates without, out _));
        Money premium = Money.FromRupees(65 * 100);
        Assert.Equal(without.ForFill(false, premium, Money.Zero), withStrike.ForFill(false, premium, Money.Zero));
        Is(9.75m, withStrike.ForFill(false, premium, Money.Zero).TransactionTax.ToDecimal());
    }

    [Fact]
    public void Stamp_duty_has_four_zeros_and_the_sebi_fee_five()
    {
        Is(300m, Price("EQ_INTRADAY", "B:10000@1000#1").Exact.Stamp);
        Is(300m, Price("EQ_OPT", "B:10000@1000#1").Exact.Stamp);
        Is(10m, Price("EQ_OPT", "B:10000@1000#1").Exact.Sebi);
    }

    [Fact]
    public void Tax_of_an_older_year_is_not_todays()
    {
        Is(500m, Price("EQ_FUT", "S:1000@1000#1").Exact.TransactionTax);
        Is(200m, Price("EQ_FUT", "S:1000@1000#1", date: "2026-03-31").Exact.TransactionTax);
        Is(1500m, Price("EQ_OPT", "S:1000@1000#1").Exact.TransactionTax);
    }

    [Fact]
    public void The_fund_is_inside_the_billed_total_and_not_on_top()
    {
        Is(30.7m, Price("EQ_DELIVERY", "B:1000@1000#1").Exact.Exchange);
        Is(18.3m, Price("EQ_FUT", "B:1000@1000#1").Exact.Exchange);
        Is(355.3m, Price("EQ_OPT", "B:1000@1000#1").Exact.Exchange);
        // The same since 2024-10-01, however it was split.
        Is(30.7m, Price("EQ_DELIVERY", "B:1000@1000#1", date: "2024-10-01").Exact.Exchange);
        Is(355.3m, Price("EQ_OPT", "B:1000@1000#1", date: "2026-02-28").Exact.Exchange);
    }

    [Fact]
    public void Delivery_is_not_charged_as_intraday()
    {
        Is(2000m, Price("EQ_DELIVERY", "B:1000@1000#1|S:1000@1000#2").Exact.TransactionTax);
        Is(250m, Price("EQ_INTRADAY", "B:1000@1000#1|S:1000@1000#2").Exact.TransactionTax);
        Is(150m, Price("EQ_DELIVERY", "B:1000@1000#1").Exact.Stamp);
    }

    [Fact]
    public void The_cap_is_neither_of_the_round_trip_nor_of_each_fill()
    {
        Is(40m, Price("EQ_INTRADAY", "B:100@1000#1|S:100@1000#2").Exact.Brokerage);
        Is(20m, Price("EQ_INTRADAY", "B:50@1000#1|B:50@1000#1").Exact.Brokerage);
        Is(30m, Price("EQ_INTRADAY", "B:50@1000#1|B:50@1000#2").Exact.Brokerage);
    }

    [Fact]
    public void Freeze_slices_are_orders() => Is(40m, Price("EQ_OPT", "B:1755@100#1|B:845@100#2").Exact.Brokerage);

    [Fact]
    public void Gst_is_on_the_sebi_fee_and_not_on_tax_or_stamp()
    {
        NoteLines exact = Price("EQ_INTRADAY", "B:1000@1000#1|S:1000@1000#2").Exact;
        Is(0.18m * (exact.Brokerage + exact.Exchange + exact.Sebi), exact.Gst);
    }

    [Fact]
    public void An_assigned_short_pays_no_second_tax_and_an_exercised_long_none_on_premium()
    {
        Is(Price("EQ_OPT", "S:65@90#1").Exact.TransactionTax, Price("EQ_OPT", "S:65@90#1|A:65@500#2").Exact.TransactionTax);
        Is(0.0015m * 65 * 500, Price("EQ_OPT", "B:65@90#1|X:65@500#2").Exact.TransactionTax);
    }

    [Fact]
    public void Halves_are_neither_lost_in_binary_nor_sent_to_the_even_side()
    {
        // 0.285 and 0.125 are the places where floats and banker's rounding fail.
        Assert.Equal("0.29", Price("EQ_INTRADAY", "B:1@950#1").Note.Brokerage.ToString());
        Assert.Equal("0.13", WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "KOTAK_TRADE_FREE", "NSE", "EQ_INTRADAY", "S:1@500#1")).Note.TransactionTax.ToString());
        Assert.Equal("3.00", Price("EQ_INTRADAY", "S:1@10000#1").Note.TransactionTax.ToString());
    }
}
