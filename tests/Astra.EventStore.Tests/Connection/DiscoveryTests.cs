using Astra.Journal;
using Astra.Journal.EventStore;
using static Astra.EventStore.Tests.ScriptedNodes;
using static Astra.Journal.EventStore.Wire.MemberInfo.Types.VNodeState;

namespace Astra.EventStore.Tests;

public class DiscoveryTests
{
    private const string Three = "esdb://a,b,c?tls=false&discoveryInterval=1";
    private static readonly NodeAddress A = new("a", 2113), B = new("b", 2113), C = new("c", 2113);
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task One_host_is_asked_itself_and_nobody_else()
    {
        ScriptedNodes nodes = new();
        nodes.Says(A, Member(B, Leader));
        await using EventStoreClient client = nodes.Client("esdb://a?tls=false");
        Assert.Equal(A, (await client.LeaderAsync(Never)).Address);
        Assert.Equal("24.10.4", (await client.LeaderAsync(Never)).Features.Version);
        Assert.Equal(["a GetSupportedMethods"], nodes.Asked);
    }

    [Fact]
    public async Task The_leader_that_gossip_names_is_taken_and_kept()
    {
        ScriptedNodes nodes = Healthy(B);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode leader = await client.LeaderAsync(Never);
        Assert.Equal(B, leader.Address);
        int asked = nodes.Asked.Count;
        Assert.Same(leader, await client.LeaderAsync(Never));
        Assert.Equal(asked, nodes.Asked.Count);
    }

