namespace Astra.Strategies.Tests;

public class RegistryTests
{
    /// <summary>Parameters whose range is narrowed by another one.</summary>
    private static readonly string[] Conflicting =
        ["fast", "slow", "rsi-confirm", "rsi-extreme", "entry", "exit", "extreme", "range-minutes", "last-entry", "enter", "leave"];

    [Fact]
    public void Strategies_are_listed_once_each_by_name()
    {
        string[] names = [.. StrategyRegistry.All.Select(d => d.Name)];
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.Superset(new SortedSet<string>(["bollinger-vwap", "macd-rsi", "supertrend-vwap"]), new SortedSet<string>(names));
    }

    [Fact]
    public void A_strategy_is_found_by_its_exact_name()
    {
        Assert.True(StrategyRegistry.TryGet("macd-rsi", out StrategyDescriptor? found));
        Assert.Equal("macd-rsi", found.Name);
        Assert.Contains(found, StrategyRegistry.All);
        Assert.False(StrategyRegistry.TryGet("MACD-RSI", out _));
        Assert.False(StrategyRegistry.TryGet("", out _));
    }

    [Fact]
    public void Every_descriptor_is_complete_and_its_defaults_are_allowed()
    {
        foreach (StrategyDescriptor descriptor in StrategyRegistry.All)
        {
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", descriptor.Name);
            Assert.NotEmpty(descriptor.Title);
            Assert.NotEmpty(descriptor.Summary);
            Assert.NotEmpty(descriptor.Indicators);
            Assert.NotEqual(MarketRegimes.None, descriptor.Suits);
            Assert.Equal(StrategyDescriptor.Figures, descriptor.FigureNames.Count);
            Assert.Equal(descriptor.Parameters.Count, descriptor.Parameters.Select(p => p.Name).Distinct().Count());
            Assert.Equal(-1, descriptor.FirstInvalid(descriptor.Defaults()));
            Assert.NotSame(descriptor.Create(descriptor.Defaults()), descriptor.Create(descriptor.Defaults()));
        }
    }

    [Fact]
    public void Both_ends_of_every_range_can_be_built_with_the_other_defaults_unless_they_conflict()
    {
        foreach (StrategyDescriptor descriptor in StrategyRegistry.All)
            for (int i = 0; i < descriptor.Parameters.Count; i++)
                foreach (double end in new[] { descriptor.Parameters[i].Minimum, descriptor.Parameters[i].Maximum })
                {
                    double[] values = descriptor.Defaults();
                    values[i] = end;
                    if (descriptor.FirstInvalid(values) < 0) Assert.NotNull(descriptor.Create(values));
                    else Assert.Contains(descriptor.Parameters[i].Name, Conflicting);
                }
    }

    [Theory]
    [InlineData("macd-rsi", "fast", 1, "fast")]
    [InlineData("macd-rsi", "fast", 12.5, "fast")]
    [InlineData("macd-rsi", "fast", 26, "fast")]
    [InlineData("macd-rsi", "slow", 301, "slow")]
    [InlineData("macd-rsi", "rsi-extreme", 50, "rsi-confirm")]
    [InlineData("bollinger-vwap", "width", double.NaN, "width")]
    [InlineData("bollinger-vwap", "edge-bp", -1, "edge-bp")]
    [InlineData("supertrend-vwap", "length", double.PositiveInfinity, "length")]
    public void A_bad_value_is_found_by_its_parameter(string name, string parameter, double value, string blamed)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
        double[] values = descriptor.Defaults();
        values[descriptor.IndexOf(parameter)] = value;
        Assert.Equal(descriptor.IndexOf(blamed), descriptor.FirstInvalid(values));
        ArgumentException error = Assert.Throws<ArgumentException>(() => descriptor.Create(values));
        Assert.Contains($"{name}: {blamed} = ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_parameters_and_missing_values_are_told()
    {
        StrategyDescriptor descriptor = StrategyRegistry.All[0];
        Assert.Equal(-1, descriptor.IndexOf("nothing"));
        Assert.Throws<ArgumentException>(() => descriptor.FirstInvalid([1, 2]));
    }
}
