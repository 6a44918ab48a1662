using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;
using Grpc.Core;
using ServerFaults = Astra.StandIns.EventStore.EventStoreFaults;

namespace Astra.EventStore.Tests;

/// <summary>The appender through gRPC to a server with the documented answers and traps.</summary>
public class AppendOverTheWireTests
{
    // Longer than the server's own limit for a commit, so an answer that is lost is the only thing that waits for it.
    private static readonly AppenderOptions Options = AppenderRig.Quick with { AppendTimeout = TimeSpan.FromSeconds(3), RefusedPause = TimeSpan.FromMilliseconds(50) };

    [Fact]
    public async Task Frames_go_through_one_call_and_keep_the_protocol_s_rules()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await using EventStoreClient client = Client(server.ConnectionString);
        await using AppenderRig rig = await AppenderRig.OpenAsync(client, Options);
        rig.Appender.Window = 8;
        await rig.SendAsync(200);
        await Converged(rig, server.Store, 200);
        Assert.Equal((0L, 0L), (rig.Appender.Status.Reconnects, rig.Appender.Status.Resends));
        Assert.Equal(1, server.Counts.CallsOf("BatchAppend"));
        Assert.True(server.Counts.MostInFlight <= 8);
        Assert.Equal((0L, 0L, 0L), (server.Counts.AbsoluteDeadlines, server.Counts.BatchCallsWithGrpcDeadline, server.Counts.WithoutRequiresLeader));
        StreamEnd end = (await FrameAppender.ReadEndAsync(client, ScriptedServer.Stream, TestContext.Current.CancellationToken))!;
        Assert.Equal((AppenderRig.Journal, AppenderRig.Marks + 199L, 200L), (end.JournalId, end.LastIndex, end.NextSequence));
    }

    public static TheoryData<string, Action<ServerFaults>> Troubles() => new()
    {
        { "timeouts, stored", faults => faults.TimeOutNext(3, stored: true) },
        { "timeouts, not stored", faults => faults.TimeOutNext(3, stored: false) },
        { "lost answers", faults => faults.DropAnswers(1) },
        { "a broken call", faults => faults.FaultCallAfter(5, StatusCode.Unavailable, "reset") },
        { "a broken call, not stored", faults => faults.FaultCallAfter(0, StatusCode.Internal, "reset", stored: false) },
        { "out of order", faults => faults.OutOfOrder = 4 },
        { "a slow first append and a limit before it", faults => (faults.ColdStart, faults.ColdLimit) = (TimeSpan.FromMilliseconds(200), 1) },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Troubles))]
    public async Task Whatever_becomes_of_a_call_each_frame_is_stored_once_in_its_place(string name, Action<ServerFaults> set)
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await using EventStoreClient client = Client(server.ConnectionString);
        await using AppenderRig rig = await AppenderRig.OpenAsync(client, Options);
        await rig.SendAsync(10);
        Assert.NotEmpty(name);
        set(server.Faults);
        await rig.SendAsync(30);
        await Converged(rig, server.Store, 40);
        Assert.Equal(0, server.Counts.HalfClosesWithAnswersOwed);
    }

    [Fact]
    public async Task A_refused_user_is_told_and_goes_on_when_it_is_mended()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await using EventStoreClient client = Client(server.ConnectionString);
        await using AppenderRig rig = await AppenderRig.OpenAsync(client, Options);
        await rig.SendAsync(5);
        await rig.AllAcknowledgedAsync();
        server.Faults.AccessDenied = true;
        await rig.SendAsync(3);
        await rig.UntilAsync(() => rig.Appender.Status.State == AppenderState.Refused, "the refusal");
        server.Faults.AccessDenied = false;
        await rig.SendAsync(5);
        await Converged(rig, server.Store, 13);
        Assert.Contains(rig.Faults, fault => fault.Fault == AppendFault.AccessDenied);
    }

    [Fact]
    public async Task A_second_writer_an_oversize_frame_and_a_deleted_stream_are_named()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 3_000 });
        await using EventStoreClient client = Client(server.ConnectionString);
        await using (AppenderRig rig = await AppenderRig.OpenAsync(client, Options))
        {
            await rig.SendAsync(2);
            await rig.AllAcknowledgedAsync();
            await using AppenderRig other = await AppenderRig.OpenAsync(client, Options);
            await rig.SendAsync(1);
            EventStoreException second = await rig.FatalAsync();
            Assert.Equal(JournalErrorKind.SecondWriter, second.Kind);
            Assert.Contains("to end with revision 17, it ends with 33", second.Message, StringComparison.Ordinal);
        }
        await using (AppenderRig rig = await AppenderRig.OpenAsync(client, Options))
        {
            await rig.SendAsync(1, recordsInEach: 140);
            EventStoreException large = await rig.FatalAsync();
            Assert.Equal(JournalErrorKind.TooLarge, large.Kind);
            Assert.Contains("up to 3000 bytes", large.Message, StringComparison.Ordinal);
        }
        await using (AppenderRig rig = await AppenderRig.OpenAsync(client, Options))
        {
            server.Store.Delete(ScriptedServer.Stream, tombstone: true);
            await rig.SendAsync(1);
            EventStoreException deleted = await rig.FatalAsync();
            Assert.Equal(JournalErrorKind.Corrupt, deleted.Kind);
            Assert.Contains("deleted", deleted.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_that_was_deleted_is_refused_before_anything_is_written_to_it()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await using EventStoreClient client = Client(server.ConnectionString);
        await using (AppenderRig rig = await AppenderRig.OpenAsync(client, Options)) await rig.SendAsync(1);
        server.Store.Delete(ScriptedServer.Stream, tombstone: false);
        long stored = server.Counts.EventsStored;
        EventStoreException fault = await Assert.ThrowsAsync<EventStoreException>(() => AppenderRig.OpenAsync(client, Options));
        Assert.Equal(JournalErrorKind.NotFound, fault.Kind);
        Assert.Contains("another name", fault.Message, StringComparison.Ordinal);
        Assert.Equal(stored, server.Counts.EventsStored);
    }

    [Fact]
    public async Task A_killed_server_comes_back_and_the_stream_has_no_gap_and_no_double()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        await using EventStoreClient client = Client(server.ConnectionString);
        await using AppenderRig rig = await AppenderRig.OpenAsync(client, Options);
        for (int life = 0; life < 3; life++)
        {
            server.Faults.KillMidBatch(after: 10, inFlight: 4, stored: 1 + life);
            Task sending = rig.SendAsync(30);
            await rig.UntilAsync(() => !server.IsRunning, "the kill");
            await server.RestartAsync();
            await sending;
        }
        await Converged(rig, server.Store, 90);
        Assert.True(rig.Appender.Status.Reconnects >= 3);
    }

    [Fact]
    public async Task A_cluster_whose_leader_is_killed_is_written_again_after_the_election()
    {
        await using EventStoreStandInCluster cluster = await EventStoreStandInCluster.StartAsync();
        await using EventStoreClient client = Client(cluster.ConnectionString);
        await using AppenderRig rig = await AppenderRig.OpenAsync(client, Options);
        await rig.SendAsync(20);
        await cluster.KillLeaderAsync();
        await rig.SendAsync(20);
        await Converged(rig, cluster.Store, 40);
    }

    private static EventStoreClient Client(string connection) => new(EventStoreSettings.Parse(connection));

    private static async Task Converged(AppenderRig rig, StoredStreams store, int frames)
    {
        await rig.AllAcknowledgedAsync();
        IReadOnlyList<StandInEvent> stored = store.Read(ScriptedServer.Stream);
        Assert.Equal(Enumerable.Range(0, AppenderRig.Marks + frames).Select(i => (long)i), stored.Select(e => e.Revision));
        Assert.Equal(
            Enumerable.Range(0, frames).Select(i => (long)i),
            stored.Skip(AppenderRig.Marks).Select(e => System.Runtime.InteropServices.MemoryMarshal.Read<FrameHeader>(e.Data.Span).FirstSequence));
        Assert.Equal(Enumerable.Range(AppenderRig.Marks, frames).Select(i => (long)i), rig.Acknowledged.Select(a => a.Index));
    }
}
