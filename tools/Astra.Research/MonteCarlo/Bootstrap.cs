namespace Astra.Research;

/// <summary>How paths are drawn.</summary>
public sealed record PathPlan
{
    public int Paths { get; init; } = 10_000;
    /// <summary>Trades in a path; 0 = as many as the list has.</summary>
    public int Trades { get; init; }
    public ResampleMethod Method { get; init; }
    /// <summary>Trades in a block, for <see cref="ResampleMethod.Blocks"/>; the last block is cut.</summary>
    public int Block { get; init; } = 10;
    /// <summary>Draws from these regimes, fitted to the list, instead of from the list itself.</summary>
    public RegimeModel? Regimes { get; init; }
    public ulong Seed { get; init; } = 1;
    /// <summary>0 = one for each processor; of no effect on the result.</summary>
    public int Threads { get; init; }
}

/// <summary>Paths of trades drawn from a list, or from regimes fitted to it.</summary>
public static class Bootstrap
{
    /// <exception cref="ArgumentException">A shuffle has as many trades as the list, and a block at most as many.</exception>
    public static PathSimulation Run(TradeReturns returns, PathPlan plan, Action<long>? progress = null, CancellationToken cancel = default) =>
        Choose(returns, plan, new Simulate(returns, plan, StepsOf(returns, plan), progress, cancel));

    /// <summary>How wealth spreads along the way; the paths are the first of those that <see cref="Run"/> takes.</summary>
    public static PathFan Fan(TradeReturns returns, PathPlan plan) =>
        Choose(returns, plan, new Spread(Math.Min(plan.Paths, PathFan.MostPaths), StepsOf(returns, plan)));

    private static int StepsOf(TradeReturns returns, PathPlan plan) => plan.Trades > 0 ? plan.Trades : returns.Count;

    private static T Choose<T>(TradeReturns returns, PathPlan plan, IUse<T> use)
    {
        double[] growth = returns.Growth();
        if (plan.Regimes is { } regimes) return use.Of(new RegimeSteps(regimes, plan.Seed));
        switch (plan.Method)
        {
            case ResampleMethod.Blocks when plan.Block < 1 || plan.Block > returns.Count:
                throw new ArgumentException($"a block of {plan.Block} trades does not fit a list of {returns.Count}; give 1 to {returns.Count}", nameof(plan));
            case ResampleMethod.Shuffle when StepsOf(returns, plan) != returns.Count:
                throw new ArgumentException($"a shuffle has each of the {returns.Count} trades once; leave out the number of trades", nameof(plan));
            case ResampleMethod.Blocks: return use.Of(new BlockSteps(growth, plan.Block, plan.Seed));
            case ResampleMethod.Shuffle: return use.Of(new ShuffleSteps(growth, plan.Seed));
            default: return use.Of(new BlockSteps(growth, 1, plan.Seed));
        }
    }

    /// <summary>What is done with steps, whatever their type: the loop over them stays specialised.</summary>
    private interface IUse<out T>
    {
        T Of<TSteps>(TSteps steps) where TSteps : struct, IPathSteps;
    }

    private sealed class Simulate(TradeReturns returns, PathPlan plan, int steps, Action<long>? progress, CancellationToken cancel) : IUse<PathSimulation>
    {
        public PathSimulation Of<TSteps>(TSteps source) where TSteps : struct, IPathSteps =>
            typeof(TSteps) == typeof(BlockSteps)
                ? PathSimulation.Run(Lanes, plan.Paths, steps, plan.Threads, progress, cancel)
                : PathSimulation.Run(source, plan.Paths, steps, plan.Threads, progress, cancel);

        private ResampleLanes Lanes() => new(returns.Growth(), plan.Method == ResampleMethod.Blocks ? plan.Block : 1, plan.Seed);
    }

    private sealed class Spread(int paths, int steps) : IUse<PathFan>
    {
        public PathFan Of<TSteps>(TSteps source) where TSteps : struct, IPathSteps => PathFan.Run(source, paths, steps);
    }
}
