using Astra.Markets;
using static Astra.Costs.Tests.MarginBooks;

namespace Astra.Costs.Tests;

/// <summary>What positions ask together.</summary>
public sealed class PortfolioMarginTests
{
    private const decimal Spot = 25_000m;
    private static readonly Money OneSide = Rupees(65 * Spot);

    [Fact]
    public void A_spread_of_defined_risk_asks_its_largest_loss_and_the_exposure_of_its_short_leg()
    {
        PortfolioEstimate spread = Ask(Call(25_000m, -65, 220m), Call(25_300m, 65, 110m));
        Assert.Equal(Rupees(65 * (300m - 110m)), spread.Scan);
        Assert.Equal(Rupees(65 * Spot * 0.02m), spread.Exposure);
        Assert.Equal(spread.Scan + spread.Exposure, spread.Total);
    }

    [Fact]
    public void A_bought_spread_asks_what_it_costs_and_the_exposure_of_its_short_leg()
    {
        PortfolioEstimate spread = Ask(Call(25_000m, 65, 220m), Call(25_300m, -65, 110m));
        Assert.Equal(Rupees(65 * 110m), spread.Scan);
        Assert.Equal(Rupees(65 * Spot * 0.02m), spread.Exposure);
    }

    /// <summary>A user's figure of January 2026 puts one lot near 13 percent of one side; two points of tolerance.</summary>
    [Fact]
    public void A_short_straddle_asks_about_one_side()
    {
        PortfolioEstimate straddle = Ask(Call(25_000m, -65, 260m), Put(25_000m, -65, 240m));
        Assert.InRange(straddle.Total.Rupees / OneSide.Rupees, 0.11, 0.15);
        Assert.Equal(2 * 0.13, straddle.Unhedged.Rupees / OneSide.Rupees, 6);
    }

    /// <summary>At a volatility of 14% a call of a year at the money is worth 5.6%: what the payoff alone would leave out.</summary>
    [Fact]
    public void A_sold_option_with_a_year_to_live_asks_for_its_time_value_too()
    {
        Instrument year = Option("NIFTY", OptionRight.Call, 25_000m, 65, Day.AddDays(365));
        PortfolioEstimate sold = Ask(Line(year, -65, 1_395m));
        Assert.InRange(sold.Scan.Rupees / OneSide.Rupees, 0.075, 0.11);
        Assert.True(sold.Total <= sold.Unhedged);
    }

    [Fact]
    public void A_move_of_volatility_alone_costs_the_seller_of_a_straddle()
    {
        Instrument call = Option("NIFTY", OptionRight.Call, 25_000m, 65, Day.AddDays(180)), put = Option("NIFTY", OptionRight.Put, 25_000m, 65, Day.AddDays(180));
        MarginBook still = MarginBook.Parse(MarginBooks.RatesText.Replace("VOLATILITY_SCAN,INDEX,*,2500", "VOLATILITY_SCAN,INDEX,*,0", StringComparison.Ordinal));
        Assert.True(Scan(Shipped) > Scan(still));

        Money Scan(MarginBook book) => PortfolioMargin.Approximate(
            [new(book.Terms(call), -65, Rs(980m)), new(book.Terms(put), -65, Rs(980m))], Rs(Spot)).Scan;
    }

    [Fact]
    public void An_iron_condor_asks_the_wider_wing_once()
    {
        PortfolioEstimate condor = Ask(
            Call(25_500m, -65, 80m), Call(25_900m, 65, 30m), Put(24_500m, -65, 90m), Put(24_200m, 65, 50m));
        Assert.Equal(Rupees(65 * (400m - (80 - 30 + 90 - 50))), condor.Scan);
    }

    [Fact]
    public void A_bought_option_asks_its_premium_and_no_more()
    {
        Assert.Equal(Rupees(65 * 220m), Ask(Call(25_000m, 65, 220m)).Total);
        Assert.Equal(Rupees(65 * 5_100m), Ask(Call(20_000m, 65, 5_100m)).Total);
        Assert.Equal(Rupees(65 * 460m), Ask(Call(25_000m, 65, 220m), Put(25_000m, 65, 240m)).Total);
    }

