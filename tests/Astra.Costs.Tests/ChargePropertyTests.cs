using System.Numerics;
using Astra.Markets;
using CsCheck;

namespace Astra.Costs.Tests;

public class ChargePropertyTests
{
    private static readonly (Segment Segment, InstrumentKind Kind)[] Tradables =
    [
        (Segment.NseEquity, InstrumentKind.Equity), (Segment.BseEquity, InstrumentKind.Equity), (Segment.NseEquity, InstrumentKind.Etf),
        (Segment.NseDerivatives, InstrumentKind.Future), (Segment.NseDerivatives, InstrumentKind.Option),
        (Segment.BseDerivatives, InstrumentKind.Future), (Segment.BseDerivatives, InstrumentKind.Option),
        (Segment.Currency, InstrumentKind.Future), (Segment.Currency, InstrumentKind.Option),
        (Segment.Commodity, InstrumentKind.Future), (Segment.Commodity, InstrumentKind.Option),
    ];

    private static readonly string[] Brokers = ["ZERODHA", "ANGEL", "SHOONYA"];

    private static readonly Gen<ChargeRates> AnyRates =
        from tradable in Gen.Int[0, Tradables.Length - 1].Select(i => Tradables[i])
        from broker in Gen.Int[0, Brokers.Length - 1].Select(i => Brokers[i])
        from intraday in Gen.Bool
        from day in Gen.Int[0, 365]
        select Books.Shipped.Rates(broker, tradable.Segment, tradable.Kind, intraday,
            new DateOnly(2025, 11, 17).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static readonly Gen<Money> AnyValue = Gen.OneOf(
        Gen.Long[0, 10_000_000], Gen.Long[0, 10_000_000_000_000], Gen.Long[0, long.MaxValue / 8]).Select(v => new Money(v));

    [Fact]
    public void The_fills_of_an_order_add_up_to_the_order_exactly() =>
        Gen.Select(AnyRates, Gen.Bool, AnyValue.Array[1, 8]).Sample((rates, buy, fills) =>
        {
            Money before = Money.Zero;
            Charges sum = Charges.None;
            foreach (Money fill in fills)
            {
                sum += rates.ForFill(buy, fill, before);
                before += fill;
            }
            Assert.Equal(rates.ForFill(buy, before, Money.Zero), sum);
        });

    [Fact]
    public void No_component_falls_when_the_quantity_rises() =>
        Gen.Select(AnyRates, Gen.Bool, AnyValue, AnyValue).Sample((rates, buy, value, more) =>
        {
            decimal[] small = WorkedTrade.ComponentsOf(rates.ForFill(buy, value, Money.Zero));
            decimal[] large = WorkedTrade.ComponentsOf(rates.ForFill(buy, value + more, Money.Zero));
            for (int i = 0; i < small.Length; i++) Assert.True(large[i] >= small[i], WorkedTrade.Components[i]);
        });

    [Fact]
    public void No_component_of_a_fill_is_negative() =>
        Gen.Select(AnyRates, Gen.Bool, AnyValue, AnyValue).Sample((rates, buy, value, before) =>
            Assert.All(WorkedTrade.ComponentsOf(rates.ForFill(buy, value, before)), c => Assert.True(c >= 0)));

    [Fact]
    public void Large_values_round_like_unbounded_integers() =>
        AnyValue.Sample(value =>
        {
            ChargeRates rates = Books.Shipped.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Option, true, "2026-06-15");
            Charges sale = rates.ForFill(buy: false, value, Money.Zero);
            Assert.Equal(Fraction(value, 3_553_000), sale.Exchange.Micros);
            Assert.Equal(Fraction(value, 15_000_000), sale.TransactionTax.Micros);

            static BigInteger Fraction(Money value, long perTenBillion) =>
                (new BigInteger(value.Micros) * perTenBillion + 5_000_000_000) / 10_000_000_000;
        });

    [Fact]
    public void A_round_trip_at_one_price_loses_exactly_its_charges() =>
        Gen.Select(AnyRates, AnyValue, Gen.Bool).Sample((rates, value, buyFirst) =>
        {
            Charges first = rates.ForFill(buyFirst, value, Money.Zero), second = rates.ForFill(!buyFirst, value, Money.Zero);
            Money cash = Money.Zero;
            foreach (bool buy in (bool[])[buyFirst, !buyFirst])
                cash += (buy ? -value : value) - rates.ForFill(buy, value, Money.Zero).Total;
            Assert.Equal(-(first + second).Total, cash);
            Assert.True(cash <= Money.Zero);
        });

    [Fact]
    public void The_estimate_of_an_order_is_the_exact_note_to_half_a_micro_rupee_a_line() =>
        Gen.Select(AnyRates, Gen.Bool, Gen.Long[1, 100_000_000_000_000]).Sample((rates, buy, micros) =>
        {
            ContractNote note = new(rates.Date);
            DayTurnover day = default;
            day.Add(buy, 1, new Money(micros));
            note.AddOrder(rates, new Money(micros));
            note.AddTurnover(rates, day);
            NoteLines exact = note.Exact(NoteSettings.Usual with { LedgerBasis = SttBasis.Leg });
            decimal[] lines = [exact.Brokerage, exact.TransactionTax, exact.Exchange, exact.Sebi, exact.Stamp, exact.Gst];
            decimal[] estimate = WorkedTrade.ComponentsOf(rates.ForFill(buy, new Money(micros), Money.Zero));
            for (int i = 0; i < lines.Length; i++) Assert.True(Math.Abs(lines[i] - estimate[i]) <= 0.5e-6m * (i == 5 ? 2 : 1), WorkedTrade.Components[i]);
        });

    [Fact]
    public void A_note_never_falls_when_more_is_traded() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Int[1, 100_000], Gen.OneOf(Gen.Const("EQ_INTRADAY"), Gen.Const("EQ_DELIVERY"), Gen.Const("EQ_FUT"), Gen.Const("EQ_OPT"))).Sample((units, more, paise, segment) =>
        {
            decimal small = Note(units), large = Note(units + more);
            Assert.True(large >= small);

            decimal Note(int quantity) => WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "NSE", segment,
                FormattableString.Invariant($"B:{quantity}@{paise / 100m}#1|S:{quantity}@{paise / 100m}#2"))).Note.Total.ToDecimal();
        });

    [Fact]
    public void A_row_of_the_future_changes_nothing_today()
    {
        string charges = Books.ChargesText + """
            STT,ALL,EQ_FUT,sell,value,0.09,2027-04-01,,test,L,
            STAMP,ALL,EQ_INTRADAY,buy,value,0.09,2027-04-01,,test,L,
            GST,ALL,*,both,brokerage+exchange+ipft+sebi,0.28,2027-04-01,,test,L,
            """;
        string plans = Books.PlansText + "ZERODHA,EQ_FUT,FLAT,,900,,executed order,2027-04-01,test,L,\n";
        ChargeBook future = ChargeBook.Parse(charges, plans);
        foreach (WorkedTrade trade in WorkedTrade.All) Assert.Equal(trade.Charge(Books.Shipped), trade.Charge(future));
        ChargeRates later = future.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Future, true, "2027-04-01");
        Assert.Equal(Money.FromRupees(900m), later.ForFill(true, Money.FromRupees(100_000m), Money.Zero).Brokerage);
    }
}
