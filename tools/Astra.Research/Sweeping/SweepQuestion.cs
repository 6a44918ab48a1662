using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>What is swept: one series, one strategy, the rules and what a fill costs.</summary>
public sealed record SweepQuestion(BarSeries Series, StrategyDescriptor Strategy, LedgerRules Rules)
{
    /// <summary>Share of each fill's value in billionths, where <see cref="IndianFees"/> is null.</summary>
    public long FeeRate { get; init; }

    /// <summary>From <see cref="IndianFeeSpans"/>.</summary>
    public FeeSpan<IndianFees>[]? IndianFees { get; init; }

    /// <summary>From <see cref="SessionGates"/>, when the rules are intraday.</summary>
    public BarGate[]? Gates { get; init; }

    /// <summary>What the strategy reads; fills are always of candles.</summary>
    public ChartStyle Style { get; init; }

    /// <summary>Brick or range; of no effect for candles and Heikin-Ashi.</summary>
    public Price ChartSize { get; init; }

    /// <summary>The question as JSON, where another process can open it: see <see cref="SweepSpec"/>.</summary>
    public string Spec { get; init; } = "";
}
