using Astra.Core;
using Astra.Journal;
using Astra.Journal.Tests;
using CsCheck;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void Events_of_every_kind_are_read_back_as_they_were_written() =>
        // Enough of them that each of the seventeen kinds is drawn; payloads and fixed records mixed.
        Gen.Select(Events.Any.Array[400], Gen.Int[1, 120]).Sample((events, perCommit) =>
        {
            using JournalPlace place = NewPlace();
            using (PlaceWriter writer = place.Create())
            {
                for (int i = 0; i < events.Length; i++)
                {
                    writer.Append(ref events[i]);
                    if (i % perCommit == 0) writer.MakeDurable();
                }
                writer.MakeDurable();
            }
            using IJournalReader reader = place.OpenReader();
            InboundEvent e = default;
            for (int i = 0; i < events.Length; i++)
            {
                Assert.True(reader.TryRead(ref e, out long sequence), $"event {i} is missing");
                Assert.Equal(i, sequence);
                Assert.True(Events.Same(ref events[i], ref e), $"event {i} of kind {events[i].Record.Header.Kind} was changed");
            }
            Assert.False(reader.TryRead(ref e, out _));
            Assert.Equal((0, events.Length - 1), (reader.FirstSequence, reader.LastSequence));
        }, iter: 2, threads: 1);

    [Fact]
    public void A_commit_of_sixteen_thousand_events_comes_back_whole()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create())
        {
            writer.Ticks(16_384);
            Assert.Equal(16_383, writer.Journal.DurableSequence);
        }
        Assert.Equal(16_384, ReadTicks(place));
    }

    [Fact]
    public void Commits_of_one_event_come_back_in_order()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) writer.Ticks(60, perCommit: 1);
        Assert.Equal(60, ReadTicks(place));
        Assert.True(place.Verify().Good);
    }

    [Fact]
    public void Whoever_opens_again_goes_on_behind_the_last_durable_event_after_an_orderly_end_and_after_a_kill()
    {
        using JournalPlace place = NewPlace();
        long next = 0;
        for (int life = 0; life < 5; life++)
        {
            PlaceWriter writer = life == 0 ? place.Create() : place.Resume();
            Assert.Equal(next - 1, writer.Journal.DurableSequence);
            writer.Ticks(137, perCommit: 50);
            next += 137;
            Assert.Equal(next - 1, writer.Journal.DurableSequence);
            if (life % 2 == 0) writer.Kill();
            else writer.Dispose();
        }
        Assert.Equal(next, ReadTicks(place));
        JournalVerification found = place.Verify();
        Assert.True(found.Good, string.Join('\n', found.Findings));
        Assert.Equal(next, found.Events);
    }

    [Fact]
    public void What_was_appended_and_not_committed_before_a_kill_leaves_no_trace_in_what_follows()
    {
        using JournalPlace place = NewPlace();
        PlaceWriter killed = place.Create();
        killed.Ticks(40);
        InboundEvent lost = Events.WithPayload(InboundKind.Instrument, Events.Nifty, Events.TimeOf(40));
        killed.Append(ref lost);
        killed.Kill();
        using (PlaceWriter writer = place.Resume())
        {
            Assert.Equal(40, writer.Next);
            writer.Ticks(40);
        }
        Assert.Equal(80, ReadTicks(place));
    }

    [Fact]
    public void A_journal_without_events_reads_as_empty_and_goes_on_from_zero()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter empty = place.Create()) Assert.Equal(-1, empty.Journal.DurableSequence);
        using (IJournalReader reader = place.OpenReader())
        {
            InboundEvent e = default;
            Assert.Equal(-1, reader.LastSequence);
            Assert.False(reader.TryRead(ref e, out _));
        }
        Assert.Equal(0, ReadSaid(place));
        Assert.Empty(place.DumpLines());
        Assert.Equal((0, 0), (place.Verify().Events, place.Stat().Events));
        using (PlaceWriter writer = place.Resume()) writer.Ticks(1);
        Assert.Equal(1, ReadTicks(place));
    }

    [Fact]
    public void A_session_that_was_never_begun_is_told_to_be_missing()
    {
        using JournalPlace place = NewPlace();
        using (PlaceWriter writer = place.Create()) writer.Ticks(1);
        Assert.Equal(JournalErrorKind.NotFound, Assert.ThrowsAny<JournalException>(() => place.OpenUnknown()).Kind);
    }

    [Fact]
    public void Of_two_writers_one_is_refused_and_the_journal_stays_one_line()
    {
        using JournalPlace place = NewPlace();
        PlaceWriter first = place.Create();
        first.Ticks(50, perCommit: 10);
        PlaceWriter? second = null;
        JournalException? refused = Record.Exception(() => second = place.Resume()) as JournalException;
        if (second is not null)
        {
            // The place let the second in: then the first is out from its next event on.
            second.Ticks(20, perCommit: 10);
            refused = Assert.ThrowsAny<JournalException>(() => first.Ticks(20, perCommit: 10));
            second.Ticks(20, perCommit: 10);
            second.Dispose();
            first.Kill();
        }
        else
        {
            first.Ticks(40, perCommit: 10);
            first.Dispose();
        }
        Assert.Contains(refused!.Kind, (JournalErrorKind[])[JournalErrorKind.InUse, JournalErrorKind.SecondWriter]);
        Assert.Equal(90, ReadTicks(place));
        Assert.True(place.Verify().Good);
    }
}
