using Astra.Markets;

namespace Astra.Strategies;

/// <summary>What a strategy is set up on: the instrument that it trades and those that it watches.</summary>
/// <param name="Instrument">Traded; carries tick, lot, and for an option strike, right and expiry.</param>
/// <param name="Peers">Watched, in the plan's order; empty for most.</param>
/// <param name="IntervalMinutes">Of its bars.</param>
public sealed record StrategyMarket(Instrument Instrument, IReadOnlyList<Instrument> Peers, int IntervalMinutes)
{
    /// <summary>A share of tick 0.05 on five-minute bars, where a strategy that looks at one instrument's bars only is made without a market.</summary>
    public static StrategyMarket Any { get; } = new(
        new Instrument(0, "ANY", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1), [], 5);
}
