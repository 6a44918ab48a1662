using Astra.Markets;

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
    private readonly BacktestSpec _defaults;

    /// <exception cref="BacktestException">The strategy cannot be run on bars alone, or its rules lack the sessions.</exception>
    /// <exception cref="SweepException">There is nothing to sweep.</exception>
    public SweepWork(SweepQuestion question)
    {
        _question = question;
        if (question.Series.Count == 0) throw new SweepException($"{question.Series.Instrument.Symbol} has no bars; give a longer period");
        if (question.Strategy.Parameters.Count == 0) throw new SweepException($"{question.Strategy.Name} has no parameters to sweep; run it once with astra backtest");
        if (question.Rules.Intraday && question.Gates is null) throw new BacktestException("intraday rules need the sessions of the exchange: give a calendar");
        _defaults = new BacktestSpec(question.Strategy, question.Strategy.Defaults(), question.Style, question.ChartSize);
        _defaults.CreateFor(question.Series);
        _data = new SweepData(question.Series, question.Rules.Intraday ? question.Gates : []);
        _bars = SweepBars.Of(question.Series, question.Style, question.ChartSize);
    }

    /// <summary>Sets of a block at most.</summary>
    public static int BlockSize => DecisionRows.Sets;

    public string Spec => _question.Spec;

    public int Bars => _data.Count;

    /// <summary>Whether the strategy has a kernel of its own; other strategies run set by set.</summary>
    public bool HasKernel => _question.Style == ChartStyle.Candle && _question.Strategy.Name is "macd-cross" or "sma-cross";

    /// <summary>The closed trades of one set as the sweep makes them, for those who want to look at it.</summary>
    internal List<LedgerTrade> Trades(double[] values) => ((ISweepTrades)CreateEvaluator()).Trades(values);

    public ITrialEvaluator CreateEvaluator() =>
        _question.IndianFees is { } spans ? With(spans) : With([new FeeSpan<FlatFees>(0, new FlatFees(_question.FeeRate))]);

    private ITrialEvaluator With<TFees>(FeeSpan<TFees>[] fees)
        where TFees : struct, IFees => (HasKernel ? _question.Strategy.Name : "") switch
        {
            "macd-cross" => With(new MacdKernel(), fees),
            "sma-cross" => With(new SmaKernel(), fees),
            _ => With(new StrategyKernel(_defaults, _bars), fees),
        };

    private BlockEvaluator<TKernel, TFees> With<TKernel, TFees>(TKernel kernel, FeeSpan<TFees>[] fees)
        where TKernel : struct, ISweepKernel
        where TFees : struct, IFees =>
        new(_data, _question.Rules, _question.Strategy.Parameters.Count, kernel, fees);
}
