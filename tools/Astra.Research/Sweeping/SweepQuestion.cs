using System.Globalization;
using System.Text.Json;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>What is swept: one series, one strategy, the rules and what a fill costs.</summary>
public sealed record SweepQuestion(BarSeries Series, StrategyDescriptor Strategy, LedgerRules Rules)
{
    /// <summary>Where the series came from, for a worker elsewhere; empty when it was made in memory.</summary>
    public string Source { get; init; } = "";

    public FlatFees Fees { get; init; }

    public ChartStyle Style { get; init; }

    /// <summary>For Renko and range bars.</summary>
    public Price BrickSize { get; init; }

    /// <summary>What each bar's place in its session asks; empty: nothing anywhere.</summary>
    public ReadOnlyMemory<BarGate> GatesOfBars { get; init; }

    internal ReadOnlySpan<BarGate> Gates => GatesOfBars.Span;

    internal StrategyMarket Market => new(Series.Instrument, [], Series.IntervalMinutes);

    internal string Spec => "";
}