    [Fact]
    public async Task A_seed_that_is_dead_and_one_that_hangs_delay_nobody()
    {
        ScriptedNodes nodes = new();
        nodes.Hangs(B);
        nodes.Says(C, Member(B, Follower), Member(C, Leader));
        await using EventStoreClient client = nodes.Client(Three + "&gossipTimeout=600000");
        Assert.Equal(C, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task A_leader_outside_of_the_seeds_is_found()
    {
        ScriptedNodes nodes = new();
        NodeAddress far = new("far", 2999);
        nodes.Says(A, Member(A, Follower), Member(far, Leader));
        nodes.Says(far, Member(far, Leader));
        await using EventStoreClient client = nodes.Client(Three);
        Assert.Equal(far, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task A_leader_that_is_dead_or_not_alive_is_none()
    {
        ScriptedNodes nodes = new();
        int asked = 0;
        nodes.Does(A, () => new() { Members = { ++asked < 4 ? Member(B, Leader, alive: asked != 1) : Member(C, Leader) } });
        nodes.Says(C, Member(C, Leader));
        nodes.Dead[B] = true;
        await using EventStoreClient client = nodes.Client("esdb://a,absent?tls=false&discoveryInterval=1");
        Assert.Equal(C, (await client.LeaderAsync(Never)).Address);
        Assert.True(asked >= 4);
    }

    [Fact]
    public async Task An_election_is_waited_for()
    {
        ScriptedNodes nodes = new();
        int asked = 0;
        nodes.Does(A, () => new() { Members = { Member(A, ++asked > 5 ? Leader : DiscoverLeader) } });
        await using EventStoreClient client = nodes.Client(Three);
        Assert.Equal(A, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task Without_a_leader_the_rounds_end_and_the_states_are_told()
    {
        ScriptedNodes nodes = new();
        int asked = 0;
        nodes.Does(A, () =>
        {
            asked++;
            return new() { Members = { Member(A, Follower), Member(B, DiscoverLeader), Member(C, Leader, alive: false) } };
        });
        await using EventStoreClient client = nodes.Client("esdb://someone:secret-word@a,b,c?tls=false&discoveryInterval=1&maxDiscoverAttempts=3");
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(async () => await client.LeaderAsync(Never));
        Assert.Equal(JournalErrorKind.Unavailable, error.Kind);
        Assert.Equal(3, asked);
        Assert.Contains("a:2113 Follower, b:2113 DiscoverLeader, c:2113 dead", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_names_the_leader_is_believed()
    {
        ScriptedNodes nodes = Healthy(A);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode old = await client.LeaderAsync(Never);
        client.NotLeader(old, B);
        nodes.Asked.Clear();
        Assert.Equal(B, (await client.LeaderAsync(Never)).Address);
        Assert.Equal(["b GetSupportedMethods"], nodes.Asked);
    }

    [Fact]
    public async Task After_one_redirect_that_leads_nowhere_all_are_asked()
    {
        ScriptedNodes nodes = Healthy(A);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode old = await client.LeaderAsync(Never);
        client.NotLeader(old, B);
        EventStoreNode redirected = await client.LeaderAsync(Never);
        // Each still names the other, or one that is dead: a second redirect is not followed.
        client.NotLeader(redirected, A);
        Lead(nodes, C);
        Assert.Equal(C, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task A_redirect_to_a_dead_leader_falls_back_to_gossip()
    {
        ScriptedNodes nodes = Healthy(A);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode old = await client.LeaderAsync(Never);
        nodes.Dead[B] = true;
        Lead(nodes, C);
        client.NotLeader(old, B);
        Assert.Equal(C, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task One_host_that_does_not_lead_is_left_for_the_one_that_does()
    {
        ScriptedNodes nodes = Healthy(B);
        await using EventStoreClient client = nodes.Client("esdb://a?tls=false&discoveryInterval=1");
        client.NotLeader(await client.LeaderAsync(Never), B);
        EventStoreNode leader = await client.LeaderAsync(Never);
        Assert.Equal(B, leader.Address);
        client.Failed(leader);
        Assert.Equal(A, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task Whoever_failed_is_not_taken_again_while_somebody_names_another()
    {
        ScriptedNodes nodes = new();
        nodes.Says(A, Member(A, Leader), Member(B, Follower), Member(C, Follower));
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode stale = await client.LeaderAsync(Never);
        Assert.Equal(A, stale.Address);
        nodes.Says(B, Member(A, Leader, alive: false), Member(C, Leader));
        nodes.Says(C, Member(A, Leader, alive: false), Member(C, Leader));
        client.Failed(stale);
        Assert.Equal(C, (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task A_failed_node_is_dialled_anew()
    {
        ScriptedNodes nodes = Healthy(A);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode first = await client.LeaderAsync(Never);
        client.Failed(first);
        EventStoreNode second = await client.LeaderAsync(Never);
        Assert.Equal(A, second.Address);
        Assert.NotSame(first, second);
        // A late word about the old connection does not touch the new one.
        client.Failed(first);
        client.NotLeader(first, B);
        Assert.Same(second, await client.LeaderAsync(Never));
    }

    [Fact]
    public async Task Many_look_and_one_asks()
    {
        ScriptedNodes nodes = Healthy(B);
        await using EventStoreClient client = nodes.Client(Three);
        EventStoreNode[] found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await client.LeaderAsync(Never))));
        Assert.Single(found.Distinct());
        Assert.Single(nodes.Asked, asked => asked == "b GetSupportedMethods");
    }

    [Fact]
    public async Task A_stopped_search_stops()
    {
        ScriptedNodes nodes = new();
        foreach (NodeAddress node in new[] { A, B, C }) nodes.Hangs(node);
        await using EventStoreClient client = nodes.Client(Three + "&gossipTimeout=600000");
        using CancellationTokenSource stop = new(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await client.LeaderAsync(stop.Token));
    }

    [Fact]
    public async Task A_closed_client_says_so()
    {
        EventStoreClient client = Healthy(A).Client(Three);
        await client.DisposeAsync();
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(async () => await client.LeaderAsync(Never));
        Assert.Equal(JournalErrorKind.Closed, error.Kind);
    }

    private static ScriptedNodes Healthy(NodeAddress leader)
    {
        ScriptedNodes nodes = new();
        Lead(nodes, leader);
        return nodes;
    }

    private static void Lead(ScriptedNodes nodes, NodeAddress leader)
    {
        foreach (NodeAddress node in new[] { A, B, C })
            nodes.Says(node, [.. new[] { A, B, C }.Select(member => Member(member, member == leader ? Leader : Follower))]);
    }
}
