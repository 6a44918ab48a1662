using Astra.Markets;

namespace Astra.Indicators;

/// <summary>One figure of an indicator.</summary>
/// <param name="Column">Its column's name without parameters, for example <c>macd_signal</c>.</param>
/// <param name="IsDefined">Whether <paramref name="Value"/> means anything yet.</param>
public sealed record IndicatorOutput(string Column, Func<IStateful, double> Value, Func<IStateful, bool> IsDefined);
