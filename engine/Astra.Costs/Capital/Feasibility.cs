using Astra.Markets;

namespace Astra.Costs;

/// <summary>Whether a capital can trade something, and what decided it.</summary>
/// <param name="Needed">The minimum capital, or the approximate margin with its cushion; zero where neither is known.</param>
/// <param name="Had">What it was held against: the capital, or the largest part of it that one order may take.</param>
public readonly record struct Feasibility(FeasibilityReason Reason, Money Needed, Money Had)
{
    public bool Ok => Reason == FeasibilityReason.Feasible;
}
