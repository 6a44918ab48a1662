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
}

/// <summary>
/// A decision with the four figures it was made from, for the audit trail; their names are the descriptor's
/// <see cref="StrategyDescriptor.FigureNames"/>. Figures are 0 while the indicators warm up, and never NaN.
/// </summary>
public readonly record struct StrategyDecision(StrategyAction Action, double Figure0, double Figure1, double Figure2, double Figure3)
{
    /// <summary>No decision and no figures: still warming up.</summary>
    public static readonly StrategyDecision WarmingUp;
}
