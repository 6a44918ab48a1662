namespace Astra.Research;

/// <summary>How paths are drawn.</summary>
public sealed record BootstrapPlan
{
    public int Paths { get; init; } = 10_000;
    /// <summary>Trades in a path; 0 = as many as the list has.</summary>
    public int Trades { get; init; }
    public ResampleMethod Method { get; init; }
    /// <summary>Trades in a block, for <see cref="ResampleMethod.Blocks"/>; the last block is cut.</summary>
    public int Block { get; init; } = 10;
    public ulong Seed { get; init; } = 1;
    /// <summary>0 = one for each processor; of no effect on the result.</summary>
    public int Threads { get; init; }
}

/// <summary>Paths of trades drawn from a list.</summary>
public static class Bootstrap
{
    /// <exception cref="ArgumentException">A shuffle has as many trades as the list, and a block at most as many.</exception>
    public static PathSimulation Run(TradeReturns returns, BootstrapPlan plan, Action<long>? progress = null, CancellationToken cancel = default)
    {
        int steps = plan.Trades > 0 ? plan.Trades : returns.Count;
        double[] growth = returns.Growth();
        switch (plan.Method)
        {
            case ResampleMethod.Blocks when plan.Block < 1 || plan.Block > returns.Count:
                throw new ArgumentException($"a block of {plan.Block} trades does not fit a list of {returns.Count}; give 1 to {returns.Count}", nameof(plan));
            case ResampleMethod.Shuffle when steps != returns.Count:
                throw new ArgumentException($"a shuffle has each of the {returns.Count} trades once; leave out the number of trades", nameof(plan));
            case ResampleMethod.Blocks when plan.Block > 1:
                return PathSimulation.Run(new BlockSteps(growth, plan.Block, plan.Seed), plan.Paths, steps, plan.Threads, progress, cancel);
            case ResampleMethod.Shuffle:
                return PathSimulation.Run(new ShuffleSteps(growth, plan.Seed), plan.Paths, steps, plan.Threads, progress, cancel);
            default:
                return PathSimulation.Run(new IndependentSteps(growth, plan.Seed), plan.Paths, steps, plan.Threads, progress, cancel);
        }
    }
}
