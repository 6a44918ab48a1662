using Astra.Markets;

namespace Astra.Strategies.Tests;

public class MarketMakingTests
{
    private const int Warm = 10;
    private static readonly Instrument Share = Stage.Share(0);

    private static ITouchStrategy Create(params ReadOnlySpan<(string, double)> with) => Series.Create<ITouchStrategy>(
        "market-making", new StrategyMarket(Share, [], 1), [("volatility", Warm), ("cost-bp", 0), ("requote", 1), .. with]);

    /// <summary>Bars that swing by two ticks, so that the variance is 4: the strategy is warm behind them, and no touch has come.</summary>
    private static StrategyDecision WarmUp(ITouchStrategy strategy)
    {
        StrategyDecision last = default;
        for (int i = 0; i <= Warm; i++)
        {
            Bar bar = Series.Minute(i, i % 2 == 0 ? 100 : 100.10, i == 0);
            last = strategy.OnBar(in bar);
            Assert.Equal(StrategyAction.None, last.Action);
        }
        return last;
    }

    private static TouchQuote Touch(double bid, double ask, int bids = 100, int asks = 100, int minute = Warm + 1) =>
        new(Series.Minute(minute, 1).Start, TheoreticalPrice.Round(bid), bids, TheoreticalPrice.Round(ask), asks);

    private static StrategyDecision Show(ITouchStrategy strategy, TouchQuote touch) => strategy.OnTouch(in touch);

    [Fact]
    public void Flat_it_quotes_around_the_microprice_as_the_formula_says()
    {
        ITouchStrategy strategy = Create();
        WarmUp(strategy);
        StrategyDecision quote = Show(strategy, Touch(99.80, 100.20, bids: 300, asks: 100));
        Assert.Equal(StrategyAction.Quote, quote.Action);
        // Three times the size on the bid: microprice three quarters up, 100.10. g s² T = 0.01 x 4 x 5 = 0.2 ticks; half = 0.1 + 100 ln(1.02).
        double half = 0.1 + 100 * Math.Log(1.02);
        Assert.Equal(100.10, quote.Figure0, 10);
        Assert.Equal(half * 0.05, quote.Figure1, 10);
        Assert.Equal(TheoreticalPrice.Round(Math.Floor(2_002 - half) * 0.05), quote.Bid);
        Assert.Equal(TheoreticalPrice.Round(Math.Ceiling(2_002 + half) * 0.05), quote.Ask);
    }

    [Fact]
    public void A_position_moves_both_quotes_against_itself_and_at_the_limit_takes_one_away()
    {
        ITouchStrategy strategy = Create(("risk-aversion", 0.1), ("most", 3));
        WarmUp(strategy);
        StrategyDecision flat = Show(strategy, Touch(99.80, 100.20));
        ((IPositionStrategy)strategy).OnPosition(-1, 2);
        StrategyDecision held = Show(strategy, Touch(99.80, 100.20));
        // Two lots at 0.1 x 4 x 5 = 2 ticks each.
        Assert.Equal(flat.Figure0 - 4 * 0.05, held.Figure0, 10);
        Assert.True(held.Bid < flat.Bid && held.Ask < flat.Ask);
        ((IPositionStrategy)strategy).OnPosition(-1, 3);
        StrategyDecision full = Show(strategy, Touch(99.80, 100.20));
        Assert.Equal(Price.Zero, full.Bid);
        Assert.True(full.Ask > Price.Zero);
        ((IPositionStrategy)strategy).OnPosition(-1, -3);
        Assert.Equal(Price.Zero, Show(strategy, Touch(99.80, 100.20)).Ask);
    }

    [Fact]
    public void The_same_touch_again_says_nothing_and_a_tick_says_it_anew()
    {
        ITouchStrategy strategy = Create();
        WarmUp(strategy);
        StrategyDecision first = Show(strategy, Touch(99.80, 100.20));
        Assert.Equal(StrategyAction.None, Show(strategy, Touch(99.80, 100.20)).Action);
        StrategyDecision moved = Show(strategy, Touch(99.85, 100.25));
        Assert.Equal(StrategyAction.Quote, moved.Action);
        Assert.Equal(first.Bid + new Price(500), moved.Bid);
        ITouchStrategy patient = Create(("requote", 3));
        WarmUp(patient);
        Show(patient, Touch(99.80, 100.20));
        Assert.Equal(StrategyAction.None, Show(patient, Touch(99.85, 100.25)).Action);
        Assert.Equal(StrategyAction.Quote, Show(patient, Touch(99.95, 100.35)).Action);
    }

    [Fact]
    public void A_fill_says_the_same_prices_again_and_units_of_a_quote_count_as_one()
    {
        ITouchStrategy strategy = Create(("risk-aversion", 0.0001), ("arrival", 0.01), ("unit", 50), ("most", 2));
        WarmUp(strategy);
        StrategyDecision first = Show(strategy, Touch(99.80, 100.20));
        ((IPositionStrategy)strategy).OnPosition(-1, 50);
        StrategyDecision again = Show(strategy, Touch(99.80, 100.20));
        Assert.Equal((StrategyAction.Quote, first.Bid, first.Ask), (again.Action, again.Bid, again.Ask));
        Assert.Equal(StrategyAction.None, Show(strategy, Touch(99.80, 100.20)).Action);
        ((IPositionStrategy)strategy).OnPosition(-1, 100);
        Assert.Equal(Price.Zero, Show(strategy, Touch(99.80, 100.20)).Bid);
    }

