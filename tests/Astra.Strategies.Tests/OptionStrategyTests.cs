using Astra.Markets;

namespace Astra.Strategies.Tests;

/// <summary>Selling rich options and buying them on a breakout, on model prices at volatilities that the tests choose.</summary>
public class OptionStrategyTests
{
    private const double Rate = 0.065;

    // 14 days to expiry from the series' day, 2026-11-18.
    private static readonly DateOnly Expiry = new(2026, 12, 2);
    private static readonly Instrument Future = new(1, "NIFTY26DECFUT", Segment.NseDerivatives, InstrumentKind.Future, new Price(500), 75, Expiry: Expiry) { Underlying = "NIFTY" };

    private static Instrument Option(OptionRight right = OptionRight.Call, int strike = 24_500, DateOnly? expiry = null) =>
        Stage.Option(0, strike, right) with { Expiry = expiry ?? Expiry };

    private static double Model(Instrument option, int minute, double forward, double volatility) => new Black76Option(
        option.Right, forward, option.Strike.Rupees, YearFraction.ToClose(Series.Minute(minute, 1).End, option.Expiry!.Value, new TimeOnly(15, 30)), Rate).Price(volatility);

    /// <summary>A future that swings by some rupees from bar to bar: of 24,000 rupees, 4 are some 5% a year.</summary>
    private static double Swing(int i, double rupees = 4) => 24_000 + (i % 2 == 0 ? rupees : 0);

    private static List<(int Bar, StrategyAction Action)> Run(IPeerStrategy strategy, int count, Func<int, double> forward, Func<int, double> price, bool peerFirst = false, int every = 1)
    {
        List<(int, StrategyAction)> said = [];
        for (int i = 0; i < count; i++)
        {
            Bar own = Series.Minute(i, Math.Max(0.05, price(i))), peer = Series.Minute(i, forward(i));
            StrategyDecision a = default, b;
            if (peerFirst)
            {
                a = strategy.OnPeerBar(0, in peer);
                b = i % every == 0 ? strategy.OnBar(in own) : default;
            }
            else
            {
                if (i % every == 0) a = strategy.OnBar(in own);
                b = strategy.OnPeerBar(0, in peer);
            }
            foreach (StrategyDecision d in new[] { a, b })
            {
                Assert.True(double.IsFinite(d.Figure0) && double.IsFinite(d.Figure1) && double.IsFinite(d.Figure2) && double.IsFinite(d.Figure3));
                if (d.Action != StrategyAction.None) said.Add((i, d.Action));
            }
        }
        return said;
    }

    private static IPeerStrategy Seller(Instrument option, params ReadOnlySpan<(string, double)> with) =>
        Series.Create<IPeerStrategy>("option-selling", new StrategyMarket(option, [Future], 1), [("realised", 30), .. with]);

