using Astra.Markets;

namespace Astra.Costs.Tests;

public class SettlementTests
{
    private static readonly Money Lakh = Money.FromRupees(100_000m);

    private static Instrument Derivative(Segment segment, InstrumentKind kind, SettlementStyle style = SettlementStyle.Cash, ChargeGroup group = ChargeGroup.Common) =>
        new(0, "X", segment, kind, new Price(500), 1) { Settlement = style, Group = group };

    private static SettlementRates Rates(string broker, Instrument instrument, string date)
    {
        Assert.True(Books.Shipped.TryResolveSettlement(broker, instrument, Books.Date(date), out SettlementRates rates, out string? problem), problem);
        return rates;
    }

    [Theory]
    [InlineData("2026-03-31", "125.00")]
    [InlineData("2026-04-01", "150.00")]
    public void An_exercise_is_taxed_on_its_intrinsic_value_at_the_days_rate(string date, string tax)
    {
        Charges charges = Rates("ZERODHA", Derivative(Segment.NseDerivatives, InstrumentKind.Option), date).ForExercise(Lakh);
        Assert.Equal(tax, charges.TransactionTax.ToString());
        Assert.Equal((Money.FromRupees(20), Money.FromRupees(3.6m)), (charges.Brokerage, charges.Gst));
        Assert.Equal((Money.Zero, Money.Zero, Money.Zero), (charges.Exchange, charges.Sebi, charges.Stamp));
    }

    [Fact]
    public void An_assignment_bears_brokerage_only_and_a_worthless_end_nothing()
    {
        SettlementRates rates = Rates("ZERODHA", Derivative(Segment.NseDerivatives, InstrumentKind.Option), "2026-08-11");
        Assert.Equal(Money.FromRupees(23.6m), rates.ForAssignment(Lakh).Total);
        Assert.Equal(Money.Zero, rates.ForAssignment(Lakh).TransactionTax);
        Assert.Equal(Charges.None, rates.ForWorthless());
        Assert.Equal(Charges.None, rates.ForExercise(Money.Zero));
    }

    [Fact]
    public void Shares_are_taxed_on_both_sides_and_stamped_on_the_receivers()
    {
        SettlementRates rates = Rates("ZERODHA", Derivative(Segment.NseDerivatives, InstrumentKind.Future, SettlementStyle.Physical), "2026-08-25");
        Charges received = rates.ForDelivery(receives: true, Lakh), given = rates.ForDelivery(receives: false, Lakh);
        Assert.Equal((Money.FromRupees(100), Money.FromRupees(15), Money.FromRupees(250)), (received.TransactionTax, received.Stamp, received.Brokerage));
        Assert.Equal((Money.FromRupees(100), Money.Zero, Money.FromRupees(250)), (given.TransactionTax, given.Stamp, given.Brokerage));
        Assert.Equal(Money.FromRupees(100), rates.ForDelivery(receives: true, Lakh, nettedOff: true).Brokerage);
    }

    [Fact]
    public void A_plan_without_the_rows_charges_options_and_delivery()
    {
        SettlementRates rates = Rates("SHOONYA", Derivative(Segment.NseDerivatives, InstrumentKind.Option), "2026-08-25");
        Assert.Equal(Money.FromRupees(5), rates.ForExercise(Lakh).Brokerage);
        Assert.Equal(Money.Zero, rates.ForDelivery(receives: true, Lakh).Brokerage);
        Assert.Equal(Money.FromRupees(20), Rates("ANGEL", Derivative(Segment.NseDerivatives, InstrumentKind.Future), "2026-08-25").ForDelivery(false, Lakh).Brokerage);
    }

    [Fact]
    public void Commodity_options_are_taxed_by_what_they_end_in()
    {
        SettlementRates future = Rates("ZERODHA", Derivative(Segment.Commodity, InstrumentKind.Option, SettlementStyle.Physical), "2026-08-25");
        SettlementRates goods = Rates("ZERODHA", Derivative(Segment.Commodity, InstrumentKind.Option), "2026-08-25");
        SettlementRates farm = Rates("ZERODHA", Derivative(Segment.Commodity, InstrumentKind.Option, group: ChargeGroup.Agricultural), "2026-08-25");
        Assert.True(future.TaxesSettlementValue);
        Assert.Equal(Money.FromRupees(1), future.ForExercise(Lakh, new Money(Lakh.Micros * 10)).TransactionTax);
        Assert.Equal(Money.FromRupees(125), goods.ForExercise(Lakh).TransactionTax);
        Assert.Equal(Money.FromRupees(125), farm.ForExercise(Lakh).TransactionTax);
        Assert.Equal(Money.Zero, Rates("ZERODHA", Derivative(Segment.Currency, InstrumentKind.Option), "2026-08-25").ForExercise(Lakh).TransactionTax);
    }

    [Fact]
    public void What_cannot_expire_or_has_no_row_is_named()
    {
        Assert.False(Books.Shipped.TryResolveSettlement("ZERODHA", Derivative(Segment.NseEquity, InstrumentKind.Equity), new DateOnly(2026, 1, 1), out _, out string? problem));
        Assert.Contains("does not expire", problem, StringComparison.Ordinal);
        Assert.False(Books.Shipped.TryResolveSettlement("NOBODY", Derivative(Segment.NseDerivatives, InstrumentKind.Option), new DateOnly(2026, 1, 1), out _, out problem));
        Assert.Contains("no row for NOBODY", problem, StringComparison.Ordinal);
    }
}
