namespace Astra.Research;

/// <summary>
/// How a family of strategies decides, for many parameter sets at once. A struct, so that the sweep's loop is compiled once for each family with
/// its calls inlined. A kernel decides exactly as the strategy of the registry does, bar by bar; it may only get there in another order.
/// </summary>
internal interface ISweepKernel
{
    /// <summary>Begins a block: empty states for its sets.</summary>
    /// <param name="sets">One array of values for each set, in the order of the strategy's parameters, all valid.</param>
    void Start(SweepData data, ReadOnlySpan<double[]> sets);

    /// <summary>Decides the next bars of every set.</summary>
    /// <param name="from">First bar, a multiple of <see cref="DecisionRows.Tile"/>; tiles come in order.</param>
    /// <param name="count">Up to <see cref="DecisionRows.Tile"/> bars, less only at the end of the data.</param>
    void Decide(int from, int count, DecisionRows rows);
}