    private static IPeerStrategy Buyer(Instrument option, params ReadOnlySpan<(string, double)> with) =>
        Series.Create<IPeerStrategy>("option-buying-breakout", new StrategyMarket(option, [Future], 1), [("length", 10), .. with]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rich_option_is_sold_and_bought_back_when_half_the_premium_has_gone(bool peerFirst)
    {
        Instrument option = Option();
        // Implied falls from 20% to 8% at bar 60, where the premium is less than half.
        List<(int, StrategyAction)> said = Run(Seller(option), 100, i => Swing(i), i => Model(option, i, Swing(i), i < 60 ? 0.20 : 0.08), peerFirst);
        Assert.Equal([(31, StrategyAction.EnterShort), (60, StrategyAction.Exit)], said);
    }

    [Fact]
    public void A_cheap_option_is_left_alone() =>
        Assert.Empty(Run(Seller(Option()), 100, i => Swing(i, 20), i => Model(Option(), i, Swing(i, 20), 0.20)));

    [Fact]
    public void A_premium_that_doubles_is_given_up_and_not_sold_again_while_it_stays_rich()
    {
        Instrument option = Option();
        List<(int, StrategyAction)> said = Run(Seller(option), 150, i => Swing(i), i => Model(option, i, Swing(i), i < 60 ? 0.15 : 0.35));
        Assert.Equal([(31, StrategyAction.EnterShort), (60, StrategyAction.Exit)], said);
    }

    [Fact]
    public void Too_large_a_delta_or_too_little_or_too_much_time_is_not_sold()
    {
        Instrument inTheMoney = Option(strike: 23_500);
        Assert.Empty(Run(Seller(inTheMoney), 60, i => Swing(i), i => Model(inTheMoney, i, Swing(i), 0.2)));
        Assert.Empty(Run(Seller(Option(), ("least-days", 20)), 60, i => Swing(i), i => Model(Option(), i, Swing(i), 0.2)));
        Assert.Empty(Run(Seller(Option(), ("most-days", 10)), 60, i => Swing(i), i => Model(Option(), i, Swing(i), 0.2)));
    }

    [Fact]
    public void Before_expiry_it_leaves_even_when_the_option_no_longer_trades()
    {
        Instrument option = Option(strike: 24_100, expiry: new DateOnly(2026, 11, 18));
        IPeerStrategy seller = Seller(option, ("least-days", 0), ("leave-minutes", 60), ("decay", 95), ("stop", 10));
        // 375 minutes of the expiry day; the option trades in the first 100 only, and 14:30 is the end of bar 314.
        List<(int Bar, StrategyAction Action)> said = [];
        for (int i = 0; i < 375; i++)
        {
            Bar own = Series.Minute(i, Model(option, i, Swing(i), 0.3)), peer = Series.Minute(i, Swing(i));
            if (i < 100 && seller.OnBar(in own).Action is not StrategyAction.None and var early) said.Add((i, early));
            if (seller.OnPeerBar(0, in peer).Action is not StrategyAction.None and var action) said.Add((i, action));
        }
        Assert.Equal([(31, StrategyAction.EnterShort), (314, StrategyAction.Exit)], said);
    }

    [Fact]
    public void An_option_that_has_expired_does_nothing()
    {
        Instrument old = Option(expiry: new DateOnly(2026, 11, 17));
        Assert.Empty(Run(Seller(old), 100, i => Swing(i), _ => 50));
        Assert.Empty(Run(Buyer(old), 100, i => 24_000 + (i < 50 ? 0 : 10 * i), _ => 50));
    }

    [Fact]
    public void A_call_is_bought_on_a_breakout_upwards_once_and_sold_past_the_middle()
    {
        static double Forward(int i) => i < 30 ? 24_000 : i < 40 ? 24_000 + 10 * (i - 29) : 23_900;
        Instrument option = Option();
        List<(int, StrategyAction)> said = Run(Buyer(option), 60, Forward, i => Model(option, i, Forward(i), 0.15));
        Assert.Equal([(30, StrategyAction.EnterLong), (40, StrategyAction.Exit)], said);
        Instrument put = Option(OptionRight.Put, 23_500);
        // The put is not bought by the rise, but by the fall to the lows of the last ten bars.
        Assert.Equal([(40, StrategyAction.EnterLong)], Run(Buyer(put), 45, Forward, i => Model(put, i, Forward(i), 0.15)));
    }

    [Fact]
    public void A_dear_or_dying_option_is_not_bought()
    {
        static double Forward(int i) => 24_000 + (i < 30 ? 0 : 10 * (i - 29));
        Assert.Empty(Run(Buyer(Option(), ("most-volatility", 30)), 60, Forward, i => Model(Option(), i, Forward(i), 0.35)));
        Assert.Empty(Run(Buyer(Option(), ("least-days", 20)), 60, Forward, i => Model(Option(), i, Forward(i), 0.15)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_range_counts_intervals_in_which_the_option_did_not_trade(bool peerFirst)
    {
        // The option trades every second bar. The high of bar 25, an odd one, is in the range: bar 30 is below it.
        static double Forward(int i) => i == 25 ? 24_100 : i < 30 ? 24_000 : 24_050;
        Instrument option = Option();
        Assert.Empty(Run(Buyer(option), 33, Forward, i => Model(option, i, Forward(i), 0.15), peerFirst, every: 2));
        static double Lower(int i) => i == 25 ? 24_040 : i < 30 ? 24_000 : 24_050;
        Assert.Equal([(30, StrategyAction.EnterLong)], Run(Buyer(option), 33, Lower, i => Model(option, i, Lower(i), 0.15), peerFirst, every: 2));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_the_underlying_realises_counts_intervals_in_which_the_option_did_not_trade(bool peerFirst)
    {
        // The option sees every second bar only, on which the future always stands at the same price: it has moved all the same.
        Instrument option = Option();
        Assert.Equal([(32, StrategyAction.EnterShort)], Run(Seller(option), 60, i => Swing(i), i => Model(option, i, Swing(i), 0.20), peerFirst, every: 2));
        Assert.Empty(Run(Seller(option), 60, i => Swing(i, 20), i => Model(option, i, Swing(i, 20), 0.20), peerFirst, every: 2));
    }

    [Fact]
    public void What_a_stop_of_the_engine_has_bought_back_may_be_sold_anew_once_the_richness_was_gone()
    {
        Instrument option = Option(strike: 24_000);
        IPeerStrategy seller = Seller(option, ("most-delta", 1), ("decay", 95), ("stop", 10));
        List<(int, StrategyAction)> said = Run(Told(seller, stoppedAt: 40), 80, i => Swing(i), i => Model(option, i, Swing(i), i is >= 50 and < 55 ? 0.05 : 0.20));
        Assert.Equal([(31, StrategyAction.EnterShort), (55, StrategyAction.EnterShort)], said);
    }

    [Fact]
    public void What_a_stop_of_the_engine_has_sold_may_be_bought_on_the_next_breakout()
    {
        static double Forward(int i) => i < 30 ? 24_000 : i == 30 ? 24_050 : i < 45 ? 24_040 : 24_100;
        Instrument option = Option();
        List<(int, StrategyAction)> said = Run(Told(Buyer(option), stoppedAt: 32), 60, Forward, i => Model(option, i, Forward(i), 0.15));
        Assert.Equal([(30, StrategyAction.EnterLong), (45, StrategyAction.EnterLong)], said);
    }

    private static TellsPositions Told(IPeerStrategy inner, int stoppedAt) => new(inner, stoppedAt);

    /// <summary>An engine in small: what was entered is held from the next bar on, until its stop.</summary>
    private sealed class TellsPositions(IPeerStrategy inner, int stoppedAt) : IPeerStrategy
    {
        private int _held;
        private int _bar;

        public StrategyDecision OnBar(in Bar bar)
        {
            if (_bar++ == stoppedAt) Hold(0);
            return Follow(inner.OnBar(in bar));
        }

        public StrategyDecision OnPeerBar(int peer, in Bar bar) => Follow(inner.OnPeerBar(peer, in bar));

        private StrategyDecision Follow(StrategyDecision said)
        {
            if (said.Action is StrategyAction.EnterLong or StrategyAction.EnterShort) Hold(75 * (int)said.Action);
            return said;
        }

        private void Hold(int units)
        {
            if (units == _held) return;
            _held = units;
            ((IPositionStrategy)inner).OnPosition(-1, units);
        }

        public void Save(StateWriter writer) => inner.Save(writer);

        public void Load(StateReader reader) => inner.Load(reader);
    }

    [Fact]
    public void What_they_need_is_said()
    {
        foreach (string name in new[] { "option-selling", "option-buying-breakout" })
        {
            Assert.Equal($"{name}: NIFTY26DECFUT is no option; name an option contract", Series.Problem(name, Future, Stage.Share(3)));
            Assert.Equal($"{name} needs one peer: the underlying (the plan names 0)", Series.Problem(name, Option()));
            Assert.Contains("is an option; name the future", Series.Problem(name, Option(), Option() with { Id = 5 }), StringComparison.Ordinal);
            Assert.Contains("is on NIFTY, BANKNIFTY26DECFUT on BANKNIFTY", Series.Problem(name, Option(), Future with { Symbol = "BANKNIFTY26DECFUT", Underlying = "BANKNIFTY" }), StringComparison.Ordinal);
            Assert.Contains("carries no strike", Series.Problem(name, Option() with { Strike = Price.Zero }, Future), StringComparison.Ordinal);
            Assert.Null(Series.Problem(name, Option(), Future));
        }
    }
}
