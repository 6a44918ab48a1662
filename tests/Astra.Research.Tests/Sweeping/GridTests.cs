using System.Globalization;
using Astra.Strategies;

namespace Astra.Research.Tests.Sweeping;

public sealed class GridTests
{
    private static readonly StrategyDescriptor Macd = Pairs.Strategy("macd-cross");

    [Theory]
    [InlineData("5..8", "5 6 7 8")]
    [InlineData("20..60:15", "20 35 50")]
    [InlineData("20..60..20", "20 40 60")]
    [InlineData("9|12", "9 12")]
    [InlineData("5..7|12|20..40:10|12", "5 6 7 12 20 30 40")]
    [InlineData("7", "7")]
    public void Values_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', ParameterChoices.Read([$"slow={text}"], Macd)[0].Values.Select(v => v.ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void Fractions_do_not_pile_up()
    {
        double[] values = ParameterChoices.Read(["rsi-confirm=50..60:0.1"], Pairs.Strategy("macd-rsi"))[0].Values;
        Assert.Equal(101, values.Length);
        Assert.Equal(50.3, values[3]);
        Assert.Equal(60, values[^1]);
    }

    [Theory]
    [InlineData("fast", "give a parameter with its values")]
    [InlineData("fast=5..20,", "give a parameter with its values")]
    [InlineData("quick=5", "no parameter 'quick'; it has fast, slow, signal")]
    [InlineData("fast=", "give numbers")]
    [InlineData("fast=x", "give numbers")]
    [InlineData("fast=1..2..3..4", "give numbers")]
    [InlineData("fast=NaN", "give numbers")]
    [InlineData("fast=20..5", "lower end first")]
    [InlineData("fast=5..20:0", "a step over 0")]
    [InlineData("fast=5..20:-1", "a step over 0")]
    [InlineData("fast=5.5", "does not take 5.5; fast ranges over 2 to 500, whole numbers")]
    [InlineData("fast=0..5", "does not take 0")]
    [InlineData("fast=0..1e9", "larger step")]
    public void Bad_values_are_refused_with_a_remedy(string grid, string part) =>
        Assert.Contains(part, Assert.Throws<SweepException>(() => ParameterChoices.Read([grid], Macd)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_fraction_needs_its_step() =>
        Assert.Contains("give a step", Assert.Throws<SweepException>(() => ParameterChoices.Read(["rsi-confirm=50..60"], Pairs.Strategy("macd-rsi"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Grids_go_through_every_valid_corner_with_the_last_parameter_fastest()
    {
        ParameterSets sets = ParameterSets.Grid(Macd, ParameterChoices.Read(["fast=10|30,signal=8..9", "slow=20|40"], Macd));
        Assert.Equal(8, sets.Count);
        double[][] made = [.. sets.Enumerate()];
        Assert.Equal(["10 20 8", "10 20 9", "10 40 8", "10 40 9", "30 40 8", "30 40 9"], made.Select(m => string.Join(' ', m)));
        Assert.Equal(2, sets.Skipped);
    }

    [Fact]
    public void Parameters_that_are_not_named_keep_their_defaults() =>
        Assert.Equal([12, 40, 9], ParameterSets.Grid(Macd, ParameterChoices.Read(["slow=40"], Macd)).Enumerate().Single());

    [Fact]
    public void A_grid_without_a_valid_set_is_refused() =>
        Assert.Contains("takes none of the grid's 2 sets", Assert.Throws<SweepException>(() => ParameterSets.Grid(Macd, ParameterChoices.Read(["fast=30|40,slow=20"], Macd))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_grid_beyond_reason_is_refused() =>
        Assert.Contains("larger steps", Assert.Throws<SweepException>(() => ParameterSets.Grid(Macd, ParameterChoices.Read(["fast=2..500,slow=3..1000,signal=1..500"], Macd))).Message, StringComparison.Ordinal);

    [Fact]
    public void Draws_are_valid_distinct_repeatable_and_keep_to_the_grid()
    {
        IReadOnlyList<ParameterChoices> choices = ParameterChoices.Read(["signal=9|12"], Macd);
        double[][] first = [.. ParameterSets.Random(Macd, choices, 200, 7).Enumerate()], again = [.. ParameterSets.Random(Macd, choices, 200, 7).Enumerate()], other = [.. ParameterSets.Random(Macd, choices, 200, 8).Enumerate()];
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(200, first.Select(s => string.Join(' ', s)).Distinct().Count());
        Assert.All(first, set => Assert.Equal(-1, Macd.FirstInvalid(set)));
        Assert.All(first, set => Assert.Contains(set[2], (double[])[9, 12]));
    }

    [Fact]
    public void Draws_end_when_a_small_space_is_used_up() =>
        Assert.Equal(2, ParameterSets.Random(Macd, ParameterChoices.Read(["fast=5,slow=20,signal=9|12"], Macd), 50, 1).Enumerate().Count());
}
