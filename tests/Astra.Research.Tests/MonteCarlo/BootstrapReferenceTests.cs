namespace Astra.Research.Tests;

/// <summary>The published figures of the reference list, within four standard errors of theirs and ours together.</summary>
public class BootstrapReferenceTests
{
    private const int Drawn = 200_000;

    // Columns of the reference: terminal and drawdown, each drawn on its own and in blocks of ten, with standard errors of a million paths.
    private static readonly (double Level, (double Value, double Error)[] Cells)[] Quantiles =
    [
        (0.01, [(1.1767, 0.0013), (1.2152, 0.0013), (0.07361, 0.00006), (0.07081, 0.00005)]),
        (0.05, [(1.4211, 0.0009), (1.4510, 0.0007), (0.08594, 0.00004), (0.08181, 0.00004)]),
        (0.25, [(1.8655, 0.0007), (1.8787, 0.0007), (0.10962, 0.00004), (0.10311, 0.00004)]),
        (0.50, [(2.2550, 0.0008), (2.2534, 0.0008), (0.13236, 0.00005), (0.12358, 0.00005)]),
        (0.75, [(2.7309, 0.0010), (2.7073, 0.0010), (0.16211, 0.00007), (0.15045, 0.00006)]),
        (0.95, [(3.6011, 0.0021), (3.5357, 0.0023), (0.22033, 0.00015), (0.20301, 0.00014)]),
        (0.99, [(4.3747, 0.0051), (4.2707, 0.0045), (0.27292, 0.00030), (0.25099, 0.00029)]),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Quantiles_and_probabilities_are_the_published_ones(int block)
    {
        SimulationSummary summary = SimulationSummary.Of(Paths.Of(Reference(), Plan(block)));
        int column = block == 1 ? 0 : 1;
        for (int i = 0; i < Quantiles.Length; i++)
        {
            Agree(Quantiles[i].Cells[column], summary.Terminal.Quantiles[i]);
            Agree(Quantiles[i].Cells[column + 2], summary.MaxDrawdown.Quantiles[i]);
        }
        Agree(block == 1 ? (2.3505, 0.0007) : (2.3423, 0.0007), summary.Terminal.Mean);
        Agree(block == 1 ? (0.14002, 0.00004) : (0.13052, 0.00004), summary.MaxDrawdown.Mean);
        Agree(block == 1 ? (0.00175, 0.00004) : (0.00104, 0.00003), summary.EndsLower);
        (double, double)[] over = block == 1 ? [(0.84784, 0.00036), (0.33646, 0.00047), (0.09010, 0.00029)] : [(0.78656, 0.00041), (0.25325, 0.00043), (0.05520, 0.00023)];
        for (int i = 0; i < over.Length; i++) Agree(over[i], summary.DrawdownOver[i].Probability);
        Agree(block == 1 ? (0.09077, 0.00029) : (0.06891, 0.00025), summary.EverBelow[0].Probability);
        Agree(block == 1 ? (9.263, 0.002) : (8.975, 0.002), summary.LosingStreak.Mean);
        Assert.Equal((9, block == 1 ? 13 : 12, block == 1 ? 16 : 14), (summary.LosingStreak.Median, summary.LosingStreak.At95, summary.LosingStreak.At99));
    }

    [Fact]
    public void The_list_itself_has_the_published_figures()
    {
        TradeReturns list = Reference();
        Assert.Equal((500, 230, 270), (list.Count, list.Winners, list.Losers));
        Assert.Equal(0.00171058, list.Mean, 1e-8);
        Assert.Equal(0.0127220870, list.Deviation, 1e-9);
        Assert.Equal(2.25811759, list.AsTheyCame().Terminal, 1e-7);
        Assert.Equal(0.09154092, list.AsTheyCame().MaxDrawdown, 1e-7);
        Assert.Equal(2.35033839, list.ExactTerminal().Mean, 1e-7);
        Assert.Equal(0.68041847, list.ExactTerminal().Deviation, 1e-7);
    }

    [Fact]
    public void A_shuffle_changes_the_way_and_not_the_end()
    {
        PathSimulation shuffled = Paths.Of(Reference(), Plan(1) with { Paths = 2_000, Method = ResampleMethod.Shuffle });
        foreach (double terminal in shuffled.Terminal) Assert.Equal(2.25811759, terminal, 1e-7);
        Assert.True(shuffled.MaxDrawdown.ToArray().Distinct().Count() > 1_900);
    }

    private static void Agree((double Value, double Error) published, Estimate ours) =>
        Assert.InRange(Math.Abs(ours.Value - published.Value), 0, 4 * Math.Sqrt(published.Error * published.Error + ours.Error * ours.Error) + 6e-5 * Math.Abs(published.Value));

    private static PathPlan Plan(int block) => new() { Paths = Drawn, Block = block, Method = block > 1 ? ResampleMethod.Blocks : ResampleMethod.Independent, Seed = 20_261_123 };

    private static TradeReturns Reference()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", "montecarlo", "trade_returns.csv");
            if (File.Exists(path)) return TradeReturns.Read(path);
        }
        Assert.Skip("NOT CHECKED: shared/reference/montecarlo is not beside the repository");
        return null!;
    }
}
