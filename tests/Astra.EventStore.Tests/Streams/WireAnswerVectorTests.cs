using Astra.Journal.EventStore;
using static Astra.EventStore.Tests.HandMade;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>What comes in, put together by the documented field numbers.</summary>
public class WireAnswerVectorTests
{
    private static readonly Guid Id1 = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");

    [Fact]
    public void An_event()
    {
        byte[] recorded = Nested(1,
            Id(1), Stream(2, "s"), Number(3, 77), Number(4, 1000), Number(5, 1001),
            Entry(6, "type", "astra-frame"), Entry(6, "content-type", "application/octet-stream"), Entry(6, "created", "17845920000000010"),
            Nested(7, [9]), Nested(8, [1, 2, 3]));
        Wire.ReadResp answer = Wire.ReadResp.Parser.ParseFrom(Nested(1, recorded, Number(3, 1001)));
        StoredEvent stored = WireRequests.Stored(answer.Event.Event);
        Assert.Equal(77, stored.Revision);
        Assert.Equal(Id1, stored.Id);
        Assert.Equal("astra-frame", stored.Type);
        Assert.Equal([1, 2, 3], stored.Data.ToArray());
        Assert.Equal([9], stored.CustomMetadata.ToArray());
        Assert.Equal(new DateTimeOffset(2026, 7, 21, 0, 0, 0, TimeSpan.Zero).AddTicks(10), stored.Created);
        Assert.Equal(1001UL, answer.Event.CommitPosition);
        Assert.Equal((1000UL, 1001UL), (answer.Event.Event.PreparePosition, answer.Event.Event.CommitPosition));
    }

    [Fact]
    public void The_other_messages_of_a_read()
    {
        Assert.Equal("s", Wire.ReadResp.Parser.ParseFrom(Nested(4, Stream(1, "s"))).StreamNotFound.StreamIdentifier.StreamName.ToStringUtf8());
        Assert.Equal(5UL, Wire.ReadResp.Parser.ParseFrom(Number(5, 5)).FirstStreamPosition);
        Assert.Equal(6UL, Wire.ReadResp.Parser.ParseFrom(Number(6, 6)).LastStreamPosition);
        Assert.Equal("id", Wire.ReadResp.Parser.ParseFrom(Nested(2, Text(1, "id"))).Confirmation.SubscriptionId);
        Assert.Equal(2UL, Wire.ReadResp.Parser.ParseFrom(Nested(3, Number(1, 2), Number(2, 1))).Checkpoint.CommitPosition);
        // Newer servers put fields in it that this build does not know.
        Assert.Equal(Wire.ReadResp.ContentOneofCase.CaughtUp, Wire.ReadResp.Parser.ParseFrom(Nested(8, Nested(1, Number(1, 1)), Number(2, 4))).ContentCase);
        Assert.Equal(Wire.ReadResp.ContentOneofCase.FellBehind, Wire.ReadResp.Parser.ParseFrom(Nested(9)).ContentCase);
    }

    [Fact]
    public void Answers_to_a_simple_append()
    {
        Wire.AppendResp success = Wire.AppendResp.Parser.ParseFrom(Nested(1, Number(1, 41), Nested(3, Number(1, 8), Number(2, 7))));
        Assert.Equal(41UL, success.Success.CurrentRevision);
        Assert.Equal((8UL, 7UL), (success.Success.Position.CommitPosition, success.Success.Position.PreparePosition));
        Wire.AppendResp wrong = Wire.AppendResp.Parser.ParseFrom(Nested(2, Number(6, 12), Number(8, 3)));
        Assert.Equal((12UL, 3UL), (wrong.WrongExpectedVersion.CurrentRevision, wrong.WrongExpectedVersion.ExpectedRevision));
        // As servers repeat it for old clients, in fields that this build passes over.
        Wire.AppendResp none = Wire.AppendResp.Parser.ParseFrom(Nested(2, Nested(2), Nested(5), Nested(7), Nested(11)));
        Assert.Equal(Wire.AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentNoStream, none.WrongExpectedVersion.CurrentRevisionOptionCase);
    }

