using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>Strategies with values and charts by chance.</summary>
internal static class RandomSpecs
{
    public static readonly ChartStyle[] Styles = [ChartStyle.Candle, ChartStyle.HeikinAshi, ChartStyle.Renko, ChartStyle.Range];

    /// <summary>Names of the strategies, hybrids included, that bars of one instrument suffice for.</summary>
    public static TheoryData<string> OnBars()
    {
        TheoryData<string> names = [];
        foreach (string name in StrategyRegistry.All.Select(s => s.Name).Concat(StrategyRegistry.HybridExamples))
        {
            Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? strategy));
            try
            {
                new BacktestSpec(strategy, strategy.Defaults()).CreateFor(Market.Minutes(1, 1));
                names.Add(name);
            }
            catch (BacktestException)
            {
                // It needs more than bars; those are refused in words, see NextOpenRunnerTests.
            }
        }
        return names;
    }

    public static BacktestSpec Next(string name, ChartStyle style, Random random)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? strategy));
        double[] values = strategy.Defaults();
        for (int attempt = 0; attempt < 50; attempt++)
        {
            double[] other = strategy.Defaults();
            for (int i = 0; i < other.Length; i++)
            {
                StrategyParameter p = strategy.Parameters[i];
                double low = Math.Max(p.Minimum, p.Default / 3), high = Math.Min(p.Maximum, p.Default * 2);
                double value = low + random.NextDouble() * (high - low);
                other[i] = p.Integer ? Math.Clamp(Math.Round(value), p.Minimum, p.Maximum) : value;
            }
            if (strategy.FirstInvalid(other) >= 0) continue;
            values = other;
            break;
        }
        return new BacktestSpec(strategy, values, style, style is ChartStyle.Renko or ChartStyle.Range ? new Price(500 * random.Next(5, 60)) : default);
    }
}
