using System.Buffers;
using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.Markets;
using CsCheck;

namespace Astra.EventStore.Tests;

/// <summary>The events of a body as the bytes they are stored in.</summary>
public class RawEventsTests
{
    [Fact]
    public void Every_event_comes_back_byte_for_byte_whatever_its_payload_and_its_run() =>
        Gen.Select(StoredEvents.Any, Gen.Int).Sample((drawn, seed) =>
        {
            foreach ((FrameHeader header, ArraySegment<byte> body) in StoredEvents.InFrames(drawn.Events, 0, new Random(seed)))
            {
                RawEvents raw = new(body, drawn.Stream);
                for (int i = 0; i < header.Count; i++)
                {
                    StoredBytes expected = drawn.Events[header.FirstSequence + i];
                    Assert.True(raw.MoveNext());
                    Assert.True(raw.Current.SequenceEqual(expected.Bytes));
                    Assert.Equal(expected.IsRecord, raw.IsRecord);
                    Assert.Equal(expected.Time, raw.Time.UnixNanos);
                }
                Assert.False(raw.MoveNext());
                Assert.False(raw.MoveNext());
            }
        }, iter: 200);

    [Fact]
    public void The_log_s_own_frames_are_taken_apart_as_its_reader_does() => Events.Any.Array[1, 60].Sample(events =>
    {
        FrameBuilder builder = new(256 * 1024, 1000, default);
        ArrayBufferWriter<byte> payload = new();
        foreach (InboundEvent drawn in events)
        {
            InboundEvent e = drawn;
            payload.ResetWrittenCount();
            if (e.HasPayload && PayloadCodec.TryEncode(payload, in e)) builder.AddObject(payload.WrittenSpan, e.Record.Header.ExchangeTime);
            else builder.AddRecord(e.Record.Canonical, e.Record.Header.ExchangeTime);
        }
        byte[] frame = builder.Finish(0, out FrameHeader header).ToArray();
        RawEvents raw = new(new ArraySegment<byte>(frame, FrameHeader.Length, header.BodyLength), JournalStream.In);
        BodyCursor cursor = new(new ArraySegment<byte>(frame, FrameHeader.Length, header.BodyLength));
        InboundEvent read = default;
        while (cursor.TryReadInbound(ref read))
        {
            Assert.True(raw.MoveNext());
            Assert.Equal(!read.HasPayload, raw.IsRecord);
            Assert.Equal(read.Record.Header.ExchangeTime, raw.Time);
            if (raw.IsRecord) Assert.True(raw.Current.SequenceEqual(read.Record.Canonical));
        }
        Assert.False(raw.MoveNext());
    }, iter: 200);

    [Theory]
    // A kind that no record has; a record that its run cuts short; a run longer than the body; no array; an array without a time; an outbound object.
    [InlineData(JournalStream.In, new byte[] { 0xC4, 1, 99 }, "kind 99")]
    [InlineData(JournalStream.In, new byte[] { 0xC4, 3, 5, 0, 0 }, "cut short")]
    [InlineData(JournalStream.In, new byte[] { 0xC4, 30, 5, 0, 0 }, "longer than its frame")]
    [InlineData(JournalStream.In, new byte[] { 0xC6, 0xFF, 0xFF, 0xFF, 0xFF, 5 }, "longer than its frame")]
    [InlineData(JournalStream.In, new byte[] { 0x01 }, "no MessagePack object")]
    [InlineData(JournalStream.In, new byte[] { 0x97, 1, 1, 1 }, "no MessagePack object")]
    [InlineData(JournalStream.In, new byte[] { 0x94, 1, 1, 1, 1 }, "its time is missing")]
    [InlineData(JournalStream.Out, new byte[] { 0x97, 1, 1, 1, 1, 1, 1, 1 }, "other than records")]
    public void What_no_build_writes_is_refused_and_not_walked_past(JournalStream stream, byte[] body, string says)
    {
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() =>
        {
            RawEvents raw = new(body, stream);
            while (raw.MoveNext()) { }
        });
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }
}
