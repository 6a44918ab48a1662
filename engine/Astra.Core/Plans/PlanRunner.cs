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
    private readonly WarmUp _warmUp;

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
        _warmUp = new WarmUp(1 + plan.Peers.Count);
    }

    public Plan Plan { get; }

    public int LadderIndex { get; }

    public bool AtrIsReady => _atr.IsReady;

    /// <summary>Rupees; stops are set from candles whatever chart style the strategy reads, since only candle prices trade.</summary>
    public double Atr => _atr.Value;

    /// <summary>Heikin-Ashi as it stands after the warm-up.</summary>
    public HeikinAshiBars WarmHeikinAshi => _warmUp.HeikinAshi;

    /// <summary>Whether a bar from before the plan began may still be learned from.</summary>
    /// <param name="peer">-1 for the plan's own instrument.</param>
    public bool AcceptsWarmUp(int peer, Timestamp start) => _warmUp.Accepts(peer + 1, start);

    /// <summary>Learns from a bar from before the plan began, as if it had closed live; what is decided is dropped.</summary>
    /// <param name="lot">Of the plan's instrument.</param>
    public void LearnFrom(int peer, Bar candle, int lot)
    {
        _warmUp.Take(peer + 1, ref candle);
        StrategyDecision decision;
        if (peer < 0)
        {
            OnCandle(in candle);
            Bar smoothed = _warmUp.Smooth(in candle);
            decision = Decide(in candle, in smoothed);
        }
        else
        {
            decision = _peers is null ? default : _peers.OnPeerBar(peer, in candle);
        }
        Drop(in decision, lot);
    }

    /// <summary>Nothing came of a decision: a strategy that follows its position is told that it is out again.</summary>
    public void Drop(in StrategyDecision decision, int lot)
    {
        int side = decision.Action switch
        {
            StrategyAction.EnterLong => 1,
            StrategyAction.EnterShort => -1,
            StrategyAction.Hold => Math.Sign(decision.Units),
            _ => 0,
        };
        if (_positions is null || side == 0) return;
        _positions.OnPosition(-1, side * lot);
        _positions.OnPosition(-1, 0);
    }

    /// <summary>Lets a live candle of the plan's own through; false for one whose time the warm-up has shown.</summary>
    public bool Admits(ref Bar candle) => _warmUp.Admits(0, ref candle);

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
    public StrategyDecision OnPeerBar(int peer, in Bar candle)
    {
        if (_peers is null) return default;
        Bar shown = candle;
        return _warmUp.Admits(peer + 1, ref shown) ? _peers.OnPeerBar(peer, in shown) : default;
    }

    /// <param name="peer">-1 for the plan's own instrument.</param>
    public void OnPosition(int peer, int units) => _positions?.OnPosition(peer, units);

    public StrategyDecision OnScore(in MarketScore score) => _scores is null ? default : _scores.OnScore(in score);

    public void OnRegime(MarketRegimes regime) => _regimes?.OnRegime(regime);

    public void Save(StateWriter writer)
    {
        _strategy.Save(writer);
        _chart?.Save(writer);
        _atr.Save(writer);
        _warmUp.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _strategy.Load(reader);
        _chart?.Load(reader);
        _atr.Load(reader);
        _warmUp.Load(reader);
    }
}
