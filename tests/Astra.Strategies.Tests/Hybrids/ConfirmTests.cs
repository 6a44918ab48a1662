using Astra.Markets;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests.Hybrids;

public class ConfirmTests
{
    private static readonly List<Bar> Five = Bars.Closes(10, 11, 12, 13, 14);

    [Fact]
    public void An_entry_is_taken_when_the_other_stands_on_its_side_and_left_when_the_first_leaves()
    {
        Confirm confirm = new([new Scripted(None, None, Long, None, Exit), new Scripted(None, Long, None, Short, None)]);
        List<StrategyDecision> decisions = confirm.Run(Five);
        Assert.Equal([None, None, Long, None, Exit], decisions.Select(d => d.Action));
        Assert.Equal((1, 1, 0, 12), (decisions[2].Figure0, decisions[2].Figure1, decisions[2].Figure2, decisions[2].Figure3));
    }

    [Fact]
    public void Both_on_one_bar_agree() =>
        Assert.Equal([Short], new Confirm([new Scripted(None, Short), new Scripted(None, Short)]).Signals(Five[..2]));

    [Fact]
    public void What_was_not_confirmed_is_not_made_up_for() =>
        Assert.Empty(new Confirm([new Scripted(None, Long, None, None, None), new Scripted(None, None, Long, None, None)]).Signals(Five));

    [Fact]
    public void A_turn_that_is_not_confirmed_ends_the_trade() =>
        Assert.Equal([Long, Exit], new Confirm([new Scripted(None, Long, Short, None, None), new Scripted(Long, None, None, None, None)]).Signals(Five));

    [Fact]
    public void All_others_must_agree() => Assert.Empty(
        new Confirm([new Scripted(None, Long), new Scripted(None, Long), new Scripted(None, Short)]).Signals(Five[..2]));
}
