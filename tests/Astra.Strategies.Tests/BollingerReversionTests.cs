using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests;

public class BollingerReversionTests
{
    // 95 is outside (mean 99, deviation 2, width 1.5); 97 is inside again with the mean at 98.4; 99.5 is over the mean of 98.3.
    private static readonly decimal[] OutAndBack = [100, 100, 100, 100, 100, 95, 97, 99.5m];

    private static IStrategy Create(double edge = 0) => Bars.Create("bollinger-reversion", ("length", 5), ("width", 1.5), ("edge-bp", edge));

    [Fact]
    public void The_return_into_the_band_is_bought_and_the_middle_ends_it()
    {
        List<StrategyDecision> decisions = Create().Run(Bars.Closes(OutAndBack));
        Assert.Equal([None, None, None, None, None, None, Long, Exit], decisions.Select(d => d.Action));
        Assert.Equal(98.4, decisions[6].Figure1, 9);
        Assert.True(decisions[5].Figure3 < decisions[5].Figure0 && decisions[6].Figure3 > decisions[6].Figure0);
    }

    [Fact]
    public void From_over_the_band_it_is_sold_short() =>
        Assert.Equal([Short, Exit], Create().Signals(Bars.Closes([.. OutAndBack.Select(c => 200 - c)])));

    [Fact]
    public void A_walk_along_the_band_is_left_alone() =>
        Assert.Empty(Create().Signals(Bars.Closes(100, 100, 100, 100, 100, 95, 88, 78)));

    [Fact]
    public void A_middle_too_near_to_pay_the_round_trip_is_not_traded()
    {
        // 1.4 rupees from 97: 144 basis points.
        Assert.Equal([Long, Exit], Create(edge: 144).Signals(Bars.Closes(OutAndBack)));
        Assert.Empty(Create(edge: 145).Signals(Bars.Closes(OutAndBack)));
    }

    [Fact]
    public void A_return_by_the_overnight_gap_opens_nothing_then_or_later()
    {
        List<Bar> bars = Bars.Closes(OutAndBack.AsSpan(0, 6));
        bars.AddRange([Bars.At(97, sessionStart: true), Bars.At(97.5m)]);
        Assert.Empty(Create().Signals(bars));
    }
}
