using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests.Hybrids;

public class VoteTests
{
    [Fact]
    public void It_enters_when_the_net_share_passes_the_threshold_and_leaves_when_it_leans_no_more()
    {
        // Shares: 0, 1/4, 3/4, 2/4, 0, -1.
        Vote vote = new([
            new Scripted(None, None, Long, Exit, Exit, Short),
            new Scripted(None, Long, None, None, None, Short),
            new Scripted(None, None, None, Long, Short, None),
        ], [2, 1, 1], 0.5);
        List<StrategyDecision> decisions = vote.Run(Bars.Closes(10, 11, 12, 13, 14, 15));
        Assert.Equal([0, 0.25, 0.75, 0.5, 0, -1], decisions.Select(d => d.Figure0));
        Assert.Equal([None, None, Long, None, Exit, Short], decisions.Select(d => d.Action));
        Assert.Equal((0.75, 0, 12), (decisions[2].Figure1, decisions[2].Figure2, decisions[2].Figure3));
    }

    [Fact]
    public void Half_of_the_votes_do_not_pass_a_half() =>
        Assert.Empty(new Vote([new Scripted(None, Long), new Scripted(None, None)], [1, 1], 0.5).Signals(Bars.Closes(10, 11)));

    [Fact]
    public void A_share_that_falls_back_and_passes_again_is_said_again() =>
        Assert.Equal([None, Long, None, Long], new Vote([new Scripted(None, Long, Exit, Long), new Scripted(Long, None, None, None)], [1, 1], 0.5)
            .Actions(Bars.Closes(10, 11, 12, 13)));

    [Fact]
    public void Until_all_are_warm_nobody_votes_and_what_stood_then_is_not_made_up_for()
    {
        Vote vote = new([new Scripted(None, Long, None, None, Short), new Scripted(null, null, None, None, Short)], [1, 1], 0.4);
        List<StrategyDecision> decisions = vote.Run(Bars.Closes(10, 11, 12, 13, 14));
        Assert.All(decisions[..2], d => Assert.Equal(StrategyDecision.WarmingUp, d));
        Assert.Equal([None, None, Short], decisions[2..].Select(d => d.Action));
    }

    [Fact]
    public void A_majority_by_the_overnight_gap_opens_nothing_then_or_later_but_ends_a_trade()
    {
        List<Bar> bars = Bars.Closes(10, 11);
        bars.AddRange([Bars.At(20, sessionStart: true), Bars.At(21)]);
        Assert.Empty(new Vote([new Scripted(None, None, Long, None), new Scripted(None, None, Long, None)], [1, 1], 0.5).Signals(bars));
        Assert.Equal([Long, Exit], new Vote([new Scripted(None, Long, Short, None), new Scripted(None, Long, Short, None)], [1, 1], 0.5).Signals(bars));
    }

    [Fact]
    public void A_score_is_put_to_the_members_that_read_scores()
    {
        Vote vote = new([new Scripted(None, None) { OnNews = Long }, new Scripted(None, None) { OnNews = Long }], [1, 1], 0.5);
        vote.Run(Bars.Closes(10, 11));
        Assert.Equal(Long, vote.OnScore(new MarketScore(default, 1, 1, 0)).Action);
        Assert.Equal(default, new Vote([Bars.Create("macd-cross")], [1], 0.5).OnScore(default));
    }

    [Fact]
    public void Regimes_and_positions_are_passed_on()
    {
        Scripted member = new();
        Vote vote = new([member, Bars.Create("macd-cross")], [1, 1], 0.5);
        vote.OnRegime(MarketRegimes.Ranging);
        vote.OnPosition(-1, 75);
        Assert.Equal([MarketRegimes.Ranging], member.Regimes);
        Assert.Equal([(-1, 75)], member.Positions);
    }

    [Fact]
    public void A_member_that_takes_no_side_is_a_defect() =>
        Assert.Throws<InvalidOperationException>(() => new Vote([new Scripted(StrategyAction.Quote)], [1], 0.5).Run(Bars.Closes(10)));
}
