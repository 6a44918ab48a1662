namespace Astra.Markets;

/// <summary>A forward read off one strike: strike + (call - put) grown by the interest rate.</summary>
/// <param name="Forward">Rupees.</param>
/// <param name="Index">The strike in its chain.</param>
/// <param name="TwoSided">Both options had bid and ask; false when a last trade stood in, which may be old.</param>
public readonly record struct SyntheticForward(double Forward, int Index, bool TwoSided);
