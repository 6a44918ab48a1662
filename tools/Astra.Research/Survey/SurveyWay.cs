using System.Text.RegularExpressions;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>How a survey can judge a strategy.</summary>
public enum SurveyWay : byte
{
    /// <summary>Not on bars of shares and indices.</summary>
    None = 0,
    /// <summary>One instrument's bars, filled at the next open.</summary>
    NextOpen = 1,
    /// <summary>By the engine: it quotes, holds sizes of its own or watches other instruments.</summary>
    Engine = 2,
}

/// <summary>Sorts strategies by what they read.</summary>
public static partial class SurveyWays
{
    /// <param name="Reason">Why there is no way; empty where there is one.</param>
    public static (SurveyWay Way, string Reason) Of(StrategyDescriptor strategy)
    {
        Instrument share = StrategyMarket.Any.Instrument;
        Instrument[] peers = [.. Enumerable.Range(1, strategy.Peers.Least).Select(id => share with { Id = id, Symbol = $"PEER{id}" })];
        StrategyMarket market = new(share, peers, StrategyMarket.Any.IntervalMinutes);
        if (strategy.FirstProblem(market) is not null) return (SurveyWay.None, "it works with an option and its underlying, and these bars have no options");
        if (Members(strategy) is { Length: > 0 } members)
            return members.FirstOrDefault(member => Of(member).Way != SurveyWay.NextOpen) is { } other ? (SurveyWay.None, $"its member {other.Name} needs more than one instrument's bars") : (SurveyWay.NextOpen, "");
        return strategy.Create(strategy.Defaults(), market) switch
        {
            IScoreStrategy => (SurveyWay.None, "it reads the scores of a news advisor, and bars bring none"),
            ITouchStrategy or IPositionStrategy or IPeerStrategy => (SurveyWay.Engine, ""),
            _ => (SurveyWay.NextOpen, ""),
        };
    }

    /// <summary>What a hybrid is made of, as its name says; empty for a plain strategy.</summary>
    public static StrategyDescriptor[] Members(StrategyDescriptor strategy) => !strategy.Name.Contains('(', StringComparison.Ordinal)
        ? []
        : [.. Word().Matches(strategy.Name).Select(word => StrategyRegistry.TryGet(word.Value, out StrategyDescriptor? member) ? member : null).OfType<StrategyDescriptor>()];

    [GeneratedRegex("[a-z][a-z0-9-]*")]
    private static partial Regex Word();
}