    [Fact]
    public void Answers_to_a_batch_append()
    {
        Wire.BatchAppendResp success = Wire.BatchAppendResp.Parser.ParseFrom(
            Join(Id(1), Nested(3, Number(1, 17), Nested(3, Number(1, 8), Number(2, 7))), Stream(4, "s"), Number(5, 16)));
        Assert.Equal(Id1, StructuredUuid.Read(success.CorrelationId));
        Assert.Equal(17UL, success.Success.CurrentRevision);
        Assert.Equal("s", success.StreamIdentifier.StreamName.ToStringUtf8());
        Assert.Equal(16UL, success.StreamPosition);

        byte[] detail = Nested(3, Text(1, "type.googleapis.com/event_store.client.WrongExpectedVersion"), Nested(2, Number(1, 20), Number(3, 16)));
        Wire.BatchAppendResp refused = Wire.BatchAppendResp.Parser.ParseFrom(
            Join(Nested(1, Text(2, "00112233-4455-6677-8899-aabbccddeeff")), Nested(2, Number(1, 6), Text(2, "Wrong Expected Version"), detail), Stream(4, "s"), Nested(6)));
        Assert.Equal(Id1, StructuredUuid.Read(refused.CorrelationId));
        WireFault fault = WireErrors.Classify(refused.Error);
        Assert.Equal(AppendFault.WrongRevision, fault.Fault);
        Assert.Equal(20, fault.CurrentRevision);
        Assert.Equal(Wire.BatchAppendResp.ExpectedStreamPositionOneofCase.NoStream, refused.ExpectedStreamPositionCase);
    }

    [Fact]
    public void Gossip_features_and_scavenges()
    {
        Wire.ClusterInfo cluster = Wire.ClusterInfo.Parser.ParseFrom(
            Nested(1, Id(1), Number(2, 17846784000000000), Number(3, 8), Number(4, 1), Nested(5, Text(1, "node1"), Number(2, 2113))));
        Wire.MemberInfo member = Assert.Single(cluster.Members);
        Assert.Equal(Id1, StructuredUuid.Read(member.InstanceId));
        Assert.Equal(Wire.MemberInfo.Types.VNodeState.Leader, member.State);
        Assert.True(member.IsAlive);
        Assert.Equal(17846784000000000, member.TimeStamp);
        Assert.Equal(("node1", 2113U), (member.HttpEndPoint.Address, member.HttpEndPoint.Port));

        Wire.SupportedMethods features = Wire.SupportedMethods.Parser.ParseFrom(
            Join(Nested(1, Text(1, "batchappend"), Text(2, "event_store.client.streams.streams"), Text(3, "deadline_duration")), Text(2, "24.10.4")));
        Assert.Equal("24.10.4", features.EventStoreServerVersion);
        Assert.Equal(("batchappend", "event_store.client.streams.streams", "deadline_duration"), (features.Methods[0].MethodName, features.Methods[0].ServiceName, features.Methods[0].Features[0]));

        Wire.ScavengeResp scavenge = Wire.ScavengeResp.Parser.ParseFrom(Join(Text(1, "id"), Number(2, 1)));
        Assert.Equal(("id", Wire.ScavengeResp.Types.ScavengeResult.InProgress), (scavenge.ScavengeId, scavenge.ScavengeResult));
    }

    [Fact]
    public void The_states_of_a_node_have_their_numbers()
    {
        string[] names = ["Initializing", "DiscoverLeader", "Unknown", "PreReplica", "CatchingUp", "Clone", "Follower", "PreLeader", "Leader", "Manager", "ShuttingDown", "Shutdown",
            "ReadOnlyLeaderless", "PreReadOnlyReplica", "ReadOnlyReplica", "ResigningLeader"];
        Assert.Equal(names, Enumerable.Range(0, names.Length).Select(number => ((Wire.MemberInfo.Types.VNodeState)number).ToString()));
    }
}
