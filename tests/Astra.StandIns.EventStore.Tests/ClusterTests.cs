using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;
using State = Astra.Journal.EventStore.Wire.MemberInfo.Types.VNodeState;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>Three nodes: gossip, redirects, the death of a leader, a frozen quorum.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private EventStoreStandInCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await EventStoreStandInCluster.StartAsync(new EventStoreStandInClusterOptions
    {
        TimeScale = 0.5,
        Node = new EventStoreStandInOptions { CommitTimeoutMs = 200 },
    });

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Gossip_names_one_leader_and_its_followers()
    {
        Wire.ClusterInfo info = await GossipAsync(1);
        Assert.Equal([State.Leader, State.Follower, State.Follower], info.Members.Select(member => member.State));
        Assert.Equal(_cluster.Nodes.Select(node => (uint)node.Port), info.Members.Select(member => member.HttpEndPoint.Port));
        Assert.All(info.Members, member => Assert.True(member.IsAlive));
    }

    [Fact]
    public async Task A_follower_redirects_or_hands_on()
    {
        using TestClient strict = new(_cluster.Nodes[1].Port), loose = new(_cluster.Nodes[1].Port, requiresLeader: false);
        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => strict.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        Assert.Equal(("not-leader", _cluster.Nodes[0].Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            (refused.Trailers.GetValue("exception"), refused.Trailers.GetValue("leader-endpoint-port")));
        Assert.Equal(0, await loose.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        // The first batch append through a fresh follower fails, a later one works.
        using BatchClient first = new(loose);
        await first.SendRunAsync("s", 1, after: 0);
        Assert.Equal(StatusCode.Unknown, (await first.FaultAsync()).StatusCode);
        using BatchClient second = new(loose);
        await second.SendRunAsync("s", 1, after: 0);
        Assert.Equal(1ul, (await second.NextAsync()).Success.CurrentRevision);
    }

    [Fact]
    public async Task A_follower_shows_an_older_state()
    {
        await using EventStoreStandInCluster slow = await EventStoreStandInCluster.StartAsync(new EventStoreStandInClusterOptions { ReplicationLag = TimeSpan.FromMinutes(1) });
        using TestClient leader = new(slow.Nodes[0].Port), follower = new(slow.Nodes[1].Port, requiresLeader: false);
        await leader.OneAsync("s", TestClient.NoStream, Guid.NewGuid());
        Assert.Single(await leader.RevisionsAsync("s"));
        Assert.NotNull(Assert.Single(await follower.ReadAsync("s")).StreamNotFound);
    }

    [Fact]
    public async Task The_death_of_a_leader_leaves_its_name_for_a_while_then_another_leads()
    {
        using TestClient leader = new(_cluster.Nodes[0].Port), follower = new(_cluster.Nodes[2].Port);
        using BatchClient batch = new(leader);
        await batch.SendRunAsync("s", 5);
        await batch.TakeAsync(5);
        _cluster.Nodes[0].Faults.FreezeQuorum(stored: true);
        await batch.SendRunAsync("s", 4, after: 4);
        while (_cluster.Nodes[0].Counts.Appends < 9) await Task.Delay(5, TestContext.Current.CancellationToken);
        EventStoreStandIn dead = await _cluster.KillLeaderAsync(storedInFlight: 2);
        await batch.FaultAsync();
        Assert.Equal(7, _cluster.Store.Read("s").Count);

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => follower.OneAsync("s", 6, Guid.NewGuid()));
        Assert.Equal(dead.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Trailers.GetValue("leader-endpoint-port"));
        Assert.Contains((await GossipAsync(2)).Members, member => member.HttpEndPoint.Port == dead.Port && member is { IsAlive: true, State: State.Leader });

        EventStoreStandIn elected = await _cluster.WhenLedAsync(TestContext.Current.CancellationToken);
        Assert.NotSame(dead, elected);
        using TestClient next = new(elected.Port);
        Assert.Equal(7, await next.OneAsync("s", 6, Guid.NewGuid()));
        Assert.Contains((await GossipAsync(2)).Members, member => member.HttpEndPoint.Port == dead.Port && !member.IsAlive);

        await _cluster.RestartNodeAsync(0);
        Assert.Contains((await GossipAsync(0)).Members, member => member.HttpEndPoint.Port == dead.Port && member is { IsAlive: true, State: State.CatchingUp or State.Follower });
    }

    [Fact]
    public async Task Without_a_majority_nobody_leads_until_one_comes_back()
    {
        await _cluster.KillNodeAsync(1);
        await _cluster.KillNodeAsync(2);
        Assert.Null(_cluster.Leader);
        await _cluster.RestartNodeAsync(2);
        EventStoreStandIn leader = await _cluster.WhenLedAsync(TestContext.Current.CancellationToken);
        using TestClient client = new(leader.Port);
        Assert.Equal(0, await client.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
    }

    [Fact]
    public async Task With_frozen_followers_appends_time_out_and_are_there_afterwards()
    {
        using TestClient client = new(_cluster.Nodes[0].Port);
        using BatchClient batch = new(client);
        await _cluster.FreezeFollowersAsync();
        await batch.SendRunAsync("s", 2);
        Assert.All(await batch.TakeAsync(2), answer => Assert.Equal((int)StatusCode.DeadlineExceeded, answer.Error.Code));
        _cluster.ThawFollowers();
        await batch.SendRunAsync("s", 1, after: 1);
        Assert.Equal(2ul, (await batch.NextAsync()).Success.CurrentRevision);
    }

    private async Task<Wire.ClusterInfo> GossipAsync(int node)
    {
        using TestClient client = new(_cluster.Nodes[node].Port);
        return await new Wire.Gossip.GossipClient(client.Channel).ReadAsync(new Wire.Empty());
    }
}
