using Astra.Markets;
using CsCheck;

namespace Astra.Strategies.Tests;

public class PairsTests
{
    private static readonly Instrument Explained = Stage.Share(1), Hedge = Stage.Share(2);

    private static IPeerStrategy Leg(int role, double units = 100, double entry = 2, double stop = 2, int lot = 1)
    {
        Instrument y = Explained with { LotSize = lot }, x = Hedge with { LotSize = lot };
        return Series.Create<IPeerStrategy>("pairs", role == 0 ? new StrategyMarket(y, [x], 1) : new StrategyMarket(x, [y], 1),
            ("role", role), ("units", units), ("window", 100), ("retest", 20), ("entry", entry), ("stop", stop), ("wander", 0.0001));
    }

    /// <summary>Prices of a pair whose spread reverts; from a bar on the explained one is moved by some shares of its price.</summary>
    private static (double Y, double X)[] Prices(int count, ulong seed, int from = int.MaxValue, int to = int.MaxValue, double by = 0)
    {
        double[] x = Series.Walk(count, seed, 0.001), noise = Series.Noise(count, seed + 77);
        var prices = new (double, double)[count];
        double spread = 0;
        for (int i = 0; i < count; i++)
        {
            spread = 0.5 * spread + 0.0004 * noise[i];
            double moved = i >= from && i < to ? by : 0;
            prices[i] = (1_000 * Math.Exp(1.2 * x[i] + spread + moved), 400 * Math.Exp(x[i]));
        }
        return prices;
    }

    private static List<(int Bar, StrategyDecision Decision)> Run(IPeerStrategy leg, int role, (double Y, double X)[] prices, Func<int, bool>? peerFirst = null)
    {
        List<(int, StrategyDecision)> said = [];
        for (int i = 0; i < prices.Length; i++)
        {
            Bar own = Series.Minute(i, role == 0 ? prices[i].Y : prices[i].X), peer = Series.Minute(i, role == 0 ? prices[i].X : prices[i].Y);
            bool first = peerFirst?.Invoke(i) ?? false;
            StrategyDecision early = first ? leg.OnPeerBar(0, in peer) : leg.OnBar(in own);
            Assert.Equal(StrategyAction.None, early.Action);
            said.Add((i, first ? leg.OnBar(in own) : leg.OnPeerBar(0, in peer)));
        }
        return said;
    }

    private static List<(int Bar, int Units)> Holds(List<(int Bar, StrategyDecision Decision)> said) =>
        [.. said.Where(s => s.Decision.Action == StrategyAction.Hold).Select(s => (s.Bar, s.Decision.Units))];

    [Fact]
    public void A_wide_spread_is_sold_on_both_legs_at_once_and_left_at_the_mean()
    {
        // Half a deviation of the spread per bar of noise; 30 basis points is some six of them, so only the first bars of the move count.
        (double Y, double X)[] prices = Prices(200, 11, 150, 153, 0.0014);
        List<(int Bar, int Units)> explained = Holds(Run(Leg(0, entry: 2.5, stop: 10), 0, prices)), hedge = Holds(Run(Leg(1, entry: 2.5, stop: 10), 1, prices));
        Assert.Equal(explained.Select(h => h.Bar), hedge.Select(h => h.Bar));
        (int Bar, int Units) entry = explained.First(h => h.Bar >= 150);
        Assert.Equal((150, -100), entry);
        // 100 units at about 1,000 against 400, at a ratio near 1.2: some 300 units the other way.
        Assert.InRange(hedge.First(h => h.Bar == 150).Units, 240, 360);
        Assert.Contains(explained, h => h.Bar is > 150 and < 160 && h.Units == 0);
    }

    [Fact]
    public void The_order_of_the_bars_of_one_time_does_not_matter() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((seed, order) =>
        {
            (double Y, double X)[] prices = Prices(220, seed);
            List<(int, StrategyDecision)> plain = Run(Leg(0), 0, prices), mixed = Run(Leg(0), 0, prices, i => (order >> (i % 64) & 1) == 1);
            Assert.Equal(plain, mixed);
        }, iter: 30);

