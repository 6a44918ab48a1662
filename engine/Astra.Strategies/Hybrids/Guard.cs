using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Holds a strategy out of trades around scheduled events and on the afternoon of its instrument's expiry. The member sees every bar and knows
/// nothing of it; where it stands when the window has passed is taken up again, unless that is not wanted.
/// </summary>
/// <remarks>
/// It leaves on the last bar whose successor would end inside a window, see <see cref="EventGuard"/>. What a score brings between two bars
/// falls under the guard of the bar before it.
/// </remarks>
internal sealed class Guard(IStrategy[] members, EventGuard guard, bool resumes, int intervalMinutes) : HybridStrategy(members)
{
    private bool _guarded;
    private bool _kept;

    protected override void Observe(in Bar bar) => _guarded = guard.Holds(bar.End, bar.End + intervalMinutes * Timestamp.NanosPerMinute);

    protected override (int Enter, bool Leave) Judge()
    {
        int side = Sides[0];
        if (_guarded)
        {
            _kept = resumes && side != 0;
            return (0, true);
        }
        _kept &= side != 0;
        bool enters = _kept || Said[0] is StrategyAction.EnterLong or StrategyAction.EnterShort;
        return (enters ? side : 0, Said[0] == StrategyAction.Exit);
    }

    protected override void Entered() => _kept = false;

    protected override StrategyDecision Tell(StrategyAction action) => new(action, _guarded ? 1 : 0, Sides[0], Side, Close);

    public override void Save(StateWriter writer)
    {
        base.Save(writer);
        writer.Write(_guarded);
        writer.Write(_kept);
    }

    public override void Load(StateReader reader)
    {
        base.Load(reader);
        _guarded = reader.Read<bool>();
        _kept = reader.Read<bool>();
    }
}

internal sealed class GuardDescriptor(HybridParts parts) : HybridDescriptor("guard", parts, Own)
{
    private static readonly StrategyParameter[] Own =
        [.. EventGuard.Parameters, new("resume", 1, 0, 1, true, "1: behind a window the member's side is taken up again; 0: its next entry is waited for")];

    public override string Title => "Event defence";

    public override string Summary => "The member's trades, but none around scheduled events and on expiry afternoons.";

    public override IReadOnlyList<string> FigureNames { get; } = ["guarded", "wish", "side", "close"];

    public override MarketRegimes Suits => Parts.Members[0].Suits;

    protected override IStrategy Combine(IStrategy[] members, ReadOnlySpan<double> own, StrategyMarket market) =>
        new Guard(members, EventGuard.Of(own[..^1], market), own[^1] == 1, market.IntervalMinutes);
}
