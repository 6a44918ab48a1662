using System.Globalization;

namespace Astra.Ring.Tests;

/// <summary>
/// Every event, through 1, 2 and 4 producers to three stages: no loss, duplicate, reorder or torn content.
/// The number of events comes from ASTRA_RING_EVENTS; the default keeps the suite quick, and the full measure is
/// <c>ASTRA_RING_EVENTS=100000000 dotnet run -c Release --project tests/Astra.Ring.Tests -- --filter-class Astra.Ring.Tests.FlowTests</c>.
/// </summary>
public class FlowTests
{
    private static readonly long Events =
        long.Parse(Environment.GetEnvironmentVariable("ASTRA_RING_EVENTS") ?? "2000000", CultureInfo.InvariantCulture);

    // Far beyond need (0.1 million events a second); only a hang takes so long.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60 + Events / 100_000);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Chained_stages_see_every_event_once_and_in_order(int producers) =>
        new Flow(Topology.Chained, producers, new YieldingWaitStrategy(), capacity: 4096, maxClaim: 8).Run(Events, Limit);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Parallel_stages_and_one_after_both_see_every_event_once_and_in_order(int producers) =>
        new Flow(Topology.Parallel, producers, new SpinThenParkWaitStrategy(), capacity: 4096, maxClaim: 8).Run(Events, Limit);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_ring_of_two_slots_that_is_always_full_or_empty_keeps_order(int producers) =>
        new Flow(Topology.Parallel, producers, new SpinThenParkWaitStrategy(spins: 10, yields: 10), capacity: 2, maxClaim: 2)
            .Run(20_000, Patience.Limit);

    [Fact]
    public void Busy_spinning_stages_see_every_event_once_and_in_order() =>
        new Flow(Topology.Chained, producers: 1, new BusySpinWaitStrategy(), capacity: 1 << 16, maxClaim: 256).Run(500_000, Patience.Limit);
}
