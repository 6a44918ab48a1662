using System.Runtime.InteropServices;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Astra.EventStore.Tests;

/// <summary>Frames for a server out of the embedded log's.</summary>
public class FrameCutterTests
{
    private static readonly int[] Sizes = [4096, 4100, 16_384, 65_536];

    private static readonly Guid Journal = Guid.Parse("3f2a9c1b-0000-4000-8000-000000000001");

    [Fact]
    public void Whatever_is_added_the_cuts_hold_the_same_events_once_in_order_with_exact_headers() =>
        Gen.Select(StoredEvents.Any, Gen.Int, Gen.Int[0, 300], Gen.Bool).Sample(
            (drawn, seed, known, patient) => CutAndCompare(
                drawn.Stream, drawn.Events, seed, Math.Min(known, drawn.Events.Length), patient, EventStoreJournalOptions.LargestFrame, 16_384), iter: 150);

    [Fact]
    public void Many_small_records_fill_frames_of_any_size_and_event_limit() =>
        Gen.Select(StoredEvents.Records, Gen.Int, Gen.Int[0, 3].Select(i => Sizes[i]), Gen.Int[1, 900]).Sample(
            (events, seed, bytes, limit) => CutAndCompare(JournalStream.In, events, seed, 0, patient: true, bytes, limit), iter: 60);

    /// <param name="known">Events that the server has already.</param>
    /// <param name="patient">Cuts full frames only; else also at random moments.</param>
    private static void CutAndCompare(JournalStream stream, StoredBytes[] events, int seed, int known, bool patient, int frameBytes, int eventLimit)
    {
        const long Base = 1_000;
        Random random = new(seed);
        FramePool pool = new(3, frameBytes);
        long highest = events.Take(known).Select(e => e.Time).Append(-5).Max();
        FrameCutter cutter = new(stream, Journal, pool, Base + known, new Timestamp(highest), eventLimit: eventLimit);
        long index = 77;
        int at = known;
        int lastBytes = 0, lastCount = 0;
        foreach ((FrameHeader header, ArraySegment<byte> body) in StoredEvents.InFrames(events, Base, random))
        {
            cutter.Add(header, body);
            while (cutter.IsFull) TakeCut(full: true);
            // All of the body is in buffers now, so the reader may use its own again.
            body.AsSpan().Fill(0xEE);
            if (!patient && random.Next(3) == 0 && cutter.HasContent) TakeCut(full: false);
        }
        if (cutter.HasContent) TakeCut(full: false);
        Assert.Equal(events.Length, at);
        Assert.Equal(Base + events.Length, cutter.NextSequence);
        Assert.False(cutter.TryCut(index, out _));
        cutter.Dispose();
        Assert.Equal(0, pool.InUse);

        void TakeCut(bool full)
        {
            Assert.True(cutter.TryCut(index, out CutFrame? frame));
            byte[] bytes = frame.Memory.ToArray();
            Assert.True(bytes.Length <= frameBytes && bytes.Length % 8 == 0);
            Assert.Equal(index, frame.Index);
            Assert.Equal(FrameId.Of(Journal, stream, index, bytes), frame.Id);
            Assert.True(FrameHeader.ChecksumHolds(bytes));
            FrameHeader header = MemoryMarshal.Read<FrameHeader>(bytes);
            Assert.Equal(header, frame.Header);
            Assert.Equal((FrameHeader.MagicValue, FrameHeader.CurrentVersion, FrameKind.Events), (header.Magic, header.Version, header.Kind));
            Assert.Equal(bytes.Length, header.FrameLength);
            Assert.False(bytes.AsSpan(FrameHeader.Length + header.BodyLength).ContainsAnyExcept((byte)0));
            Assert.Equal(Base + at, header.FirstSequence);
            Assert.Equal(Base + at + header.Count - 1, frame.LastSequence);
            Assert.Equal(events[at].Time, header.FirstTime.UnixNanos);
            RawEvents raw = new(frame.Body, stream);
            for (int i = 0; i < header.Count; i++, at++)
            {
                Assert.True(raw.MoveNext());
                Assert.True(raw.Current.SequenceEqual(events[at].Bytes));
                highest = Math.Max(highest, events[at].Time);
            }
            Assert.False(raw.MoveNext());
            Assert.Equal(highest, header.HighestTime.UnixNanos);
            (lastBytes, lastCount) = (FrameHeader.Length + header.BodyLength, header.Count);
            // A full frame is one that the next event really does not fit into.
            if (full && at < events.Length)
                Assert.True(lastCount == eventLimit || lastBytes + events[at].Bytes.Length + RecordRun.HeaderLength > (frameBytes & -8), $"cut early at {lastBytes} bytes");
            frame.Release();
            index++;
        }
    }

