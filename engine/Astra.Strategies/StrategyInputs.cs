using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// A strategy that also watches other instruments, those of <see cref="StrategyMarket.Peers"/> in that order. Their bars have the plan's
/// interval and are candles. Bars of one time arrive in any order: what needs several of them decides when the last has come.
/// </summary>
public interface IPeerStrategy : IStrategy
{
    /// <param name="peer">Index into <see cref="StrategyMarket.Peers"/>.</param>
    StrategyDecision OnPeerBar(int peer, in Bar bar);
}

/// <summary>A strategy that wants to know positions: its own, and those of its peers (a hedge follows what it hedges).</summary>
public interface IPositionStrategy : IStrategy
{
    /// <summary>Called when a position has changed, before the next bar; it decides nothing itself.</summary>
    /// <param name="peer">Index into <see cref="StrategyMarket.Peers"/>, -1 for the plan's own instrument.</param>
    /// <param name="units">Signed.</param>
    void OnPosition(int peer, int units);
}

/// <summary>A strategy that reads the scores of an advisor (news sentiment) on its instrument or on the whole market.</summary>
public interface IScoreStrategy : IStrategy
{
    StrategyDecision OnScore(in MarketScore score);
}

/// <summary>A strategy that follows the regime an advisor has found; it decides at its next bar.</summary>
public interface IRegimeStrategy : IStrategy
{
    void OnRegime(MarketRegimes regime);
}

/// <summary>A strategy that reads the touch: best bid and ask with their sizes, at every change while it has a plan.</summary>
public interface ITouchStrategy : IStrategy
{
    /// <summary>A side that is absent has price and quantity zero. Return None to leave things as they are.</summary>
    StrategyDecision OnTouch(in TouchQuote touch);
}

/// <summary>An advisor's opinion with its strength.</summary>
/// <param name="Time">When it was said.</param>
/// <param name="Value">-1 (bad for the price) to 1 (good).</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="HalfLifeSeconds">How fast it ages; 0 = it does not.</param>
public readonly record struct MarketScore(Timestamp Time, double Value, double Confidence, int HalfLifeSeconds);

/// <param name="Time">When it was shown.</param>
public readonly record struct TouchQuote(Timestamp Time, Price Bid, int BidQuantity, Price Ask, int AskQuantity);
