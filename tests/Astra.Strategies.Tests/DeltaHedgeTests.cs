using Astra.Markets;

namespace Astra.Strategies.Tests;

public class DeltaHedgeTests
{
    private const int Lot = 75;
    private static readonly Instrument Future = new(0, "NIFTY26DECFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(500), Lot, Expiry: new DateOnly(2026, 12, 24)) { Underlying = "NIFTY" };
    private static readonly Instrument Call = Stage.Option(1, 24_000, OptionRight.Call), Put = Stage.Option(2, 24_000, OptionRight.Put);

    private sealed class Desk
    {
        private readonly IPeerStrategy _hedge;
        private readonly Instrument[] _options;
        private int _minute;

        public Desk(double band, params Instrument[] options)
        {
            _options = options;
            _hedge = Series.Create<IPeerStrategy>("delta-hedge", new StrategyMarket(Future, options, 1), ("band", band));
        }

        public StrategyDecision Last { get; private set; }

        public void Hold(int peer, int units) => ((IPositionStrategy)_hedge).OnPosition(peer, units);

        /// <summary>One minute at a forward with options at a volatility; the units asked for, or null.</summary>
        public int? Minute(double forward, double volatility = 0.15, bool optionsFirst = false, bool optionsTrade = true)
        {
            Bar own = Series.Minute(_minute, forward);
            int? asked = null;
            if (!optionsFirst) Take(_hedge.OnBar(in own));
            for (int i = 0; optionsTrade && i < _options.Length; i++)
            {
                Bar bar = Series.Minute(_minute, Model(_options[i], forward, volatility).Price);
                Take(_hedge.OnPeerBar(i, in bar));
            }
            if (optionsFirst) Take(_hedge.OnBar(in own));
            _minute++;
            return asked;

            void Take(StrategyDecision decision)
            {
                Last = decision;
                if (decision.Action == StrategyAction.Hold) asked = decision.Units;
            }
        }

        public double Delta(Instrument option, double forward, double volatility = 0.15) => Model(option, forward, volatility).Delta;

        private OptionValue Model(Instrument option, double forward, double volatility) => new Black76Option(
            option.Right, forward, option.Strike.Rupees, YearFraction.ToClose(Series.Minute(_minute, 1).End, option.Expiry!.Value, new TimeOnly(15, 30)), 0.065).Value(volatility);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_short_call_is_hedged_by_buying_its_delta_in_whole_lots(bool optionsFirst)
    {
        var desk = new Desk(0.6, Call);
        desk.Hold(0, -10 * Lot);
        Assert.Null(desk.Minute(24_000, optionsFirst: optionsFirst));
        double wanted = 10 * Lot * desk.Delta(Call, 24_000);
        int? asked = desk.Minute(24_000, optionsFirst: optionsFirst);
        Assert.Equal((int)Math.Round(wanted / Lot) * Lot, asked);
        Assert.InRange(asked!.Value, 4 * Lot, 6 * Lot);
        Assert.Equal(wanted, desk.Last.Figure1, 0.01 * Lot);
    }

    [Fact]
    public void It_trades_again_only_outside_the_band_and_leaves_with_the_options()
    {
        var desk = new Desk(1, Call);
        desk.Hold(0, -10 * Lot);
        desk.Minute(24_000);
        int first = desk.Minute(24_000)!.Value;
        desk.Hold(-1, first);
        Assert.Null(desk.Minute(24_010));
        double moved = 24_000;
        int? again = null;
        while (again is null && moved < 25_000) again = desk.Minute(moved += 20);
        Assert.True(again > first, "a call that goes into the money has more delta");
        Assert.True(Math.Abs(10 * Lot * desk.Delta(Call, moved) - first) > Lot - 1);
        desk.Hold(-1, again!.Value);
        desk.Hold(0, 0);
        Assert.Equal(0, desk.Minute(moved));
        desk.Hold(-1, 0);
        Assert.Null(desk.Minute(moved));
    }

    [Fact]
    public void A_short_straddle_at_the_money_needs_next_to_nothing()
    {
        var desk = new Desk(0.6, Call, Put);
        desk.Hold(0, -4 * Lot);
        desk.Hold(1, -4 * Lot);
        for (int i = 0; i < 5; i++) Assert.Null(desk.Minute(24_000));
        Assert.True(Math.Abs(desk.Last.Figure1) < 0.5 * Lot);
    }

    [Fact]
    public void A_hedge_that_was_not_carried_out_is_asked_for_again()
    {
        var desk = new Desk(0.6, Call);
        desk.Hold(0, -10 * Lot);
        desk.Minute(24_000);
        int? asked = desk.Minute(24_000);
        Assert.Equal(asked, desk.Minute(24_000));
        desk.Hold(-1, asked!.Value);
        Assert.Null(desk.Minute(24_000));
    }

    [Fact]
    public void An_option_that_stops_trading_keeps_its_volatility_and_the_decision_comes_with_the_next_time()
    {
        var desk = new Desk(0.6, Call);
        desk.Hold(0, -20 * Lot);
        desk.Minute(24_000);
        int first = desk.Minute(24_000)!.Value;
        desk.Hold(-1, first);
        Assert.Null(desk.Minute(24_600, optionsTrade: false));
        int? late = desk.Minute(24_600, optionsTrade: false);
        Assert.InRange(late!.Value, first + Lot, 20 * Lot);
    }

    [Fact]
    public void Expired_options_have_no_delta()
    {
        var desk = new Desk(0.6, Call with { Expiry = new DateOnly(2026, 11, 17) });
        desk.Hold(0, -10 * Lot);
        for (int i = 0; i < 5; i++) Assert.Null(desk.Minute(24_500));
        Assert.Equal(0, desk.Last.Figure0);
    }

    [Fact]
    public void What_it_needs_is_said()
    {
        Assert.Contains("needs 1 to 8 peers", Series.Problem("delta-hedge", Future), StringComparison.Ordinal);
        Assert.Contains("is no option", Series.Problem("delta-hedge", Future, Stage.Share(4)), StringComparison.Ordinal);
        Assert.Contains("give the plan to its future", Series.Problem("delta-hedge", Call, Put), StringComparison.Ordinal);
        Assert.Null(Series.Problem("delta-hedge", Future, Call, Put));
    }
}
