using Astra.Markets;

namespace Astra.Strategies;

/// <summary>What a strategy wants after a bar. The values are part of saved states.</summary>
public enum StrategyAction : sbyte
{
    /// <summary>Nothing changes.</summary>
    None = 0,
    /// <summary>Be long: leave a short position, and nothing more to do when long already.</summary>
    EnterLong = 1,
    /// <summary>Be short: leave a long position, and nothing more to do when short already.</summary>
    EnterShort = -1,
    /// <summary>Leave the position, if there still is one.</summary>
    Exit = 2,
    /// <summary>Hold exactly <see cref="StrategyDecision.Units"/>; the difference to what is held is traded at the market. For hedges and baskets.</summary>
    Hold = 3,
    /// <summary>Rest a buy order at <see cref="StrategyDecision.Bid"/> and a sell order at <see cref="StrategyDecision.Ask"/>, replacing those that rest now.</summary>
    Quote = 4,
}

/// <summary>
/// A decision with the four figures it was made from, for the audit trail; their names are the descriptor's
/// <see cref="StrategyDescriptor.FigureNames"/>. Figures are 0 while the indicators warm up, and never NaN.
/// </summary>
public readonly record struct StrategyDecision(StrategyAction Action, double Figure0, double Figure1, double Figure2, double Figure3)
{
    /// <summary>No decision and no figures: still warming up.</summary>
    public static readonly StrategyDecision WarmingUp;

    /// <summary>For <see cref="StrategyAction.Hold"/>: the position wanted, signed units; cut to whole lots toward zero.</summary>
    public int Units { get; init; }

    /// <summary>For <see cref="StrategyAction.Quote"/>: where to buy; zero = not at all.</summary>
    public Price Bid { get; init; }

    /// <summary>For <see cref="StrategyAction.Quote"/>: where to sell; zero = not at all.</summary>
    public Price Ask { get; init; }
}
