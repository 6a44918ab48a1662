namespace Astra.Markets.Tests;

public class OptionEdgeTests
{
    private static readonly Black76Option Call = new(OptionRight.Call, 24_500, 24_000, 3.5 / 365, 0.065);

    [Fact]
    public void At_expiry_only_intrinsic_value_and_a_step_are_left()
    {
        OptionValue inside = (Call with { Years = 0 }).Value(0.13), outside = (Call with { Years = 0, Right = OptionRight.Put }).Value(0.13);
        Assert.Equal(new OptionValue(500, 1, 0, 0, 0, 0, 0, 0), inside);
        Assert.Equal(0, outside.Price);
        Assert.Equal(0, outside.Delta);
        Assert.Equal(0.5, (Call with { Years = 0, Strike = 24_500 }).Value(0.13).Delta);
        OptionValue spot = new BlackScholesOption(OptionRight.Call, 24_500, 24_000, 0, 0.065, 0.01).Value(0.13);
        Assert.Equal(new OptionValue(500, 1, 0, 0, 0, 0, 0, 0), spot);
    }

    [Fact]
    public void Without_volatility_the_price_is_discounted_intrinsic_value()
    {
        OptionValue v = Call.Value(0);
        Assert.Equal(Call.Intrinsic, v.Price);
        Assert.Equal(Call.Discount, v.Delta);
        Assert.Equal(0, v.Vega);
        Assert.Equal(0.065 * v.Price, v.ThetaPerYear);
        // At the money the slope in volatility stays: F phi(0) sqrt(T).
        Black76Option atm = Call with { Strike = 24_500, Rate = 0 };
        Assert.Equal(24_500 * 0.3989422804014327 * Math.Sqrt(3.5 / 365), atm.Value(0).Vega, 1e-9);
        Assert.Equal(0, atm.Value(0).Gamma);
        Assert.Equal(0.5, atm.Value(0).Delta);
    }

    [Fact]
    public void Without_bound_on_volatility_the_price_reaches_its_bound()
    {
        foreach (double volatility in new[] { 1e4, 1e100, double.PositiveInfinity })
        {
            OptionValue call = Call.Value(volatility), put = (Call with { Right = OptionRight.Put }).Value(volatility);
            Assert.Equal(Call.Discount * 24_500, call.Price, 1e-9);
            Assert.Equal(Call.Discount * 24_000, put.Price, 1e-9);
            Assert.All([call.Delta, call.Gamma, call.Vega, call.ThetaPerYear, call.Rho, call.Vanna, call.Volga], g => Assert.True(double.IsFinite(g)));
        }
    }

    [Fact]
    public void Negative_or_missing_volatility_has_no_price()
    {
        Assert.True(double.IsNaN(Call.Price(-0.01)));
        Assert.True(double.IsNaN(Call.Price(double.NaN)));
        Assert.True(double.IsNaN(Call.Value(double.NaN).Gamma));
    }

    [Fact]
    public void Tiny_strikes_and_far_moneyness_are_forward_less_strike()
    {
        Assert.Equal(Call.Discount * (24_500 - 1e-4), (Call with { Strike = 1e-4 }).Price(0.5), 1e-9);
        Assert.Equal(0, (Call with { Strike = 1e30 }).Price(0.5));
        Assert.Equal(Call.Discount, (Call with { Strike = 1e-4 }).Value(0.5).Delta);
    }

    [Fact]
    public void Minutes_before_the_close_theta_is_what_the_next_minute_takes()
    {
        Timestamp close = Ist.At(new DateOnly(2026, 8, 18), new TimeOnly(15, 30));
        double before = YearFraction.Between(close - 15 * Timestamp.NanosPerMinute, close), after = YearFraction.Between(close - 14 * Timestamp.NanosPerMinute, close);
        Black76Option option = new(OptionRight.Call, 24_195, 24_200, before);
        double lost = option.Price(0.08) - (option with { Years = after }).Price(0.08);
        double middle = -(option with { Years = (before + after) / 2 }).Value(0.08).ThetaPerDay / 1440;
        Assert.Equal(lost, middle, 1e-3 * lost);
    }

    [Fact]
    public void Years_count_to_the_close_that_is_given()
    {
        DateOnly expiry = new(2026, 8, 18);
        Timestamp now = Ist.At(expiry, new TimeOnly(15, 0));
        Assert.Equal(30.0 / (365 * 1440), YearFraction.ToClose(now, expiry, new TimeOnly(15, 30)), 1e-18);
        Assert.Equal(40.0 / (365 * 1440), YearFraction.ToClose(now, expiry, new TimeOnly(15, 40)), 1e-18);
        Assert.Equal(0, YearFraction.ToClose(now, expiry, new TimeOnly(14, 59)));
        Assert.Equal(0, YearFraction.Between(now, now));
        Assert.Equal(1, YearFraction.Between(now, now + 365 * Timestamp.NanosPerDay));
    }

    [Fact]
    public void Prices_enter_and_leave_as_integers()
    {
        Black76Option option = new(OptionRight.Put, Price.FromRupees(84.1225m), Price.FromRupees(84m), 0.05);
        Assert.Equal(84.1225, option.Forward);
        Assert.Equal(Price.FromRupees(0.1235m), TheoreticalPrice.Round(0.12345001));
        Assert.Equal(Price.FromRupees(-0.1235m), TheoreticalPrice.Round(-0.12345001));
        Assert.Throws<ArgumentOutOfRangeException>(() => TheoreticalPrice.Round(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TheoreticalPrice.Round(1e16));
    }
}
