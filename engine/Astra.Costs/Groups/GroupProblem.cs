namespace Astra.Costs;

/// <summary>Why a group cannot be charged.</summary>
/// <param name="Column">Name of the part that is wrong: broker, exchange, segment, trade_date, legs, options.</param>
/// <param name="Text">What is wrong with it and the remedy.</param>
public sealed record GroupProblem(string Column, string Text);
