using Astra.Indicators;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>A plan at work on one instrument: its strategy, its chart, and the average true range that sizes and protects its trades.</summary>
internal sealed class PlanRunner : IStateful
{
    private readonly IStrategy _strategy;
    private readonly IPeerStrategy? _peers;
    private readonly IPositionStrategy? _positions;
    private readonly ITouchStrategy? _touch;
    private readonly IScoreStrategy? _scores;
    private readonly IRegimeStrategy? _regimes;
    private readonly ChartBuilder? _chart;
    private readonly Atr _atr;

    /// <param name="descriptor">Of the plan's algorithm.</param>
    /// <param name="market">Of the plan's instruments.</param>
    public PlanRunner(Plan plan, StrategyDescriptor descriptor, StrategyMarket market)
    {
        if (PlanCheck.TryParameters(plan, descriptor, out double[] values, out _) != Reason.None)
            throw new InvalidOperationException($"plan {plan.Id} was accepted with parameters that '{plan.Algorithm}' refuses");
        Plan = plan;
        LadderIndex = BarLadder.IndexOf(plan.IntervalMinutes);
        _strategy = descriptor.Create(values, market);
        _peers = _strategy as IPeerStrategy;
        _positions = _strategy as IPositionStrategy;
        _touch = _strategy as ITouchStrategy;
        _scores = _strategy as IScoreStrategy;
        _regimes = _strategy as IRegimeStrategy;
        if (plan.Style is ChartStyle.Renko or ChartStyle.Range) _chart = new ChartBuilder(plan.Style, market.Instrument.TickSize * plan.ChartSize);
        _atr = new Atr(plan.Stops.AtrLength);
    }

    public Plan Plan { get; }

    public int LadderIndex { get; }

    public bool AtrIsReady => _atr.IsReady;

    /// <summary>Rupees; stops are set from candles whatever chart style the strategy reads, since only candle prices trade.</summary>
    public double Atr => _atr.Value;

    public void OnCandle(in Bar candle) => _atr.Update(in candle);

    /// <summary>
    /// Decides on a candle or Heikin-Ashi bar, or on every Renko or range bar that the candle has completed. All of those are known at the
    /// candle's end and none before it, so nobody could have acted between them: the last that decides anything counts.
    /// </summary>
    /// <param name="candle">Just closed.</param>
    /// <param name="heikinAshi">The same time as Heikin-Ashi.</param>
    public StrategyDecision Decide(in Bar candle, in Bar heikinAshi)
    {
        if (_chart is null) return Plan.Style == ChartStyle.HeikinAshi ? _strategy.OnBar(in heikinAshi) : _strategy.OnBar(in candle);
        _chart.Push(in candle);
        StrategyDecision last = default;
        while (_chart.TryNext(out Bar bar))
        {
            StrategyDecision decision = _strategy.OnBar(in bar);
            if (decision.Action != StrategyAction.None) last = decision;
        }
        return last;
    }

    public bool ReadsTouch => _touch is not null;

    public StrategyDecision OnTouch(in TouchQuote touch) => _touch!.OnTouch(in touch);

    /// <param name="candle">Of the plan's interval, whatever its chart style.</param>
    public StrategyDecision OnPeerBar(int peer, in Bar candle) => _peers is null ? default : _peers.OnPeerBar(peer, in candle);

    /// <param name="peer">-1 for the plan's own instrument.</param>
    public void OnPosition(int peer, int units) => _positions?.OnPosition(peer, units);

    public StrategyDecision OnScore(in MarketScore score) => _scores is null ? default : _scores.OnScore(in score);

    public void OnRegime(MarketRegimes regime) => _regimes?.OnRegime(regime);

    public void Save(StateWriter writer)
    {
        _strategy.Save(writer);
        _chart?.Save(writer);
        _atr.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _strategy.Load(reader);
        _chart?.Load(reader);
        _atr.Load(reader);
    }
}
