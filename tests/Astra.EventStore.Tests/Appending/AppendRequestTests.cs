using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;
using Google.Protobuf;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>What goes onto the wire for a frame.</summary>
[Collection(nameof(RunsAlone))]
public class AppendRequestTests
{
    private static readonly Guid Journal = Guid.Parse("3f2a9c1b-0000-4000-8000-000000000001");

    [Fact]
    public void A_frame_is_one_whole_append_of_one_event_with_an_explicit_number()
    {
        AppendRequest request = new("a-stream", Journal, TimeSpan.FromSeconds(10));
        CutFrame frame = Frame(index: 42);
        Wire.BatchAppendReq sent = Wire.BatchAppendReq.Parser.ParseFrom(request.For(frame).ToByteArray());
        Assert.True(sent.IsFinal);
        Assert.Equal("a-stream", sent.Options.StreamIdentifier.StreamName.ToStringUtf8());
        Assert.Equal((41UL, 10L), (sent.Options.StreamPosition, sent.Options.Deadline.Seconds));
        Wire.BatchAppendReq.Types.ProposedMessage message = Assert.Single(sent.ProposedMessages);
        Assert.Equal(frame.Id, StructuredUuid.Read(message.Id));
        Assert.Equal(("astra-frame", "application/octet-stream", 2), (message.Metadata["type"], message.Metadata["content-type"], message.Metadata.Count));
        Assert.Equal(Journal, new Guid(message.CustomMetadata.Span));
        Assert.True(message.Data.Span.SequenceEqual(frame.Memory.Span));
    }

    [Fact]
    public void An_answer_finds_its_frame_by_either_form_of_the_id_and_another_call_s_finds_none()
    {
        AppendRequest request = new("a-stream", Journal, TimeSpan.FromSeconds(10));
        Wire.UUID id = request.For(Frame(index: 42)).CorrelationId.Clone();
        Assert.True(request.TryIndex(id, out long index));
        Assert.Equal(42, index);
        Assert.True(request.TryIndex(new Wire.UUID { String = StructuredUuid.Read(id).ToString() }, out index));
        Assert.Equal(42, index);
        Assert.False(new AppendRequest("a-stream", Journal, TimeSpan.FromSeconds(10)).TryIndex(id, out _));
        Assert.False(request.TryIndex(null, out _));
        Assert.False(request.TryIndex(new Wire.UUID { String = "nothing of the kind" }, out _));
    }

    [Fact]
    public void A_frame_costs_a_few_small_objects_whatever_its_size()
    {
        AppendRequest request = new("a-stream", Journal, TimeSpan.FromSeconds(10));
        CutFrame frame = Frame(index: 42);
        for (int i = 0; i < 1000; i++) request.For(frame);
        const int Frames = 10_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Frames; i++) request.For(frame);
        long each = (GC.GetAllocatedBytesForCurrentThread() - before - RunsAlone.Noise) / Frames;
        Assert.True(each <= 256, $"{each} bytes for each frame");
    }

    private static CutFrame Frame(long index)
    {
        FrameCutter cutter = new(JournalStream.In, Journal, new FramePool(2, 65_536), 0, default);
        byte[] record = new byte[24];
        record[0] = 5;
        while (cutter.TryAddRecord(record, new Timestamp(1))) { }
        Assert.True(cutter.TryCut(index, out CutFrame? frame));
        return frame;
    }
}
