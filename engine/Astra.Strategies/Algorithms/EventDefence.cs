using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// A plain trend rule, fast average over slow, that holds nothing around scheduled events (policy of the Reserve Bank, Union Budget, results of
/// general elections) and on the afternoon of its instrument's expiry, and goes back to the trend when they have passed.
/// </summary>
/// <remarks>
/// Around such hours prices jump further than a stop can follow, and what a trend rule knew before is worth little. It leaves on the last bar
/// whose successor would end inside a window, so that nothing is held when the window opens. Only events that were known at the time
/// count. The list ends where the published schedules ended: after that only expiries are guarded, and the rule trades on.
/// </remarks>
internal sealed class EventDefence(int fast, int slow, EventGuard guard, int intervalMinutes) : IStrategy
{
    private readonly Ema _fast = new(fast);
    private readonly Ema _slow = new(slow);
    private SignTracker _cross;
    private Stance _stance;
    private bool _kept, _warm;

    public StrategyDecision OnBar(in Bar bar)
    {
        _fast.Update(in bar);
        _slow.Update(in bar);
        if (!_slow.IsReady || !_fast.IsReady) return StrategyDecision.WarmingUp;
        double difference = Ties.Settle(_fast.Value - _slow.Value, bar.Close.Rupees);
        int cross = _cross.Update(difference);
        bool guarded = guard.Holds(bar.End, bar.End + intervalMinutes * Timestamp.NanosPerMinute);
        StrategyAction action = Decide(Math.Sign(difference), cross, guarded, (bar.Flags & BarFlags.SessionStart) != 0);
        _warm = true;
        return new StrategyDecision(action, _fast.Value, _slow.Value, difference, guarded ? 1 : 0);
    }

    private StrategyAction Decide(int side, int cross, bool guarded, bool sessionStart)
    {
        if (guarded)
        {
            // What began inside the window, or was left for it, is taken up behind it.
            _kept |= _stance.Side != 0 || cross != 0;
            return _stance.Leave();
        }
        if (sessionStart) return cross == 0 ? StrategyAction.None : _stance.Leave();
        bool resumes = _kept && side != 0 && _warm;
        if (cross == 0 && !resumes) return StrategyAction.None;
        _kept = false;
        return _stance.Enter(cross != 0 ? cross : side);
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
        _cross.Save(writer);
        _stance.Save(writer);
        writer.Write(_kept);
        writer.Write(_warm);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
        _cross.Load(reader);
        _stance.Load(reader);
        _kept = reader.Read<bool>();
        _warm = reader.Read<bool>();
    }
}

internal sealed class EventDefenceDescriptor : StrategyDescriptor
{
    private const int Fast = 0;
    private const int Slow = 1;

    public override string Name => "event-defence";

    public override string Title => "Trend with event defence";

    public override string Summary =>
        "Follows the crossing of two averages, but holds nothing around scheduled events and on expiry afternoons, and resumes behind them.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("fast", 10, 2, 200, true, "fast EMA, bars; under slow"),
        new("slow", 30, 3, 500, true, "slow EMA, bars"),
        .. EventGuard.Parameters,
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["fast", "slow", "difference", "guarded"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["ema"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new EventDefence(
        (int)values[Fast], (int)values[Slow], EventGuard.Of(values[2..], market), market.IntervalMinutes);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Fast] >= values[Slow] ? Fast : -1;
}
