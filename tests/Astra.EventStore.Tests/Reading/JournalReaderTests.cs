using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.Markets;
using CsCheck;

namespace Astra.EventStore.Tests.Reading;

public sealed class JournalReaderTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Events_are_read_in_order_past_marks_and_what_comes_later_too()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(950);
        session.Mark(JournalStream.In);
        session.Mark(JournalStream.In);
        session.Ticks(50);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        Assert.Equal((session.JournalId, 0, 999, 0), (reader.JournalId, reader.FirstSequence, reader.LastSequence, reader.NextSequence));
        Assert.Equal(1_000, ReadTicks(reader));
        Assert.Equal(1_000, ReadTicks(reader));
        session.Ticks(7);
        session.Mark(JournalStream.In);
        Assert.Equal(1_006, reader.LastSequence);
        Assert.Equal(1_007, ReadTicks(reader));
    }

    [Fact]
    public void A_session_that_only_was_opened_is_empty()
    {
        StoredSession session = new(fixture.Server.Store);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        Assert.Equal((0, -1), (reader.FirstSequence, reader.LastSequence));
        Assert.Equal(0, ReadTicks(reader));
        reader.Seek(0);
        Assert.False(reader.SeekTime(Events.TimeOf(0)));
    }

    [Fact]
    public void Any_events_in_any_frames_read_and_are_found_as_in_a_folder() =>
        Gen.Select(Events.Any.Array[1, 60], Gen.Int[1, 12], Gen.Int[1, 12], Gen.Int[0, 1 << 20], Gen.Int[0, 1000].Array[6]).Sample((events, cut, otherCut, marks, places) =>
        {
            using TempFolder folder = new(), other = new();
            Write(folder.Journal, events, cut);
            Write(other.Journal, events, otherCut);
            StoredSession session = new(fixture.Server.Store);
            session.TakeOver(other.Journal, i => (marks >> (i % 20) & 1) == 1);
            using EmbeddedJournalReader expected = EmbeddedJournalReader.Open(folder.Journal);
            using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
            Assert.Equal(expected.LastSequence, reader.LastSequence);
            Compare(expected, reader, int.MaxValue);
            foreach (int place in places)
            {
                long sequence = place % (events.Length + 1);
                expected.Seek(sequence);
                reader.Seek(sequence);
                Compare(expected, reader, place % 7);
                Timestamp time = events[place % events.Length].Record.Header.ExchangeTime + place % 3 - 1;
                if (expected.SeekTime(time))
                {
                    Assert.True(reader.SeekTime(time));
                    Compare(expected, reader, place % 5 + 1);
                }
                else
                {
                    Assert.False(reader.SeekTime(time));
                }
            }
        }, iter: 60);

    [Fact]
    public async Task A_session_that_is_not_there_is_named_with_those_that_are()
    {
        SessionName missing = new(new DateOnly(2026, 7, 20), "never-begun");
        JournalException thrown = Assert.Throws<EventStoreException>(() => EventStoreJournalReader.Open(fixture.Client, missing, Stop));
        Assert.Equal(JournalErrorKind.NotFound, thrown.Kind);
        Assert.Contains("there is no session 20260720-never-begun", thrown.Message, StringComparison.Ordinal);
        for (int i = 0; i < 7; i++)
        {
            SessionOpening opening = new(new SessionName(new DateOnly(2026, 7, 10 + i), "run"), Guid.NewGuid(), "mirrored", "desk", "1", DateTimeOffset.UtcNow);
            await new SessionIndex(fixture.Client).OpenedAsync(opening, Stop);
        }
        thrown = Assert.Throws<EventStoreException>(() => EventStoreJournalReader.Open(fixture.Client, missing, Stop));
        Assert.Contains("20260716-run, 20260715-run, 20260714-run, 20260713-run, 20260712-run", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(5)]
    public async Task A_stream_that_was_shortened_is_read_from_where_it_begins(long first)
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(400, perFrame: 100);
        session.Mark(JournalStream.In);
        session.Ticks(400, perFrame: 100);
        await fixture.Client.SetMetadataAsync(session.Name.Journal, new StreamMetadata(TruncateBefore: first), Stop);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        long sequence = first == 7 ? 500 : 400;
        Assert.Equal((sequence, sequence, 799), (reader.FirstSequence, reader.NextSequence, reader.LastSequence));
        Assert.Equal(800, ReadTicks(reader));
        reader.Seek(sequence);
        Assert.Equal(800, ReadTicks(reader));
        JournalException thrown = Assert.Throws<EventStoreException>(() => reader.Seek(sequence - 1));
        Assert.Equal(JournalErrorKind.BadOption, thrown.Kind);
        Assert.Contains($"it holds {sequence} to 799", thrown.Message, StringComparison.Ordinal);
        Assert.True(reader.SeekTime(Events.TimeOf(0)));
        Assert.Equal(sequence, reader.NextSequence);
    }

    [Fact]
    public async Task A_stream_that_is_shortened_under_a_reader_is_told_from_damage()
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(1_000);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        await fixture.Client.SetMetadataAsync(session.Name.Journal, new StreamMetadata(TruncateBefore: 6), Stop);
        JournalException thrown = Assert.Throws<EventStoreException>(() => ReadTicks(reader));
        Assert.Equal(JournalErrorKind.NotFound, thrown.Kind);
        Assert.Equal(session.Name.Journal + "@0", thrown.Path);
        Assert.Contains("removed while the journal was being read", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_call_that_breaks_is_gone_on_with_where_it_broke(bool abort)
    {
        StoredSession session = new(fixture.Server.Store);
        session.Ticks(2_000, perFrame: 10);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, Stop);
        fixture.Server.Faults.BreakReads(afterEvents: 60, reads: 2, abortConnection: abort);
        Assert.Equal(2_000, ReadTicks(reader));
    }

    [Fact]
    public void A_hint_makes_the_way_to_a_sequence_shorter()
    {
        StoredSession session = new(fixture.Server.Store);
        // Frames of very different sizes, so that a straight line leads astray.
        for (int i = 0; i < 60; i++) session.Ticks(i < 40 ? 1 : 500, perFrame: 1_000);
        FrameHints hints = new();
        long without = Looks(null), with = Looks(hints), hinted;
        hints.Note(session.Next - 1_100, session.LastRevision - 2);
        hinted = Looks(hints);
        Assert.Equal(without, with);
        Assert.True(hinted < without, $"{hinted} reads with a hint, {without} without");

        long Looks(FrameHints? known)
        {
            using EventStoreJournalReader reader = EventStoreJournalReader.Open(fixture.Client, session.Name, known, Stop);
            long before = fixture.Server.Counts.CallsOf("Read");
            reader.Seek(session.Next - 1_099);
            Assert.Equal(session.Next, ReadTicks(reader));
            return fixture.Server.Counts.CallsOf("Read") - before;
        }
    }

    private static void Write(string folder, InboundEvent[] events, int cut)
    {
        using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder) { Durability = Durability.None, SegmentBytes = 1 << 20 });
        for (int i = 0; i < events.Length; i++)
        {
            journal.Append(i, ref events[i]);
            if (i % cut == cut - 1) journal.Commit();
        }
    }

    private static void Compare(EmbeddedJournalReader expected, EventStoreJournalReader reader, int most)
    {
        InboundEvent a = default, b = default;
        for (int i = 0; i < most; i++)
        {
            Assert.Equal(expected.NextSequence, reader.NextSequence);
            bool more = expected.TryRead(ref a, out long sequence);
            Assert.Equal(more, reader.TryRead(ref b, out long found));
            Assert.Equal(sequence, found);
            if (!more) return;
            Assert.True(Events.Same(ref a, ref b), $"event {sequence} was changed");
        }
    }

    /// <summary>Proves each tick from where the reader stands; returns the sequence behind the last.</summary>
    private static long ReadTicks(EventStoreJournalReader reader)
    {
        InboundEvent e = default;
        long next = reader.NextSequence;
        while (reader.TryRead(ref e, out long sequence))
        {
            Assert.Equal(next++, sequence);
            InboundEvent expected = Events.Tick(sequence);
            Assert.True(Events.Same(ref expected, ref e), $"event {sequence} was changed");
        }
        return next;
    }
}
