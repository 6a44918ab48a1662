using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

public class ProbeTests
{
    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly EventStoreProbeOptions Short = new() { SmallAppends = 5, LargeAppends = 5 };

    [Fact]
    public async Task A_secure_node_is_described()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(
            new EventStoreStandInOptions { Tls = true, Users = new Dictionary<string, string> { ["admin"] = "s3cr3t-word" } });
        EventStoreProbeResult found = await RunAsync(server.ConnectionString, Short with { SnapshotPart = true });
        Assert.Null(found.Problem);
        Assert.Equal(new NodeAddress("127.0.0.1", server.Port), found.Node);
        Assert.Equal("admin", found.User);
        Assert.Equal("24.10.4", found.Server?.Version);
        Assert.StartsWith("Tls1", found.Tls?.Protocol, StringComparison.Ordinal);
        Assert.Equal(("CN=localhost", "CN=Astra stand-in authority", "localhost, 127.0.0.1", null), (found.Tls?.Subject, found.Tls?.Issuer, found.Tls?.Names, found.Tls?.Problem));
        Assert.InRange(found.Tls!.NotAfter, DateTimeOffset.UtcNow.AddDays(300), DateTimeOffset.UtcNow.AddDays(400));
        Assert.True(Assert.Single(found.Members).IsLeader);
        Assert.Equal("write", found.Clock?.Source);
        Assert.Equal((5, 1024), (found.SmallWrite?.Calls, found.SmallWrite?.Bytes));
        Assert.Equal((5, 65536), (found.LargeWrite?.Calls, found.LargeWrite?.Bytes));
        Assert.Equal(65536, found.Read?.Bytes);
        Assert.True(found.LargeWrite?.P50 <= found.LargeWrite?.P99);
        Assert.Null(found.AppendLimit);
        Assert.DoesNotContain("s3cr3t-word", found.ToString(), StringComparison.Ordinal);
        Assert.Contains(found.Advice, sentence => sentence.StartsWith("There is one node", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Advice, sentence => sentence.Contains("insecure", StringComparison.Ordinal) || sentence.Contains("certificate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_left_behind()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await RunAsync(server.ConnectionString, Short);
        await using EventStoreClient client = new(EventStoreSettings.Parse(server.ConnectionString, _ => null));
        string[] streams = [.. server.Store.Names.Where(name => name.StartsWith("astra-doctor-", StringComparison.Ordinal))];
        Assert.False((await client.StreamStateAsync(Assert.Single(streams), Never)).Exists);
    }

    [Fact]
    public async Task What_is_measured_leads_to_advice()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(
            new EventStoreStandInOptions { MaxAppendSize = 100_000, ClockOffset = TimeSpan.FromSeconds(-90) });
        server.Faults.AnswerDelay = TimeSpan.FromMilliseconds(120);
        EventStoreProbeResult found = await RunAsync(server.ConnectionString, Short with { SnapshotPart = true, SmallAppends = 1, LargeAppends = 2 });
        Assert.Null(found.Problem);
        Assert.Equal(100_000, found.AppendLimit);
        Assert.InRange(found.Clock!.Ahead, TimeSpan.FromSeconds(-92), TimeSpan.FromSeconds(-88));
        foreach (string part in new[] { "The node is insecure", "behind this machine's", "MaxAppendSize", "as the gate the server would hold orders" })
            Assert.Contains(found.Advice, sentence => sentence.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain(found.Advice, sentence => sentence.Contains("CommitTimeoutMs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_absent_server_and_a_wrong_certificate_are_findings()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { Tls = true });
        EventStoreProbeResult found = await RunAsync($"esdb://localhost:{server.Port}?maxDiscoverAttempts=1", Short);
        Assert.Equal(JournalErrorKind.Unavailable, found.Problem?.Kind);
        Assert.Contains("does not trust", found.Tls?.Problem, StringComparison.Ordinal);
        await server.KillAsync();
        found = await RunAsync($"esdb://localhost:{server.Port}?maxDiscoverAttempts=1", Short);
        Assert.Contains("nothing listens there", found.Problem?.Message, StringComparison.Ordinal);
        Assert.Null(found.Tls);
        Assert.Null(found.Node);
        Assert.Empty(found.Advice);
    }

    [Fact]
    public async Task Asking_only_writes_nothing()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        EventStoreProbeResult found = await RunAsync(server.ConnectionString, new EventStoreProbeOptions { Write = false });
        Assert.Null(found.Problem);
        Assert.Null(found.SmallWrite);
        Assert.Equal("gossip", found.Clock?.Source);
        Assert.Equal(0, server.Counts.Appends);
    }

    [Fact]
    public void Figures_are_by_nearest_rank()
    {
        ProbeLatency latency = ProbeLatency.Of(1, Enumerable.Range(1, 200).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms)));
        Assert.Equal((200, 100.0, 198.0, 200.0), (latency.Calls, latency.P50.TotalMilliseconds, latency.P99.TotalMilliseconds, latency.Longest.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMilliseconds(3), ProbeLatency.Of(1, [TimeSpan.FromMilliseconds(3)]).P99);
    }

    private static Task<EventStoreProbeResult> RunAsync(string connection, EventStoreProbeOptions options) =>
        EventStoreProbe.RunAsync(EventStoreSettings.Parse(connection, _ => null), options, Never);
}
