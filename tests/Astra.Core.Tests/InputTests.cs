using Astra.Markets;
using Astra.Strategies;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

/// <summary>What a strategy is shown beside its own bars, and what its answers do.</summary>
public class InputTests
{
    private readonly List<string> _heard = [];
    private StrategyDecision _answer;
    private string _to = "bar";
    private bool _touches;

    [Fact]
    public void Peers_are_heard_as_candles_of_the_plans_interval_with_or_without_a_plan_of_their_own()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear", style: ChartStyle.HeikinAshi) with { Peers = [2, 1] });
        h.Use(Plan(instrument: 1, id: 2));
        h.Open();
        for (int i = 0; i < 3; i++) h.Quote(At(9, 15, i), 100 + 10 * i, i);
        h.Clock(At(9, 16));
        Assert.Equal(["bar HeikinAshi 100.00", "peer 1 Candle 1m 110.00", "peer 0 Candle 1m 120.00"], _heard);
    }

    [Fact]
    public void A_decision_on_a_peers_bar_acts_like_one_on_an_own_bar()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear") with { Peers = [1], Sizing = PlanSizing.Fixed, Quantity = 5, Stops = None });
        h.Open();
        h.Quote(At(9, 15, 1), 100m);
        h.Quote(At(9, 15, 2), 200m, 1);
        (_to, _answer) = ("peer", new StrategyDecision(StrategyAction.EnterLong, 0, 0, 0, 0));
        h.Clock(At(9, 16));
        h.Quote(At(9, 16, 1), 100m);
        Assert.Equal(5, Assert.Single(h.Of(OutboundKind.Fill)).Fill.Quantity);
        Assert.Equal(TradingDesk.P(200m), Assert.Single(h.Of(OutboundKind.Signal)).Signal.Close);
    }

    [Fact]
    public void Positions_are_told_when_they_change_and_those_that_peers_hold_when_a_plan_begins()
    {
        CoreHarness h = Ready(Plan(instrument: 1, algorithm: "ear") with { Peers = [2], Sizing = PlanSizing.Fixed, Quantity = 5, Stops = None });
        h.Open();
        h.Quote(At(9, 15, 1), 100m, 1);
        _answer = new StrategyDecision(StrategyAction.EnterLong, 0, 0, 0, 0);
        h.Clock(At(9, 16));
        _answer = default;
        h.Quote(At(9, 16, 1), 100m, 1);
        Assert.Equal("position -1 5", _heard[^1]);
        h.Use(Plan(instrument: 0, id: 2, algorithm: "ear") with { Peers = [2, 1] }, h.Core.Now);
        Assert.Equal("position 1 5", _heard[^1]);
        h.Command(CommandKind.SquareOff, 1, h.Core.Now);
        h.Quote(At(9, 16, 3), 100m, 1);
        Assert.Equal(["position -1 0", "position 1 0"], _heard[^2..]);
    }

    [Fact]
    public void The_touch_is_shown_when_it_changes_and_never_where_it_is_assumed()
    {
        _touches = true;
        CoreHarness h = Ready(Plan(algorithm: "ear"));
        h.Open();
        h.Last(At(9, 15, 1), 100m);
        Assert.Empty(_heard);
        h.Quote(At(9, 15, 2), 100m, size: 7);
        h.Quote(At(9, 15, 3), 100m, size: 7);
        h.Quote(At(9, 15, 4), 100m, size: 8);
        h.Depth(At(9, 15, 5), 100m, 100.1m, 3);
        Assert.Equal(["touch 99.95 x 7 100.05 x 7", "touch 99.95 x 8 100.05 x 8", "touch 100.00 x 3 100.10 x 3"], _heard);
    }

    [Fact]
    public void Quotes_of_a_strategy_that_reads_the_touch_rest_from_the_next_touch_on()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear") with { Sizing = PlanSizing.Fixed, Quantity = 5, Stops = None });
        h.Open();
        (_to, _answer) = ("touch", new StrategyDecision(StrategyAction.Quote, 0, 0, 0, 0) { Bid = TradingDesk.P(99m), Ask = TradingDesk.P(101m) });
        h.Quote(At(9, 15, 1), 100m);
        _answer = default;
        h.Quote(At(9, 15, 2), 101.05m);
        Assert.Equal((Side.Sell, 5, TradingDesk.P(101m)), h.Of(OutboundKind.Fill).Select(e => (e.Fill.Side, e.Fill.Quantity, e.Fill.Price)).Single());
        h.Command(CommandKind.PauseEntries, -1, h.Core.Now);
        Assert.Equal(OrderState.Cancelled, Assert.Single(h.Orders(Reason.EntriesPaused)).Order.State);
    }

    [Fact]
    public void Scores_reach_their_instrument_or_all_and_bad_ones_nobody()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear"));
        h.Use(Plan(instrument: 1, id: 2, algorithm: "ear"));
        h.Open();
        h.Score(At(9, 16), 1, -250, 500, 60);
        h.Score(At(9, 17), -1, 1000);
        h.Score(At(9, 18), 2, 1000);
        Assert.Equal(["score -0.25 0.5 60", "score 1 1 0", "score 1 1 0"], _heard);
        h.Score(At(9, 19), -1, 1001);
        h.Score(At(9, 19), -1, 1, -1);
        h.Score(At(9, 19), 77, 1);
        Assert.Equal((2, 1, 3), (h.Core.Quarantined(Reason.BadScore), h.Core.Quarantined(Reason.UnknownInstrumentTick), _heard.Count));
    }

    [Fact]
    public void Who_wants_to_leave_while_the_exchange_is_shut_leaves_at_the_opening()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear") with { Product = Product.Delivery, Sizing = PlanSizing.Fixed, Quantity = 5, Stops = None });
        h.Open();
        h.Quote(At(9, 15, 1), 100m);
        _answer = new StrategyDecision(StrategyAction.EnterLong, 0, 0, 0, 0);
        h.Clock(At(9, 16));
        _answer = default;
        h.Quote(At(9, 16, 1), 100m);
        h.Session(SessionPhase.Closed, At(15, 30));
        (_to, _answer) = ("score", new StrategyDecision(StrategyAction.Exit, 0, 0, 0, 0));
        int said = h.Orders(Reason.Placed).Count();
        h.Score(At(18, 0), 0, -900);
        Assert.Equal(said, h.Orders(Reason.Placed).Count());
        DateOnly next = Day.AddDays(1);
        h.Session(SessionPhase.Open, Ist.At(next, new TimeOnly(9, 15)), day: next);
        OutboundEvent exit = h.Orders(Reason.Placed).Last();
        Assert.Equal((Reason.StrategyExit, Side.Sell, 5), (exit.Order.Intent, exit.Order.Side, exit.Order.Quantity));
    }

    [Fact]
    public void A_regime_is_told_at_once_and_to_plans_that_come_later()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear"));
        h.Regime(At(8, 30), -1, MarketRegimes.Ranging);
        h.Restart();
        h.Define(Stock(9, "NINE"));
        h.Use(Plan(instrument: 9, id: 7, algorithm: "ear"));
        h.Regime(At(8, 40), 9, MarketRegimes.TrendingUp | MarketRegimes.Volatile);
        h.Regime(At(8, 50), 9, (MarketRegimes)16);
        Assert.Equal(["regime Ranging", "regime Ranging", "regime TrendingUp, Volatile"], _heard);
        Assert.Equal(1, h.Core.Quarantined(Reason.BadRegime));
    }

    [Fact]
    public void All_bricks_of_a_candle_are_seen_and_the_last_decision_counts()
    {
        CoreHarness h = Ready(Plan(algorithm: "ear", style: ChartStyle.Renko) with { ChartSize = 20, Sizing = PlanSizing.Fixed, Quantity = 5, Stops = None });
        h.Open();
        _answer = new StrategyDecision(StrategyAction.EnterLong, 0, 0, 0, 0);
        h.Quote(At(9, 15, 1), 100m);
        h.Quote(At(9, 16, 1), 110m);
        h.Quote(At(9, 17, 1), 120m);
        h.Quote(At(9, 18, 1), 130m);
        int bricks = _heard.Count(line => line.StartsWith("bar", StringComparison.Ordinal));
        int signals = h.Of(OutboundKind.Signal).Count();
        Assert.InRange(signals, 1, 3);
        Assert.True(bricks >= signals);
    }

    private static StopPolicy None { get; } = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };

    private CoreHarness Ready(Plan plan)
    {
        var ear = new Ear.Descriptor(line =>
        {
            // The touch changes with nearly every tick: only the test that is about it wants to read that.
            if (_touches || !line.StartsWith("touch", StringComparison.Ordinal)) _heard.Add(line);
            return line.StartsWith(_to, StringComparison.Ordinal) ? _answer : default;
        });
        var h = new CoreHarness(strategies: name => name == "ear" ? ear : PlanCheck.Shipped(name));
        for (int i = 0; i < 3; i++) h.Define(Stock(i, "S" + i));
        h.Use(plan);
        return h;
    }
}
