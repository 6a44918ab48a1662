using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

/// <summary>What a live day brings meets a real core: nothing of it is refused, and bars are whole.</summary>
public class LiveCoreTests
{
    [Fact]
    public async Task A_session_begun_at_noon_has_every_bar_of_the_day()
    {
        Plan[] plans = [Market.Plan(0, 5), Market.Plan(1, 15, "pairs", 0)];
        using LiveBench bench = new(Market.At(11, 2, 40), options: o => o with { Plans = plans });
        bench.History.Unready = 1;
        FeedDoor door = await bench.Begin();
        bench.History.Unready = 0;
        door.Health.OnConnected(0);
        bench.Time.Advance(TimeSpan.FromSeconds(3));
        for (int id = 0; id < 2; id++) Market.Tick(door, bench.Time, id, Market.At(11, 2, 43));
        await bench.Until(() => bench.Has(FeedState.Recovered));
        for (int i = 0; i < 200; i++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(1));
            for (int id = 0; id < 2; id++) Market.Tick(door, bench.Time, id, Market.Wall(bench.Time).FloorTo(Timestamp.NanosPerSecond));
        }
        await bench.End();

        CoreBehind core = new(Market.Shares(2), Market.At(0, 0), plans);
        core.Take(bench.Port);
        Assert.Equal(0, core.Core.Totals.Quarantined);
        Assert.Equal(2 * 107, core.Core.Totals.Backfilled);
        Assert.Equal(bench.Live.WarmUpBars, core.Core.Totals.WarmedUp);
        Timestamp[] minutes = [.. core.Minutes.Select(bar => bar.Start).Distinct()];
        Assert.Equal(Enumerable.Range(0, minutes.Length).Select(i => Market.At(9, 15) + i * Timestamp.NanosPerMinute), minutes);
        Assert.True(minutes[^1] >= Market.At(11, 4), $"the last minute is {minutes[^1]}");
    }
}
