using Astra.Indicators;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>A plan at work on one instrument: its strategy, and the average true range that sizes and protects its trades.</summary>
internal sealed class PlanRunner : IStateful
{
    private readonly IStrategy _strategy;
    private readonly Atr _atr;

    public PlanRunner(Plan plan)
    {
        if (!StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? descriptor))
            throw new InvalidOperationException($"plan {plan.Id} was accepted with unknown algorithm '{plan.Algorithm}'");
        if (PlanCheck.TryParameters(plan, descriptor, out double[] values, out _) != Reason.None)
            throw new InvalidOperationException($"plan {plan.Id} was accepted with parameters that '{plan.Algorithm}' refuses");
        Plan = plan;
        LadderIndex = BarLadder.IndexOf(plan.IntervalMinutes);
        _strategy = descriptor.Create(values);
        _atr = new Atr(plan.Stops.AtrLength);
    }

    public Plan Plan { get; }

    public int LadderIndex { get; }

    public bool AtrIsReady => _atr.IsReady;

    /// <summary>Rupees; stops are set from candles whatever chart style the strategy reads, since only candle prices trade.</summary>
    public double Atr => _atr.Value;

    public void OnCandle(in Bar candle) => _atr.Update(in candle);

    public StrategyDecision Decide(in Bar bar) => _strategy.OnBar(in bar);

    public void Save(StateWriter writer)
    {
        _strategy.Save(writer);
        _atr.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _strategy.Load(reader);
        _atr.Load(reader);
    }
}
