using System.Globalization;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

internal static class Specs
{
    /// <param name="values">Such as <c>fast=10,slow=30</c>; empty for the defaults.</param>
    public static BacktestSpec Of(string strategy, string values = "", ChartStyle style = ChartStyle.Candle, Price size = default)
    {
        Assert.True(StrategyRegistry.TryGet(strategy, out StrategyDescriptor? descriptor), $"no strategy {strategy}");
        double[] all = descriptor.Defaults();
        foreach (string pair in values.Split(',', StringSplitOptions.RemoveEmptyEntries))
            all[descriptor.IndexOf(pair.Split('=')[0])] = double.Parse(pair.Split('=')[1], CultureInfo.InvariantCulture);
        return new BacktestSpec(descriptor, all, style, size);
    }
}
