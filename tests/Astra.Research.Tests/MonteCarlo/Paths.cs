namespace Astra.Research.Tests;

internal static class Paths
{
    public static PathSimulation Of(TradeReturns list, PathPlan plan) => Bootstrap.Run(list, plan, cancel: TestContext.Current.CancellationToken);
}
