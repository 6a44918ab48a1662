namespace Astra.Research;

/// <summary>Whatever it was compiled for, an evaluator can show one set's trades.</summary>
internal interface ISweepTrades
{
    List<LedgerTrade> Trades(double[] values);
}

/// <summary>One worker of a sweep: takes a block of parameter sets through the data tile by tile. Compiled once for each kernel and kind of fees.</summary>
internal sealed class BlockEvaluator<TKernel, TFees>(SweepData data, LedgerRules rules, int parameters, TKernel kernel, FeeSpan<TFees>[] fees) : ITrialEvaluator, ISweepTrades
    where TKernel : struct, ISweepKernel
    where TFees : struct, IFees
{
    private readonly DecisionRows _rows = new();
    private readonly SweepLane<TFees>[] _lanes = new SweepLane<TFees>[DecisionRows.Sets];

    public TrialOutcome Evaluate(Trial trial)
    {
        double[][] sets = [.. trial.Values.Chunk(parameters)];
        double[] figures = new double[sets.Length * SweepFigures.Names.Count];
        for (int set = 0; set < sets.Length; set++) _lanes[set] = new(rules, data, fees);
        Run(sets);
        for (int set = 0; set < sets.Length; set++) _lanes[set].Finish().Write(figures.AsSpan(set * SweepFigures.Names.Count));
        return new TrialOutcome(trial, figures);
    }

    public List<LedgerTrade> Trades(double[] values)
    {
        List<LedgerTrade> trades = [];
        _lanes[0] = new(rules, data, fees, trades);
        Run([values]);
        return trades;
    }

    private void Run(double[][] sets)
    {
        // A copy: the block's state is its own, the buffers are the worker's.
        TKernel block = kernel;
        _rows.Start();
        block.Start(data, sets);
        for (int from = 0; from < data.Count; from += DecisionRows.Tile)
        {
            int count = Math.Min(DecisionRows.Tile, data.Count - from);
            block.Decide(from, count, _rows);
            for (int set = 0; set < sets.Length; set++) _lanes[set].Follow(from, count, _rows, set);
        }
    }
}
