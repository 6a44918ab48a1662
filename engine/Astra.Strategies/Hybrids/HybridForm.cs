namespace Astra.Strategies;

/// <summary>One way to make a strategy of others. A new one is a descriptor, its strategy, and a line in <see cref="All"/>.</summary>
/// <param name="Name">The word before the bracket.</param>
/// <param name="Example">A whole one, for error messages.</param>
/// <param name="Fewest">Members that it needs at least.</param>
/// <param name="Weighted">Whether members may be written with a weight: <c>macd-cross*2</c>.</param>
/// <param name="Labels">What each member must be labelled with (<c>trend: …</c>); empty where members have none.</param>
/// <param name="Number">What a number after a semicolon means; null where there is none.</param>
/// <param name="Make">From members that were found valid.</param>
internal sealed record HybridForm(
    string Name, string Example, int Fewest, bool Weighted, IReadOnlyList<string> Labels, string? Number, Func<HybridParts, HybridDescriptor> Make)
{
    /// <summary>Members that it takes at most.</summary>
    public int Most { get; init; } = HybridParser.MostMembers;

    public static IReadOnlyList<HybridForm> All { get; } =
    [
        new("confirm", "confirm(macd-cross, supertrend-vwap)", 2, false, [], null, parts => new ConfirmDescriptor(parts)),
        new("guard", "guard(supertrend-vwap)", 1, false, [], null, parts => new GuardDescriptor(parts)) { Most = 1 },
        new("regimes", "regimes(trend: supertrend-vwap, range: bollinger-reversion)", 1, false, RegimeLabels.Words, null, parts => new RegimesDescriptor(parts)),
        new("vote", "vote(macd-cross*2, rsi-reversal, supertrend-vwap; 0.5)", 2, true, [], VoteDescriptor.Threshold, parts => new VoteDescriptor(parts)),
    ];

    public static HybridForm? Find(string name)
    {
        foreach (HybridForm form in All)
            if (form.Name == name) return form;
        return null;
    }
}

/// <summary>What an expression says about a hybrid.</summary>
/// <param name="Members">In order, one or more.</param>
/// <param name="Labels">One per member, empty texts where the form has none.</param>
/// <param name="Weights">One per member, 1 where none was written.</param>
/// <param name="Number">The number after the semicolon, null where none was written.</param>
internal sealed record HybridParts(IReadOnlyList<StrategyDescriptor> Members, IReadOnlyList<string> Labels, IReadOnlyList<double> Weights, double? Number);