    [Fact]
    public void Both_legs_always_act_together_on_opposite_sides() =>
        Gen.ULong.Sample(seed =>
        {
            (double Y, double X)[] prices = Prices(300, seed);
            List<(int Bar, int Units)> a = Holds(Run(Leg(0, entry: 1.5), 0, prices)), b = Holds(Run(Leg(1, entry: 1.5), 1, prices));
            Assert.Equal(a.Select(h => (h.Bar, Math.Sign(h.Units))), b.Select(h => (h.Bar, -Math.Sign(h.Units))));
        }, iter: 30);

    [Fact]
    public void Independent_walks_are_not_entered_while_the_test_denies_them()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            double[] x = Series.Walk(400, seed, 0.002), y = Series.Walk(400, seed + 500, 0.002);
            List<(int Bar, StrategyDecision Decision)> said = Run(Leg(0), 0, [.. x.Zip(y, (a, b) => (1_000 * Math.Exp(b), 400 * Math.Exp(a)))]);
            // A decision is made on the test that stood before its bar.
            for (int i = 1; i < said.Count; i++)
                if (said[i].Decision is { Action: StrategyAction.Hold, Units: not 0 })
                    Assert.True(said[i - 1].Decision.Figure2 < said[i - 1].Decision.Figure3);
        }
    }

    [Fact]
    public void A_spread_that_runs_away_is_given_up_at_the_stop()
    {
        (double Y, double X)[] prices = Prices(200, 11, 150, 200, 0.0014);
        for (int i = 155; i < 200; i++) prices[i].Y *= Math.Exp(0.0004 * (i - 154));
        List<(int Bar, int Units)> holds = Holds(Run(Leg(0, entry: 2.5, stop: 3), 0, prices));
        Assert.Equal(-100, holds.First(h => h.Bar >= 150).Units);
        Assert.Equal(0, holds.First(h => h.Bar > 150).Units);
        Assert.DoesNotContain(holds, h => h.Bar > 165 && h.Units != 0);
    }

    [Fact]
    public void Missing_and_late_bars_of_the_peer_make_no_decision_and_no_harm()
    {
        (double Y, double X)[] prices = Prices(300, 4);
        IPeerStrategy leg = Leg(0);
        for (int i = 0; i < prices.Length; i++)
        {
            Bar own = Series.Minute(i, prices[i].Y), peer = Series.Minute(i, prices[i].X), late = Series.Minute(i - 1, 1);
            Assert.Equal(StrategyAction.None, leg.OnBar(in own).Action);
            Assert.Equal(StrategyAction.None, leg.OnPeerBar(0, in late).Action);
            if (i % 3 != 0) Assert.True(double.IsFinite(leg.OnPeerBar(0, in peer).Figure0));
        }
    }

    [Fact]
    public void A_hedge_that_rounds_to_no_lot_is_not_entered_on_either_leg()
    {
        (double Y, double X)[] prices = [.. Prices(300, 9).Select(p => (p.Y, p.X * 1_000))];
        Assert.Empty(Holds(Run(Leg(0, units: 50, entry: 1, lot: 50), 0, prices)));
        Assert.Empty(Holds(Run(Leg(1, units: 50, entry: 1, lot: 50), 1, prices)));
    }

    [Fact]
    public void What_it_needs_is_said()
    {
        Assert.Equal("pairs needs one peer: the other leg (the plan names 0)", Series.Problem("pairs", Explained));
        Assert.Contains("what the plan trades", Series.Problem("pairs", Explained, Explained), StringComparison.Ordinal);
        Assert.Null(Series.Problem("pairs", Explained, Hedge));
        Assert.Equal("basket-arbitrage needs a basket of 2 to 8 peers (the plan names 1)", Series.Problem("basket-arbitrage", Explained, Hedge));
        Assert.Contains("twice", Series.Problem("basket-arbitrage", Explained, Hedge, Hedge), StringComparison.Ordinal);
    }
}
