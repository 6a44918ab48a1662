namespace Astra.Research;

/// <summary>One worker of a sweep: takes a block of parameter sets through the data tile by tile. Compiled once for each kernel and kind of fees.</summary>
internal sealed class BlockEvaluator<TKernel, TFees, TDays>(SweepData data, LedgerRules rules, int parameters, TKernel kernel, TDays days) : ITrialEvaluator
    where TKernel : struct, ISweepKernel
    where TFees : struct, IFees
    where TDays : struct, IFeeDays<TFees>
{
    private readonly DecisionRows _rows = new();
    private readonly SweepLane<TFees, TDays>[] _lanes = new SweepLane<TFees, TDays>[DecisionRows.Sets];

    public TrialOutcome Evaluate(Trial trial)
    {
        double[][] sets = [.. trial.Values.Chunk(parameters)];
        double[] figures = new double[sets.Length * SweepFigures.Names.Count];
        // A copy, since a struct that changes itself must not be a captured parameter; its buffers are the worker's.
        TKernel block = kernel;
        _rows.Start();
        block.Start(data, sets);
        for (int set = 0; set < sets.Length; set++) _lanes[set] = new(rules, data, days);
        for (int from = 0; from < data.Count; from += DecisionRows.Tile)
        {
            int count = Math.Min(DecisionRows.Tile, data.Count - from);
            block.Decide(from, count, _rows);
            for (int set = 0; set < sets.Length; set++) _lanes[set].Follow(from, count, _rows, set);
        }
        for (int set = 0; set < sets.Length; set++)
            _lanes[set].Finish().Write(figures.AsSpan(set * SweepFigures.Names.Count));
        return new TrialOutcome(trial, figures);
    }
}
