using Astra.Markets;

namespace Astra.Strategies.Tests;

public class NewsSentimentTests
{
    private const StrategyAction None = StrategyAction.None;

    private static IScoreStrategy Create() =>
        Series.Create<IScoreStrategy>("news-sentiment", StrategyMarket.Any, ("average", 3), ("enter", 0.4), ("leave", 0.5));

    private static StrategyDecision Say(IScoreStrategy strategy, int minute, double value, double confidence = 1, int halfLife = 60)
    {
        var score = new MarketScore(Series.Minute(minute, 1).Start + Timestamp.NanosPerSecond, value, confidence, halfLife);
        return strategy.OnScore(in score);
    }

    private static StrategyDecision Close(IScoreStrategy strategy, int minute, double rupees, bool opens = false)
    {
        Bar bar = Series.Minute(minute, rupees, opens);
        return strategy.OnBar(in bar);
    }

    /// <summary>Five bars that rise: the close is over its average.</summary>
    private static IScoreStrategy Rising()
    {
        IScoreStrategy strategy = Create();
        for (int i = 0; i < 5; i++) Assert.Equal(None, Close(strategy, i, 100 + i, i == 0).Action);
        return strategy;
    }

    [Fact]
    public void A_strong_score_that_the_price_agrees_with_is_followed_at_once_and_left_when_it_has_faded()
    {
        IScoreStrategy strategy = Rising();
        StrategyDecision entry = Say(strategy, 5, 0.8);
        Assert.Equal((StrategyAction.EnterLong, 0.8), (entry.Action, entry.Figure0));
        // Halved every minute: 0.4 a minute later, under half of 0.4 at the third bar's end.
        Assert.Equal(None, Close(strategy, 5, 105).Action);
        Assert.Equal(None, Close(strategy, 6, 106).Action);
        StrategyDecision faded = Close(strategy, 7, 107);
        Assert.Equal(StrategyAction.Exit, faded.Action);
        Assert.Equal(0.8 * Math.Exp(-Math.Log(2) * 179 / 60), faded.Figure0, 12);
        Assert.Equal(None, Close(strategy, 8, 108).Action);
    }

    [Fact]
    public void A_score_against_the_price_waits_until_the_price_agrees()
    {
        IScoreStrategy strategy = Rising();
        Assert.Equal(None, Say(strategy, 5, -0.9, halfLife: 3_600).Action);
        Assert.Equal(StrategyAction.EnterShort, Close(strategy, 5, 95).Action);
    }

    [Theory]
    [InlineData(0.39, 1)]
    [InlineData(0.9, 0.4)]
    [InlineData(-0.3, 1)]
    public void A_weak_or_doubtful_score_is_not_followed(double value, double confidence) =>
        Assert.Equal(None, Say(Rising(), 5, value, confidence).Action);

    [Fact]
    public void Scores_add_up_and_stay_within_one()
    {
        IScoreStrategy strategy = Rising();
        Assert.Equal(None, Say(strategy, 5, 0.3, halfLife: 0).Action);
        Assert.Equal(StrategyAction.EnterLong, Say(strategy, 5, 0.3, halfLife: 0).Action);
        for (int i = 0; i < 40; i++) Assert.Equal(None, Say(strategy, 5, 0.9, halfLife: 0).Action);
        Assert.Equal(1, Close(strategy, 5, 106).Figure0);
    }

    [Fact]
    public void News_that_turns_ends_the_trade()
    {
        IScoreStrategy strategy = Rising();
        Say(strategy, 5, 0.8, halfLife: 0);
        Assert.Equal(StrategyAction.Exit, Say(strategy, 5, -1, halfLife: 0).Action);
    }

    [Fact]
    public void News_between_sessions_waits_for_the_second_bar()
    {
        IScoreStrategy strategy = Rising();
        Assert.Equal(None, Say(strategy, 18 * 60, 0.9, halfLife: 0).Action);
        Assert.Equal(None, Close(strategy, 24 * 60, 120, opens: true).Action);
        Assert.Equal(StrategyAction.EnterLong, Close(strategy, 24 * 60 + 1, 121).Action);
    }

    [Theory]
    [InlineData(double.NaN, 1, 60)]
    [InlineData(2, 1, 60)]
    [InlineData(0.5, -1, 60)]
    [InlineData(0.5, 1, -60)]
    public void What_is_no_score_is_passed_over(double value, double confidence, int halfLife)
    {
        IScoreStrategy strategy = Rising();
        StrategyDecision decision = Say(strategy, 5, value, confidence, halfLife);
        Assert.Equal((None, 0.0), (decision.Action, decision.Figure0));
    }
}
