using System.Globalization;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>
/// Results of the strategies that the generated market day has nothing for: it knows neither options nor an advisor's scores. They stand beside
/// their code as those of the others do, and are of a <see cref="WatchersDay"/>, whose prices were made to let them trade: what they earn says nothing.
/// </summary>
public class SceneResultsTests
{
    private const int Seed = 3;

    /// <summary>Instrument, strategy and what differs from its defaults. A hedge needs something to hedge, so its result holds both plans.</summary>
    private static readonly (string Strategy, Plan[] Plans)[] Scenes =
    [
        ("delta-hedge", [WatchersDay.Hedger, WatchersDay.Seller]),
        ("news-sentiment", [WatchersDay.Reader]),
        ("option-buying-breakout", [WatchersDay.Buyer]),
        ("option-selling", [WatchersDay.Seller]),
    ];

    public static TheoryData<string> Names => [.. Scenes.Select(s => s.Strategy)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_strategy_gives_the_result_that_stands_beside_it(string strategy)
    {
        Plan[] plans = Scenes.Single(s => s.Strategy == strategy).Plans;
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in WatchersDay.Events(Seed, plans)) h.Apply(e);
        Assert.Equal(plans.Length, h.Of(OutboundKind.PlanApplied).Count());
        CoreTotals t = h.Core.Totals;
        new ExpectedResult(
            string.Create(CultureInfo.InvariantCulture, $"scene of seed {Seed}, {CoreHarness.Day:yyyy-MM-dd}: {string.Join("; ", plans.Select(InWords))}"),
            t.Ticks, t.Bars, t.Signals, t.Orders, t.Fills, t.Trades, t.Winners, t.Gross.ToString(), t.Charges.ToString(), t.Net.ToString(),
            h.Core.OutboundHash.ToString("x16", CultureInfo.InvariantCulture)).MustStandBeside(strategy);
    }

    [Fact]
    public void Every_strategy_that_ships_has_a_result()
    {
        string[] files = [.. Directory.GetFiles(ExpectedResult.StrategyFolder(), "*.expected.json").Select(f => Path.GetFileName(f).Replace(".expected.json", "", StringComparison.Ordinal))];
        Assert.Equal(StrategyRegistry.All.Select(s => s.Name), files.Order(StringComparer.Ordinal));
    }

    private static string InWords(Plan plan) => string.Create(
        CultureInfo.InvariantCulture,
        $"{plan.Algorithm}{(plan.Parameters.Count == 0 ? "" : $"[{string.Join(",", plan.Parameters.Select(p => $"{p.Name}={p.Value.ToString(CultureInfo.InvariantCulture)}"))}]")}, {plan.Quantity} units, {plan.IntervalMinutes} minute candles");
}
