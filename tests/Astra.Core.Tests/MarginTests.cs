using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;
using static Astra.Core.Tests.TradingDesk;

namespace Astra.Core.Tests;

/// <summary>Free margin limits entries, and plans are held against the capital.</summary>
public class MarginTests
{
    private static readonly MarginBook Margins = MarginBook.Parse(DataText("margin-rates.csv"));
    private static readonly CapitalFilter Filter = new(Margins, CapitalRules.Parse(DataText("capital-rules.csv")));

    [Theory]
    [InlineData(Product.Delivery, 1, 1000)]
    [InlineData(Product.Delivery, 65, 975)]
    [InlineData(Product.Intraday, 65, 2600)]
    public void An_entry_is_cut_to_the_free_margin(Product product, int lot, int quantity)
    {
        // A share of 100 rupees: the whole value for delivery, a fifth intraday. Sizing by risk would take 2631.
        TradingDesk d = Desk(product, lot, Money.FromRupees(100_000m));
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(quantity, d.Book.Entry.Open);
    }

    [Fact]
    public void Less_than_a_lot_is_refused_with_its_reason()
    {
        TradingDesk d = Desk(Product.Delivery, 65, Money.FromRupees(6_499m));
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(Reason.MarginLimit, d.Said[^1].Header.Reason);
        Assert.True(d.Book.IsFlat);
    }

    [Fact]
    public void Positions_and_entries_in_flight_take_margin_until_they_end()
    {
        TradingDesk d = Desk(Product.Delivery, 1, Money.FromRupees(1_000_000m));
        Assert.Equal(Money.Zero, d.Margin.InUse());
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(Money.FromRupees(263_100m), d.Margin.InUse());
        d.Quote(At(10, 0, 2), 99.95m, 100.05m, askSize: 1000);
        d.Last(At(10, 0, 3), 101m);
        Assert.Equal(Money.FromRupees(2631 * 101m), d.Margin.InUse());
        d.Candle(100m);
        Assert.Equal(Money.FromRupees(1000 * 101m), d.Margin.InUse());
        d.Trader.SquareOff(d.Book, Reason.SquareOffTime);
        d.Quote(At(10, 5, 2), 99.95m, 100.05m);
        Assert.Equal(Money.Zero, d.Margin.InUse());
    }

    [Fact]
    public void Without_a_rate_nothing_is_opened()
    {
        TradingDesk d = Desk(Product.Delivery, 1, Money.FromRupees(1_000_000m));
        d.Book.Margin = null;
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(Reason.NoMarginRate, d.Said[^1].Header.Reason);
    }

    [Fact]
    public void The_capital_rules_are_asked_at_every_entry()
    {
        TradingDesk d = Desk(Product.Delivery, 1, Money.FromRupees(9_999m), Filter);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        Assert.Equal(Reason.CapitalTooSmall, d.Said[^1].Header.Reason);
    }

    [Fact]
    public void One_option_order_takes_no_more_than_its_share_of_the_capital()
    {
        var d = new TradingDesk(Instant, atr: 1.9m, margins: Margins, capital: Filter, with: plain => plain with
        {
            Symbol = "NIFTY26NOV25000CE",
            Segment = Segment.NseDerivatives,
            Kind = InstrumentKind.Option,
            LotSize = 65,
            Underlying = "NIFTY",
            Strike = P(25_000m),
            Right = OptionRight.Call,
            Expiry = new DateOnly(2026, 11, 24),
        });
        d.Last(At(10, 0), 100m);
        d.Account.Capital = Money.FromRupees(200_000m);
        d.Decide(StrategyAction.EnterLong, At(10, 0));
        // Half of two lakh buys fifteen lots of 6,500 rupees; a short one would take its margin of the underlying's value.
        Assert.Equal(15 * 65, d.Book.Entry.Open);
        d.Candle(100m);
        d.Decide(StrategyAction.EnterShort, At(10, 1));
        Assert.Equal(Reason.MarginLimit, d.Said[^1].Header.Reason);
    }

