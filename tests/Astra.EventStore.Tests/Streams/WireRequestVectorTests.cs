using Astra.Journal.EventStore;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Astra.EventStore.Tests.HandMade;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>What goes out, byte by byte against the documented field numbers.</summary>
public class WireRequestVectorTests
{
    private static readonly Guid Id1 = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly byte[] None = [];

    [Fact]
    public void Services_have_the_names_that_are_dialled()
    {
        Assert.Equal("event_store.client.streams.Streams", Wire.Streams.Descriptor.FullName);
        Assert.Equal("event_store.client.gossip.Gossip", Wire.Gossip.Descriptor.FullName);
        Assert.Equal("event_store.client.server_features.ServerFeatures", Wire.ServerFeatures.Descriptor.FullName);
        Assert.Equal("event_store.client.operations.Operations", Wire.Operations.Descriptor.FullName);
        Assert.Equal(["Append", "BatchAppend", "Delete", "Read", "Tombstone"], Wire.Streams.Descriptor.Methods.Select(method => method.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Read", Assert.Single(Wire.Gossip.Descriptor.Methods).Name);
        Assert.Equal("GetSupportedMethods", Assert.Single(Wire.ServerFeatures.Descriptor.Methods).Name);
    }

    [Fact]
    public void A_read_forwards()
    {
        byte[] wanted = Nested(1,
            Nested(1, Stream(1, "astra-journal-x"), Number(2, 300)),
            Number(5, 40),
            Nested(8),
            Nested(9, Nested(1)),
            Nested(10, Number(1, 1)));
        Same(wanted, WireRequests.Read("astra-journal-x", 300, backwards: false, 40));
    }

    [Fact]
    public void A_read_from_the_beginning_and_one_from_the_end()
    {
        byte[] tail = Join(Number(5, 1), Nested(8), Nested(9, Nested(1)), Nested(10, Number(1, 1)));
        Same(Nested(1, Nested(1, Stream(1, "s"), Nested(3)), tail), WireRequests.Read("s", null, backwards: false, 1));
        Same(Nested(1, Nested(1, Stream(1, "s"), Nested(4)), Number(3, 1), tail), WireRequests.Read("s", null, backwards: true, 1));
    }

    [Fact]
    public void A_read_from_revision_0_says_so() =>
        // A number in a choice is written also when it is 0; without it the server would see no choice.
        Assert.Contains(
            Convert.ToHexString(Join(Stream(1, "s"), Number(2, 0))), Convert.ToHexString(WireRequests.Read("s", 0, backwards: false, 1).ToByteArray()), StringComparison.Ordinal);

    [Fact]
    public void A_simple_append()
    {
        Same(Nested(1, Stream(1, "s"), Number(2, 0)), WireRequests.AppendTo("s", 0));
        Same(Nested(1, Stream(1, "s"), Number(2, 1_000_000)), WireRequests.AppendTo("s", 1_000_000));
        Same(Nested(1, Stream(1, "s"), Nested(3)), WireRequests.AppendTo("s", -1));
        Same(
            Nested(2, Id(1), Entry(2, "type", "astra-frame"), Entry(2, "content-type", "application/octet-stream"), Nested(3, [7, 8]), Nested(4, [1, 2, 3])),
            WireRequests.Append(new ProposedEvent(Id1, "astra-frame", new byte[] { 1, 2, 3 }, new byte[] { 7, 8 }, IsJson: false)));
        Same(
            Nested(2, Id(1), Entry(2, "type", "$metadata"), Entry(2, "content-type", "application/json"), Nested(4, "{}"u8.ToArray())),
            WireRequests.Append(new ProposedEvent(Id1, "$metadata", "{}"u8.ToArray(), None, IsJson: true)));
    }

    [Fact]
    public void A_batch_append()
    {
        Wire.BatchAppendReq request = new()
        {
            CorrelationId = StructuredUuid.From(Id1),
            Options = new Wire.BatchAppendReq.Types.Options
            {
                StreamIdentifier = WireRequests.Stream("s"),
                StreamPosition = 9,
                Deadline = new Duration { Seconds = 10, Nanos = 5 },
            },
            IsFinal = true,
        };
        Wire.BatchAppendReq.Types.ProposedMessage message = new() { Id = StructuredUuid.From(Id1), CustomMetadata = ByteString.CopyFrom(4), Data = ByteString.CopyFrom(5, 6) };
        message.Metadata.Add("type", "t");
        request.ProposedMessages.Add(message);
        Same(
            Join(
                Id(1),
                Nested(2, Stream(1, "s"), Number(2, 9), Nested(7, Number(1, 10), Number(2, 5))),
                Nested(3, Id(1), Entry(2, "type", "t"), Nested(3, [4]), Nested(4, [5, 6])),
                Number(4, 1)),
            request);
        request.Options.NoStream = new Empty();
        request.Options.Deadline21100 = new Timestamp { Seconds = 1 };
        Same(Nested(2, Stream(1, "s"), Nested(3), Nested(6, Number(1, 1))), new Wire.BatchAppendReq { Options = request.Options });
        request.Options.Any = new Empty();
        Same(Nested(2, Stream(1, "s"), Nested(4), Nested(6, Number(1, 1))), new Wire.BatchAppendReq { Options = request.Options });
        request.Options.StreamExists = new Empty();
        Same(Nested(2, Stream(1, "s"), Nested(5), Nested(6, Number(1, 1))), new Wire.BatchAppendReq { Options = request.Options });
    }

    [Fact]
    public void A_deletion_and_a_scavenge()
    {
        Same(Nested(1, Stream(1, "s"), Number(2, 4)), WireRequests.Delete("s", 4));
        Same(Nested(1, Number(1, 2), Number(2, 3)), new Wire.StartScavengeReq { Options = new Wire.StartScavengeReq.Types.Options { ThreadCount = 2, StartFromChunk = 3 } });
    }

    private static void Same(byte[] wanted, IMessage message) => Assert.Equal(Convert.ToHexString(wanted), Convert.ToHexString(message.ToByteArray()));
}
