namespace Astra.Research;

/// <summary>One parameter set with what came of it.</summary>
/// <param name="Set">From 0, in the order of the sets.</param>
/// <param name="Values">In the order of the strategy's parameters.</param>
/// <param name="Figures">In the order of <see cref="SweepFigures.Names"/>; NaN where a figure is not defined.</param>
public readonly record struct SweepRow(long Set, ReadOnlyMemory<double> Values, ReadOnlyMemory<double> Figures);
