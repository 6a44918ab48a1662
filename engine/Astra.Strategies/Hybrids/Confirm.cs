namespace Astra.Strategies;

/// <summary>
/// A trades only where all others stand on its side at that bar; they neither enter nor leave by themselves. An entry of A that is not confirmed
/// is not made up for later, and ends a trade of the other side.
/// </summary>
internal sealed class Confirm(IStrategy[] members) : HybridStrategy(members)
{
    protected override (int Enter, bool Leave) Judge()
    {
        StrategyAction said = Said[0];
        if (said == StrategyAction.Exit) return (0, true);
        if (said == StrategyAction.None) return (0, false);
        int side = Sides[0];
        return Count(side) == Sides.Length - 1 ? (side, false) : (0, side * Side < 0);
    }

    protected override StrategyDecision Tell(StrategyAction action) => new(action, Sides[0], Count(1), Count(-1), Close);

    /// <summary>How many of the others stand on a side.</summary>
    private int Count(int side)
    {
        int count = 0;
        foreach (sbyte other in Sides[1..])
            if (other == side) count++;
        return count;
    }
}

internal sealed class ConfirmDescriptor(HybridParts parts) : HybridDescriptor("confirm", parts, [])
{
    public override string Title => "Confirmed entries";

    public override string Summary => "Takes the first member's entries where all others stand on the same side; leaves when the first does.";

    public override IReadOnlyList<string> FigureNames { get; } = ["wish", "others-long", "others-short", "close"];

    public override MarketRegimes Suits => Parts.Members[0].Suits;

    protected override IStrategy Combine(IStrategy[] members, ReadOnlySpan<double> own) => new Confirm(members);
}
