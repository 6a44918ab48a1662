using CsCheck;

namespace Astra.Costs.Tests;

public class QuickRateTests
{
    private static readonly Gen<Rate> AnyRate = Gen.OneOf(
        Gen.Long[0, 100_000_000].Select(billionths => new Rate(billionths * 1_000)),
        Gen.Long[0, 10_000].Select(n => new Rate(n * 1_000_000)),
        Gen.Long[0, Rate.One / 10].Select(n => new Rate(n)));

    [Fact]
    public void A_quick_rate_is_the_rate_for_every_amount_up_to_its_limit() =>
        Gen.Select(AnyRate, Gen.Long[0, long.MaxValue], Gen.Int[0, 62]).Sample((rate, amount, shift) =>
        {
            QuickRate quick = new(rate);
            Assert.True(quick.Limit > 0);
            foreach (long micros in (long[])[0, 1, quick.Limit, quick.Limit - 1, Math.Min(amount >> shift, quick.Limit)])
                Assert.Equal(rate.Of(micros), quick.Of(micros));
        }, iter: 20_000);

    [Fact]
    public void Halves_go_away_from_zero()
    {
        QuickRate quick = new(new Rate(Rate.One / 1000));
        Assert.Equal((0, 1, 1, 2), (quick.Of(499), quick.Of(500), quick.Of(1499), quick.Of(1500)));
    }

    [Fact]
    public void The_rates_of_today_are_quick_for_orders_of_a_crore_and_more()
    {
        foreach (long billionths in (long[])[1_000_000, 250_000, 500_000, 1_500_000, 30_700, 355_300, 18_300, 1_000, 150_000])
            Assert.True(new QuickRate(new Rate(billionths * 1_000)).Limit >= 10_000_000_000_000);
    }
}