    [Theory]
    [InlineData(75_000, Reason.CapitalTooSmall, 100_000d)]
    [InlineData(200_000, Reason.None, 0d)]
    public void A_plan_that_the_capital_cannot_trade_is_rejected_with_what_it_would_take(int capital, Reason reason, double needed)
    {
        var h = new CoreHarness(MarginSettings() with { Capital = Money.FromRupees(capital) });
        h.Define(Option(0));
        h.Use(Plan());
        OutboundEvent said = Assert.Single(h.Said);
        Assert.Equal((reason, needed), (said.Header.Reason, said.Plan.Value));
        Assert.Equal(reason == Reason.None ? OutboundKind.PlanApplied : OutboundKind.PlanRejected, said.Header.Kind);
    }

    [Fact]
    public void An_expired_contract_takes_no_plan()
    {
        var h = new CoreHarness(MarginSettings());
        h.Define(Option(0) with { Expiry = Day.AddDays(-1) });
        h.Use(Plan());
        Assert.Equal(Reason.InstrumentExpired, Assert.Single(h.Said).Header.Reason);
    }

    [Fact]
    public void Capital_rules_without_margin_rates_are_refused_by_name()
    {
        EngineSettings settings = MarginSettings() with { MarginRates = "" };
        Assert.Contains("margin rates", SettingsCheck.FirstProblem(settings, ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans)), StringComparison.Ordinal);
        Assert.Equal(1, new CoreHarness(settings).Core.Quarantined(Reason.BadSettings));
        Assert.Equal(1, new CoreHarness(MarginSettings() with { MarginRates = "item\nnonsense" }).Core.Quarantined(Reason.BadSettings));
    }

    [Theory]
    [InlineData(Product.Delivery, InstrumentKind.Equity, true)]
    [InlineData(Product.Delivery, InstrumentKind.Etf, true)]
    [InlineData(Product.Delivery, InstrumentKind.Future, false)]
    [InlineData(Product.Carry, InstrumentKind.Equity, false)]
    [InlineData(Product.Carry, InstrumentKind.Option, true)]
    [InlineData(Product.Intraday, InstrumentKind.Future, true)]
    [InlineData((Product)9, InstrumentKind.Equity, false)]
    public void A_product_must_fit_its_instrument(Product product, InstrumentKind kind, bool fits)
    {
        Instrument instrument = Stock() with { Kind = kind };
        var h = new CoreHarness();
        h.Define(instrument);
        h.Use(Plan() with { Product = product });
        Assert.Equal(fits ? Reason.None : Reason.BadProduct, Assert.Single(h.Said).Header.Reason);
        string? problem = PlanCheck.FirstProblem(Plan() with { Product = product }, instrument, new RiskLimits());
        if (fits) Assert.Null(problem);
        else Assert.Contains("product is", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_for_delivery_are_never_sold_short_but_a_short_signal_ends_the_long()
    {
        TradingDesk d = Desk(Product.Delivery, 1, Money.FromRupees(1_000_000m));
        d.Decide(StrategyAction.EnterShort, At(10, 0));
        Assert.Equal(Reason.NoShortDelivery, d.Said[^1].Header.Reason);
        d.Decide(StrategyAction.EnterLong, At(10, 1));
        d.Quote(At(10, 1, 1), 99.95m, 100.05m);
        d.Decide(StrategyAction.EnterShort, At(10, 2));
        d.Quote(At(10, 2, 1), 99.95m, 100.05m);
        Assert.Single(d.Trades);
        Assert.Equal(Reason.NoShortDelivery, d.Said[^1].Header.Reason);
        Assert.True(d.Book.IsFlat);
    }

    private static GhostSettings Instant => new() { LatencyNanos = 0, SlippageTicks = 0, ParticipationPercent = 100 };

    private static Instrument Option(int id) => new(id, "NIFTY26NOV25000CE", Segment.NseDerivatives, InstrumentKind.Option, Price.FromRupees(0.05m), 65)
    {
        Underlying = "NIFTY",
        Strike = Price.FromRupees(25_000m),
        Right = OptionRight.Call,
        Expiry = new DateOnly(2026, 11, 24),
    };

    private static TradingDesk Desk(Product product, int lot, Money capital, CapitalFilter? filter = null)
    {
        var d = new TradingDesk(Instant, lot: lot, atr: 1.9m, product: product, margins: Margins, capital: filter);
        d.Last(At(10, 0), 100m);
        // Sizing looks at the day's start, the margin at what there is now.
        d.Account.Capital = capital;
        return d;
    }
}
