using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// One algorithm at work on one instrument. It sees closed bars of its plan's interval and chart style, once each and in order, and
/// knows nothing of orders, capital or positions: stops, targets, sizes and square-off belong to the engine.
/// </summary>
public interface IStrategy : IStateful
{
    /// <summary>Decides from this bar and those before it. Allocates nothing.</summary>
    StrategyDecision OnBar(in Bar bar);
}