    [Fact]
    public void Single_events_are_taken_until_the_frame_is_full()
    {
        FrameCutter cutter = new(JournalStream.In, Journal, new FramePool(2, 4096), 0, default);
        byte[] record = new byte[24];
        record[0] = 5;
        int taken = 0;
        while (cutter.TryAddRecord(record, new Timestamp(taken + 1))) taken++;
        Assert.Equal((4096 - 48 - 5) / 24, taken);
        Assert.True(cutter.TryCut(1, out CutFrame? frame));
        Assert.Equal((0, taken, 1L, (long)taken), (frame.FirstSequence, frame.Count, frame.Header.FirstTime.UnixNanos, frame.Header.HighestTime.UnixNanos));
        Assert.True(cutter.TryAddRecord(record, default));
        Assert.Equal(taken, cutter.FirstUncut);
    }

    [Fact]
    public void The_largest_event_fills_a_frame_and_one_byte_more_is_refused_by_name()
    {
        FrameCutter cutter = new(JournalStream.In, Journal, new FramePool(3, 65_536), 0, default);
        byte[] largest = new byte[FrameCutter.LargestEvent(65_536)];
        Assert.True(cutter.TryAddObject(largest, default));
        Assert.True(cutter.TryCut(1, out CutFrame? frame));
        Assert.True(frame.Length <= 65_536);
        EventStoreException fault = Assert.Throws<EventStoreException>(() => cutter.TryAddObject(new byte[largest.Length + 1], default));
        Assert.Equal(JournalErrorKind.TooLarge, fault.Kind);
        Assert.Contains("sequence 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_buffer_nothing_is_cut_and_nothing_is_lost()
    {
        FramePool pool = new(2, 4096);
        FrameCutter cutter = new(JournalStream.In, Journal, pool, 0, default);
        byte[] record = new byte[24];
        record[0] = 5;
        cutter.TryAddRecord(record, default);
        Assert.True(cutter.TryCut(1, out CutFrame? first));
        cutter.TryAddRecord(record, default);
        Assert.False(cutter.TryCut(2, out _));
        // A write that still reads the bytes holds the buffer as its owner does.
        first.BeginWrite();
        first.Release();
        Assert.False(cutter.TryCut(2, out _));
        first.EndWrite();
        Assert.True(cutter.TryCut(2, out CutFrame? second));
        Assert.Equal(1, second.FirstSequence);
        second.Release();
        Assert.Throws<InvalidOperationException>(second.Release);
    }

    [Fact]
    public void A_gap_a_second_body_while_full_and_a_wrong_count_are_refused()
    {
        StoredBytes[] events = [.. Enumerable.Range(0, 300).Select(i => new StoredBytes([5, .. new byte[23]], true, 0))];
        byte[] body = StoredEvents.Body(events, new Random(1));
        FrameHeader header = new() { Kind = FrameKind.Events, FirstSequence = 10, Count = 300, BodyLength = body.Length };
        Assert.Throws<InvalidOperationException>(() => New(9).Add(header, body));
        FrameCutter full = New(10);
        full.Add(header, body);
        Assert.True(full.IsFull);
        Assert.Throws<InvalidOperationException>(() => full.Add(header, body));
        foreach (int wrong in (int[])[299, 301])
        {
            Assert.Throws<InvalidDataException>(() =>
            {
                FrameCutter cutter = New(10);
                cutter.Add(header with { Count = wrong }, body);
                while (cutter.IsFull && cutter.TryCut(1, out CutFrame? frame)) frame.Release();
            });
        }

        static FrameCutter New(long next) => new(JournalStream.In, Journal, new FramePool(2, 4096), next, default);
    }

    [Fact]
    public void Age_is_that_of_the_first_event_and_lives_on_when_the_rest_of_a_body_goes_into_the_next_frame()
    {
        FakeTimeProvider time = new();
        FrameCutter cutter = new(JournalStream.In, Journal, new FramePool(3, 4096), 0, default, time);
        StoredBytes[] events = [.. Enumerable.Range(0, 200).Select(i => new StoredBytes([5, .. new byte[23]], true, 0))];
        byte[] body = StoredEvents.Body(events, new Random(1));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.Zero, cutter.OldestAge);
        cutter.Add(new FrameHeader { Kind = FrameKind.Events, Count = 200, BodyLength = body.Length }, body);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(2), cutter.OldestAge);
        Assert.True(cutter.TryCut(1, out _));
        Assert.Equal(TimeSpan.FromSeconds(2), cutter.OldestAge);
        Assert.True(cutter.TryCut(2, out _));
        Assert.Equal(TimeSpan.Zero, cutter.OldestAge);
    }
}
