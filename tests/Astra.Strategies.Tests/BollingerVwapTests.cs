using Astra.Markets;

namespace Astra.Strategies.Tests;

public class BollingerVwapTests
{
    private const StrategyAction None = StrategyAction.None;
    private const StrategyAction Long = StrategyAction.EnterLong;
    private const StrategyAction Short = StrategyAction.EnterShort;
    private const StrategyAction Exit = StrategyAction.Exit;

    private static IStrategy Create(double settle = 1, double edge = 0) =>
        Bars.Create("bollinger-vwap", ("length", 5), ("width", 1.5), ("settle-bars", settle), ("edge-bp", edge));

    [Fact]
    public void A_close_under_the_band_and_under_vwap_buys_and_the_return_to_the_mean_sells()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(100, 100, 100, 100, 100, 95, 97, 99.5m));
        Assert.Equal([None, None, None, None, None, Long, None, Exit], decisions.Select(d => d.Action));
        // Window 100 x4 and 95: mean 99, deviation 2. VWAP of six equal volumes: 595/6.
        Assert.Equal((96, 99, 102), (decisions[5].Figure0, decisions[5].Figure1, decisions[5].Figure2));
        Assert.Equal(595.0 / 6, decisions[5].Figure3, 12);
    }

    [Fact]
    public void A_close_over_the_band_and_over_vwap_sells_short() =>
        Assert.Equal([Short, Exit], Signals(Create(), Bars.Closes(100, 100, 100, 100, 100, 105, 103, 100.5m)));

    [Fact]
    public void Vwap_ends_the_trade_when_it_is_nearer_than_the_middle_band()
    {
        List<Bar> bars = Bars.Closes(100, 100, 100, 100, 100);
        bars.Add(Bars.At(95, volume: 10_000));
        bars.Add(Bars.At(96));
        StrategyDecision last = default;
        IStrategy strategy = Create();
        foreach (Bar bar in bars) last = strategy.OnBar(in bar);
        Assert.Equal(Exit, last.Action);
        Assert.True(96 < last.Figure1 && 96 > last.Figure3);
    }

    [Fact]
    public void A_close_outside_the_band_but_not_beyond_vwap_is_left_alone()
    {
        List<Bar> bars = [Bars.At(50, volume: 1_000_000, sessionStart: true)];
        bars.AddRange(Bars.Closes(100, 100, 100, 100, 100, 95).Select(b => Bars.At(b.Close.ToDecimal())));
        Assert.Empty(Signals(Create(), bars));
    }

    [Fact]
    public void A_close_that_stays_outside_signals_once()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(100, 100, 100, 100, 100, 95, 90));
        Assert.True(90 < decisions[6].Figure0);
        Assert.Equal([Long, None], decisions[5..].Select(d => d.Action));
    }

    [Fact]
    public void An_excursion_from_before_the_session_settled_is_not_traded_late()
    {
        List<Bar> bars = Bars.Closes(100, 100, 100, 100, 100, 95, 90);
        Assert.Empty(Signals(Create(settle: 6), bars));
        Assert.Equal([Long], Signals(Create(settle: 5), bars));
    }

    [Fact]
    public void A_mean_too_near_to_pay_the_round_trip_is_not_traded()
    {
        List<Bar> bars = Bars.Closes(100, 100, 100, 100, 100, 95);
        // The middle band is 4 rupees away from 95: 421 basis points.
        Assert.Equal([Long], Signals(Create(edge: 420), bars));
        Assert.Empty(Signals(Create(edge: 422), bars));
    }

    [Fact]
    public void Without_volume_the_time_weighted_price_takes_the_place_of_vwap()
    {
        IEnumerable<Bar> silent = Bars.Closes(100, 100, 100, 100, 100, 95, 97, 99.5m)
            .Select((b, i) => Bars.At(b.Close.ToDecimal(), volume: 0, sessionStart: i == 0));
        List<StrategyDecision> decisions = Create().Run(silent);
        Assert.Equal([Long, None, Exit], decisions[5..].Select(d => d.Action));
        Assert.Equal(595.0 / 6, decisions[5].Figure3, 12);
    }

    [Fact]
    public void A_band_that_is_broken_on_its_first_bar_is_not_traded() =>
        Assert.Empty(Signals(Create(), Bars.Closes(100, 100, 100, 100, 95, 94)));

    private static StrategyAction[] Signals(IStrategy strategy, IEnumerable<Bar> bars) =>
        [.. strategy.Actions(bars).Where(a => a != None)];
}
