using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// A weighted vote. The net share is the weight of the members that stand long less that of those short, over all weights. It enters on
/// the bar on which the share passes the threshold (more than it, so that a half means a majority) and leaves when the share no longer leans
/// to that side.
/// </summary>
internal sealed class Vote(IStrategy[] members, double[] weights, double threshold) : HybridStrategy(members)
{
    private readonly double _total = Sum(weights);
    private Excursion _passing;
    private double _long;
    private double _short;

    protected override (int Enter, bool Leave) Judge()
    {
        (_long, _short) = (0, 0);
        for (int i = 0; i < weights.Length; i++)
        {
            if (Sides[i] > 0) _long += weights[i];
            else if (Sides[i] < 0) _short += weights[i];
        }
        double net = _long - _short;
        double needed = threshold * _total;
        int enter = _passing.Update(net > needed ? 1 : net < -needed ? -1 : 0);
        return (enter, net * Side <= 0);
    }

    protected override StrategyDecision Tell(StrategyAction action) =>
        new(action, (_long - _short) / _total, _long / _total, _short / _total, Close);

    private static double Sum(double[] weights)
    {
        double total = 0;
        foreach (double weight in weights) total += weight;
        return total;
    }

    public override void Save(StateWriter writer)
    {
        base.Save(writer);
        _passing.Save(writer);
    }

    public override void Load(StateReader reader)
    {
        base.Load(reader);
        _passing.Load(reader);
    }
}

internal sealed class VoteDescriptor(HybridParts parts) : HybridDescriptor("vote", parts, OwnParameters(parts))
{
    public const string Threshold = "threshold";

    public override string Title => "Weighted vote";

    public override string Summary => "Enters when the net weight of the members on one side passes the threshold; leaves when it no longer leans that way.";

    public override IReadOnlyList<string> FigureNames { get; } = ["share", "long", "short", "close"];

    public override MarketRegimes Suits
    {
        get
        {
            MarketRegimes suits = MarketRegimes.None;
            foreach (StrategyDescriptor member in Parts.Members) suits |= member.Suits;
            return suits;
        }
    }

    protected override IStrategy Combine(IStrategy[] members, ReadOnlySpan<double> own) => new Vote(members, own[..^1].ToArray(), own[^1]);

    /// <summary>Weights that are all zero elect nobody.</summary>
    protected override int OwnConflict(ReadOnlySpan<double> own) => own[..^1].ContainsAnyExcept(0.0) ? -1 : 0;

    private static List<StrategyParameter> OwnParameters(HybridParts parts)
    {
        List<StrategyParameter> own = [];
        for (int i = 0; i < parts.Members.Count; i++)
            own.Add(new(Numbered(i, "weight"), parts.Weights[i], 0, 100, false, $"weight of {parts.Members[i].Name} in the vote"));
        own.Add(new(Threshold, parts.Number ?? 0.5, 0, 0.99, false, "net share of the weights that must be passed to enter"));
        return own;
    }
}