    [Fact]
    public void Costs_and_ticks_are_the_floor_of_the_spread()
    {
        ITouchStrategy dear = Create(("cost-bp", 50)), wide = Create(("floor-ticks", 30));
        WarmUp(dear);
        WarmUp(wide);
        StrategyDecision costs = Show(dear, Touch(99.80, 100.20)), ticks = Show(wide, Touch(99.80, 100.20));
        // 50 basis points of 100 rupees.
        Assert.True((costs.Ask - costs.Bid).Rupees >= 0.5);
        Assert.True((ticks.Ask - ticks.Bid).Rupees >= 1.5);
        Assert.True((ticks.Ask - ticks.Bid).Rupees < 1.75);
    }

    [Fact]
    public void Buyers_that_press_take_the_ask_away_and_a_little_flow_widens()
    {
        ITouchStrategy strategy = Create(("flow-length", 2), ("flow-limit", 0.6));
        WarmUp(strategy);
        StrategyDecision calm = Show(strategy, Touch(99.80, 100.20));
        StrategyDecision some = Show(strategy, Touch(99.80, 100.20, bids: 130));
        Assert.True(some.Figure3 > 0 && some.Figure1 > calm.Figure1);
        // The bid steps up with full size: a flow of a whole queue.
        StrategyDecision pressed = Show(strategy, Touch(99.90, 100.20, bids: 500));
        Assert.True(pressed.Figure3 > 0.6);
        Assert.Equal(Price.Zero, pressed.Ask);
        Assert.True(pressed.Bid > Price.Zero);
    }

    [Fact]
    public void A_wide_or_one_sided_touch_and_the_end_of_the_day_take_both_quotes_away()
    {
        foreach (TouchQuote bad in new[] { Touch(99, 101), Touch(0, 100.20), Touch(99.80, 100.20, asks: 0), Touch(99.80, 100.20, minute: 356) })
        {
            ITouchStrategy strategy = Create();
            WarmUp(strategy);
            Assert.Equal(StrategyAction.Quote, Show(strategy, Touch(99.80, 100.20)).Action);
            StrategyDecision away = Show(strategy, bad);
            Assert.Equal((StrategyAction.Quote, Price.Zero, Price.Zero), (away.Action, away.Bid, away.Ask));
            Assert.Equal(StrategyAction.None, Show(strategy, bad).Action);
        }
    }

    [Fact]
    public void Quotes_never_cross_the_touch()
    {
        ITouchStrategy strategy = Create(("risk-aversion", 0.5), ("most", 100));
        WarmUp(strategy);
        for (int lots = -50; lots <= 50; lots++)
        {
            ((IPositionStrategy)strategy).OnPosition(-1, lots);
            StrategyDecision quote = Show(strategy, Touch(99.95, 100.05));
            if (quote.Action != StrategyAction.Quote) continue;
            Assert.True(quote.Bid < Price.FromRupees(100.05m));
            Assert.True(quote.Ask == Price.Zero || quote.Ask > Price.FromRupees(99.95m));
        }
    }

    [Fact]
    public void Without_a_touch_it_quotes_around_the_close_and_with_one_of_the_bars_time_it_leaves_that_alone()
    {
        ITouchStrategy strategy = Create();
        WarmUp(strategy);
        Bar bar = Series.Minute(Warm + 1, 100.10);
        StrategyDecision quote = strategy.OnBar(in bar);
        Assert.Equal(StrategyAction.Quote, quote.Action);
        Assert.True(quote.Bid < bar.Close && quote.Ask > bar.Close);
        Show(strategy, Touch(99.80, 100.20, minute: Warm + 2));
        Bar next = Series.Minute(Warm + 2, 105);
        Assert.Equal(StrategyAction.None, strategy.OnBar(in next).Action);
    }

    [Fact]
    public void A_halted_market_is_not_quoted()
    {
        ITouchStrategy strategy = Create();
        for (int i = 0; i < 50; i++)
        {
            Bar bar = Series.Minute(i, 100);
            Assert.Equal(StrategyAction.None, strategy.OnBar(in bar).Action);
        }
        Assert.Equal(StrategyAction.None, Show(strategy, Touch(99.80, 100.20, minute: 50)).Action);
    }

    [Fact]
    public void Order_flow_is_what_the_paper_counts()
    {
        OrderFlow flow = new(1);
        // Factor 1: the last change alone. Bid up with 80 behind it, ask unchanged and 30 fewer: 80 + 30, over the mean size of 75.
        TouchQuote first = Touch(99.80, 100.20), second = Touch(99.85, 100.20, 80, 70);
        flow.Update(in first);
        Assert.Equal(0, flow.Value);
        flow.Update(in second);
        Assert.Equal(110 / 75.0, flow.Value, 12);
        // Bid back down: the 80 are gone; ask down with 60: 60 more to sell.
        TouchQuote third = Touch(99.80, 100.15, 100, 60);
        flow.Update(in third);
        Assert.Equal(-140 / 80.0, flow.Value, 12);
    }

    [Fact]
    public void A_touch_allocates_nothing()
    {
        ITouchStrategy strategy = Create();
        WarmUp(strategy);
        int quotes = 0;
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.True(quotes > 1_000);

        void Run()
        {
            for (int i = 0; i < 20_000; i++)
                if (Show(strategy, Touch(99.80 + i % 7 * 0.05, 100.20 + i % 7 * 0.05, 100 + i % 31, 100 + i % 17)).Action == StrategyAction.Quote) quotes++;
        }
    }
}
