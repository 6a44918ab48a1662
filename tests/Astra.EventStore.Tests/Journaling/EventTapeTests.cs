using Astra.Journal;
using Astra.Journal.EventStore;
using CsCheck;

namespace Astra.EventStore.Tests.Journaling;

public class EventTapeTests
{
    private const int Capacity = 4096, Largest = Capacity / 4;

    [Fact]
    public void What_is_written_is_read_in_order_whatever_the_sizes_and_however_full() =>
        // Each step writes an entry of some length, or reads up to some entries: the ring wraps, is full and is empty many times over.
        Gen.Select(Gen.Int[0, Largest - FrameHeader.Length - 7], Gen.Int[0, 3]).Array[1, 400].Sample(steps =>
        {
            EventTape tape = new(Capacity);
            Queue<(long Sequence, byte[] Body)> expected = [];
            long next = 0;
            foreach ((int length, int reads) in steps)
            {
                byte[] body = [.. Enumerable.Range(0, length).Select(i => (byte)(next + i))];
                if (TryWrite(tape, next, body)) expected.Enqueue((next++, body));
                else Assert.True(tape.Backlog > Capacity - 2 * Largest, $"refused with {tape.Backlog} bytes on the tape");
                for (int i = 0; i < reads; i++) Read(tape, expected);
            }
            while (expected.Count > 0) Read(tape, expected);
            Assert.False(tape.TryPeek(out _));
            Assert.Equal(0, tape.Backlog);
        }, iter: 200);

    [Fact]
    public void A_writer_and_a_reader_at_once_lose_and_change_nothing()
    {
        const int Entries = 20_000;
        EventTape tape = new(Capacity);
        Thread writer = new(() =>
        {
            byte[] body = new byte[Largest - FrameHeader.Length];
            for (long i = 0; i < Entries; i++)
            {
                int length = (int)(i * 37 % 600);
                body.AsSpan(0, length).Fill((byte)i);
                SpinWait wait = default;
                while (!TryWrite(tape, i, body.AsSpan(0, length))) wait.SpinOnce();
            }
        });
        writer.Start();
        SpinWait reading = default;
        for (long i = 0; i < Entries;)
        {
            if (!tape.TryPeek(out TapeEntry entry))
            {
                reading.SpinOnce();
                continue;
            }
            Assert.Equal((i, i * 37 % 600), (entry.Header.FirstSequence, entry.Header.BodyLength));
            Assert.False(entry.Body.AsSpan().ContainsAnyExcept((byte)i));
            tape.Free(in entry);
            i++;
        }
        writer.Join();
    }

    [Fact]
    public void An_entry_becomes_a_whole_frame_where_it_stands()
    {
        EventTape tape = new(Capacity);
        Assert.True(TryWrite(tape, 5, [1, 2, 3]));
        Assert.True(tape.TryPeek(out TapeEntry entry));
        ReadOnlySpan<byte> frame = entry.Seal();
        Assert.Equal(FrameHeader.Length + 8, frame.Length);
        Assert.True(FrameHeader.ChecksumHolds(frame));
        Assert.Equal(77, entry.Stamp);
        // The room of the moment of publishing is the checksum's again.
        Assert.Equal(0u, System.Runtime.InteropServices.MemoryMarshal.Read<FrameHeader>(frame).Reserved1);
    }

    private static bool TryWrite(EventTape tape, long sequence, ReadOnlySpan<byte> body)
    {
        int padded = FrameHeader.Padded(body.Length);
        if (!tape.TryOpen(FrameHeader.Length + padded, out int offset)) return false;
        Span<byte> room = tape.Bytes.AsSpan(offset + FrameHeader.Length, padded);
        body.CopyTo(room);
        room[body.Length..].Clear();
        tape.Publish(new FrameHeader { Kind = FrameKind.Events, FirstSequence = sequence, Count = 1, BodyLength = body.Length }, stamp: 77);
        return true;
    }

    private static void Read(EventTape tape, Queue<(long Sequence, byte[] Body)> expected)
    {
        if (!expected.TryDequeue(out (long Sequence, byte[] Body) next))
        {
            Assert.False(tape.TryPeek(out _));
            return;
        }
        Assert.True(tape.TryPeek(out TapeEntry entry));
        Assert.Equal(next.Sequence, entry.Header.FirstSequence);
        Assert.True(entry.Body.AsSpan().SequenceEqual(next.Body));
        tape.Free(in entry);
    }
}
