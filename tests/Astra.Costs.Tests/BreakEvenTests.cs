using Astra.Markets;
using CsCheck;

namespace Astra.Costs.Tests;

public class BreakEvenTests
{
    private static readonly ChargeRates Option = Books.Shipped.Rates("ZERODHA", Segment.NseDerivatives, InstrumentKind.Option, true, "2026-11-20");
    private static readonly ChargeRates Share = Books.Shipped.Rates("ANGEL", Segment.NseEquity, InstrumentKind.Equity, true, "2026-11-20");

    private static Money Net(bool isLong, long units, Price entry, Price exit, ChargeRates rates, long most)
    {
        Money opened = Money.Of(entry, units), closed = Money.Of(exit, units);
        Money net = (isLong ? closed - opened : opened - closed) - rates.ForFill(isLong, opened, Money.Zero).Total;
        for (long left = units; left > 0; left -= most) net -= rates.ForFill(!isLong, Money.Of(exit, Math.Min(left, most)), Money.Zero).Total;
        return net;
    }

    [Fact]
    public void It_is_the_first_tick_at_which_nothing_is_lost() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Long[1, 5000], Gen.Long[1, 40_000], Gen.OneOf(Gen.Const(1L), Gen.Const(500L)), Gen.Long[1, 6000])
            .Sample((isLong, option, units, entryTicks, tickUnits, most) =>
            {
                ChargeRates rates = option ? Option : Share;
                Price tick = new(tickUnits), entry = tick * entryTicks;
                Money opened = Money.Of(entry, units);
                Price? even = BreakEven.Price(isLong, units, 1, opened, rates.ForFill(isLong, opened, Money.Zero).Total, rates, tick, Math.Max(most, units / 50 + 1));
                long slice = Math.Max(most, units / 50 + 1);
                if (even is not { } price)
                {
                    Assert.False(isLong);
                    Assert.True(Net(isLong, units, entry, tick, rates, slice) < Money.Zero);
                    return;
                }
                Assert.True(Net(isLong, units, entry, price, rates, slice) >= Money.Zero, $"{price} loses");
                Price worse = isLong ? price - tick : price + tick;
                Assert.True(worse <= Price.Zero || Net(isLong, units, entry, worse, rates, slice) < Money.Zero, $"{worse} does not lose");
            });

    [Fact]
    public void A_lot_of_an_option_bought_at_120_35_must_rise_by_a_rupee_and_five_paise()
    {
        Money opened = Money.FromRupees(65 * 120.35m);
        Price? even = BreakEven.Price(true, 65, 1, opened, Option.ForFill(true, opened, Money.Zero).Total, Option, new Price(500));
        Assert.Equal(Price.FromRupees(121.40m), even);
    }

    [Fact]
    public void A_short_that_cannot_earn_its_charges_has_none()
    {
        Money opened = Money.FromRupees(65 * 0.05m);
        Assert.Null(BreakEven.Price(false, 65, 1, opened, Option.ForFill(false, opened, Money.Zero).Total, Option, new Price(500)));
    }

    [Fact]
    public void A_multiplier_counts_and_nonsense_is_a_defect()
    {
        Money opened = Money.FromRupees(10 * 88.4525m * 1000);
        Assert.Equal(
            BreakEven.Price(true, 10_000, 1, opened, Money.FromRupees(30), Share, new Price(25)),
            BreakEven.Price(true, 10, 1000, opened, Money.FromRupees(30), Share, new Price(25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakEven.Price(true, 0, 1, opened, default, Share, new Price(25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => BreakEven.Price(true, 1, 1, opened, default, Share, new Price(0)));
    }
}