    [Fact]
    public void A_far_short_option_asks_its_floor() =>
        Assert.Equal(Rupees(65 * Spot * 0.05m), Ask(Call(40_000m, -65, 0.5m)).Total);

    [Fact]
    public void A_future_with_its_protective_put_asks_the_loss_down_to_the_strike()
    {
        PortfolioEstimate hedged = Ask(NiftyFuture(65, 25_000m), Put(24_500m, 65, 90m));
        Assert.Equal(Rupees(65 * 590m), hedged.Scan);
        Assert.True(hedged.Total < Ask(NiftyFuture(65, 25_000m)).Total);
    }

    [Fact]
    public void A_single_future_asks_what_it_asks_alone()
    {
        PortfolioEstimate future = Ask(NiftyFuture(65, 25_000m));
        Assert.Equal(future.Unhedged, future.Total);
        Assert.Equal(Rupees(65 * Spot * 0.13m), future.Total);
    }

    [Fact]
    public void A_calendar_spread_of_futures_asks_its_charge_until_the_near_month_expires()
    {
        DateOnly earlier = MonthEnd.AddDays(-1);
        PortfolioEstimate spread = Ask(FutureOn(earlier, MonthEnd, -65), FutureOn(earlier, NextMonthEnd, 65));
        Assert.Equal(Money.Zero, spread.Scan);
        Assert.Equal(Rupees(65 * Spot * 0.0175m), spread.Total);

        PortfolioEstimate expiring = Ask(FutureOn(MonthEnd, MonthEnd, -65), FutureOn(MonthEnd, NextMonthEnd, 65));
        Assert.Equal(expiring.Unhedged, expiring.Total);
    }

    [Fact]
    public void Before_February_2025_the_expiry_day_kept_the_calendar_benefit()
    {
        DateOnly near = new(2025, 1, 30), far = new(2025, 2, 27);
        PortfolioEstimate spread = Ask(FutureOn(near, near, -25), FutureOn(near, far, 25));
        Assert.Equal(Rupees(25 * Spot * 0.0175m), spread.Total);
    }

    [Fact]
    public void A_calendar_spread_of_options_pays_a_charge_and_loses_its_hedge_on_the_near_expiry()
    {
        PortfolioEstimate before = Calendar(MonthEnd.AddDays(-1)), on = Calendar(MonthEnd);
        Assert.True(before.CalendarSpread > Money.Zero);
        Assert.True(before.Total.Micros * 2 < on.Total.Micros, $"{before} {on}");

        static PortfolioEstimate Calendar(DateOnly day) => Ask(
            Line(Option("NIFTY", OptionRight.Call, 25_000m, 65, MonthEnd), -65, 100m, day),
            Line(Option("NIFTY", OptionRight.Call, 25_000m, 65, NextMonthEnd), 65, 400m, day));
    }

    [Fact]
    public void Shares_hedge_nothing_and_an_unknown_spot_neither()
    {
        PositionLine share = new(Shipped.Terms(Share(), Product.Delivery), 500, Rs(1_300m));
        PositionLine future = Line(Future("RELIANCE", 500), -500, 1_300m);
        Assert.Equal(Rupees(650_000m + 162_500m), PortfolioMargin.Approximate([share, future], Rs(1_300m)).Total);

        PortfolioEstimate blind = PortfolioMargin.Approximate([Call(25_000m, -65, 220m), Call(25_300m, 65, 110m)], Price.Zero);
        Assert.Equal(blind.Unhedged, blind.Total);
    }

    [Fact]
    public void An_empty_book_asks_nothing() => Assert.Equal(Money.Zero, Ask().Total);

    private static PortfolioEstimate Ask(params PositionLine[] lines) => PortfolioMargin.Approximate(lines, Rs(Spot));

    private static PositionLine Call(decimal strike, long quantity, decimal last) => Line(Option("NIFTY", OptionRight.Call, strike), quantity, last);

    private static PositionLine Put(decimal strike, long quantity, decimal last) => Line(Option("NIFTY", OptionRight.Put, strike), quantity, last);

    private static PositionLine NiftyFuture(long quantity, decimal last) => Line(Future("NIFTY", 65), quantity, last);

    private static PositionLine FutureOn(DateOnly day, DateOnly expiry, long quantity) => Line(Future("NIFTY", 65, expiry), quantity, Spot, day);
}
