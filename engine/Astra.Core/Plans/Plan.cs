using System.Diagnostics.CodeAnalysis;
using Astra.Markets;

namespace Astra.Core;

/// <summary>A strategy parameter by name.</summary>
public readonly record struct PlanParameter(string Name, double Value);

/// <summary>Which positions a plan may open. The values are part of the journal format.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Long and short are the sides of a trade, not the names of types.")]
public enum PlanSides : byte
{
    Both = 0,
    /// <summary>A short signal only leaves a long position.</summary>
    Long = 1,
    /// <summary>A long signal only leaves a short position.</summary>
    Short = 2,
}

/// <summary>How large an entry is. The values are part of the journal format.</summary>
public enum PlanSizing : byte
{
    /// <summary>What loses <see cref="Plan.RiskBasisPoints"/> of the capital at the first stop.</summary>
    Risk = 0,
    /// <summary><see cref="Plan.Quantity"/>.</summary>
    Fixed = 1,
}

/// <summary>
/// What to trade one instrument with, by whose choice and why. It is checked in the core against hard limits and
/// becomes a PlanApplied or PlanRejected event. A new plan for an instrument replaces the old one once it is flat.
/// </summary>
public sealed record Plan
{
    /// <summary>Unique within a journal, 1 or more.</summary>
    public required int Id { get; init; }
    public required int Instrument { get; init; }
    /// <summary>Registry name of the strategy, for example <c>macd-rsi</c>.</summary>
    public required string Algorithm { get; init; }
    /// <summary>Parameters that differ from the strategy's defaults.</summary>
    public IReadOnlyList<PlanParameter> Parameters { get; init; } = [];
    /// <summary>1, 3, 5, 10, 15, 30 or 60.</summary>
    public required int IntervalMinutes { get; init; }
    public ChartStyle Style { get; init; }
    /// <summary>Brick of Renko, range of range bars, in ticks of the instrument; 0 for the other styles.</summary>
    public int ChartSize { get; init; }
    /// <summary>Instruments that the strategy watches, by id and in its own order; empty for most.</summary>
    public IReadOnlyList<int> Peers { get; init; } = [];
    /// <summary>First entry of the day, seconds after IST midnight; 0 = from the session's open.</summary>
    public int StartSecond { get; init; }
    /// <summary>Positions leave at this second after IST midnight; 0 = at the segment's square-off time.</summary>
    public int SquareOffSecond { get; init; }
    /// <summary>Intraday positions leave at square-off; delivery (shares) and carry (derivatives) are kept overnight.</summary>
    public Product Product { get; init; }
    public PlanSides Sides { get; init; }
    public PlanSizing Sizing { get; init; }
    /// <summary>Of <see cref="PlanSizing.Fixed"/>: units of an entry or of a quote, whole lots; 0 otherwise. The hard limits may still cut it.</summary>
    public int Quantity { get; init; }
    /// <summary>A quoting plan holds at most this many times <see cref="Quantity"/>, on either side.</summary>
    public int MaxInventory { get; init; } = 3;
    /// <summary>Share of capital lost when the first stop is hit, in basis points: 100 to 200 (1 to 2%).</summary>
    public int RiskBasisPoints { get; init; } = 100;
    public StopPolicy Stops { get; init; } = new();
    /// <summary>Who chose: <c>default</c>, <c>operator</c>, <c>rules</c>, <c>rl</c>, <c>llm</c>.</summary>
    public required string Source { get; init; }
    public required string Reason { get; init; }
}

/// <summary>How a position is protected. R is the distance from entry to first stop; ATR is over the plan's own bars.</summary>
public sealed record StopPolicy
{
    public int AtrLength { get; init; } = 14;
    /// <summary>
    /// First stop, in ATRs from entry; 0 = none, which only a plan of fixed size may have, and then <see cref="TargetR"/>, <see cref="BreakevenR"/>
    /// and <see cref="TrailAtr"/> are 0 as well: there is no R.
    /// </summary>
    public double StopAtr { get; init; } = 2.0;
    /// <summary>Target in R (2 = risk one to make two); 0 = none.</summary>
    public double TargetR { get; init; } = 2.0;
    /// <summary>Stop moves to entry once the price has gone this many R in favour; 0 = never.</summary>
    public double BreakevenR { get; init; } = 1.0;
    /// <summary>Stop trails the best close by this many ATRs once in favour; 0 = never.</summary>
    public double TrailAtr { get; init; } = 3.0;
}
