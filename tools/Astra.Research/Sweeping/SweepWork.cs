using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// A sweep as work for a trial runner: a trial is a block of up to <see cref="BlockSize"/> parameter sets, its values one after the other, and
/// its objectives are the sets' figures, <see cref="SweepFigures.Names"/> of each in the same order. Blocks know nothing of each other, so any
/// process that holds the data can take any of them.
/// </summary>
public sealed class SweepWork : ITrialWork
{
    private readonly SweepQuestion _question;
    private readonly SweepData _data;
    private readonly SweepBars _bars;

    /// <exception cref="SweepException">The strategy cannot be swept on these data.</exception>
    public SweepWork(SweepQuestion question)
    {
        _question = question;
        if (question.Series.Count == 0) throw new SweepException($"{question.Series.Instrument.Symbol} has no bars; give a longer period");
        StrategyMarket market = question.Market;
        if (question.Strategy.Parameters.Count == 0) throw new SweepException($"{question.Strategy.Name} has no parameters to sweep; use astra backtest");
        if (question.Strategy.Peers.Least > 0) throw new SweepException($"{question.Strategy.Name} watches {question.Strategy.Peers} other instruments and a sweep shows one; let the engine trade it (astra backtest)");
        if (question.Strategy.FirstProblem(market) is { } problem) throw new SweepException(problem);
        if (question.Strategy.Create(question.Strategy.Defaults(), market) is ITouchStrategy or IPeerStrategy or IScoreStrategy or IPositionStrategy)
            throw new SweepException($"{question.Strategy.Name} lives on quotes, scores or positions, which bars do not hold; let the engine trade it (astra backtest)");
        _data = new SweepData(question.Series, question.Gates);
        _bars = SweepBars.Of(question.Series, question.Style, question.BrickSize);
    }

    /// <summary>Sets of a block at most.</summary>
    public static int BlockSize => DecisionRows.Sets;

    public string Spec => _question.Spec;

    /// <summary>Whether the strategy has a kernel of its own; other strategies run one by one.</summary>
    public bool HasKernel => _question.Style == ChartStyle.Candle && _question.Strategy.Name is "macd-cross" or "sma-cross";

    public ITrialEvaluator CreateEvaluator() => (HasKernel ? _question.Strategy.Name : "") switch
    {
        "macd-cross" => With(new MacdKernel()),
        "sma-cross" => With(new SmaKernel()),
        _ => With(new StrategyKernel(_question.Strategy, _question.Market, _bars)),
    };

    private BlockEvaluator<TKernel, FlatFees, EveryDay<FlatFees>> With<TKernel>(TKernel kernel)
        where TKernel : struct, ISweepKernel =>
        new(_data, _question.Rules, _question.Strategy.Parameters.Count, kernel, new(_question.Fees));
}
