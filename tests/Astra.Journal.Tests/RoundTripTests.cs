using Astra.Core;
using Astra.Markets;
using CsCheck;

namespace Astra.Journal.Tests;

public class RoundTripTests
{
    [Fact]
    public void Any_run_of_events_in_any_frames_is_read_back_as_it_was_written()
    {
        Gen.Select(Events.Any.Array[1, 200], Gen.Int[1, 50]).Sample((events, commitEvery) =>
        {
            using TempFolder folder = new();
            using (EmbeddedJournal journal = EmbeddedJournal.Open(Small(folder)))
            {
                for (int i = 0; i < events.Length; i++)
                {
                    journal.Append(i, ref events[i]);
                    if (i % commitEvery == 0) journal.Commit();
                }
            }
            using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
            InboundEvent e = default;
            for (int i = 0; i < events.Length; i++)
            {
                if (!reader.TryRead(ref e, out long sequence) || sequence != i || !Events.Same(ref events[i], ref e)) return false;
            }
            return !reader.TryRead(ref e, out _) && reader.LastSequence == events.Length - 1;
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Reopening_goes_on_where_the_last_writer_stopped_and_loses_only_what_was_not_committed()
    {
        using TempFolder folder = new();
        long next = 0;
        for (int run = 0; run < 6; run++)
        {
            EmbeddedJournal journal = EmbeddedJournal.Open(Small(folder));
            Assert.Equal(next, journal.NextSequence);
            Assert.Equal(next - 1, journal.DurableSequence);
            Assert.Equal(next, journal.Recovery.Events);
            for (int i = 0; i < 100; i++)
            {
                InboundEvent e = Events.Tick(next);
                journal.Append(next++, ref e);
            }
            journal.Commit();
            Assert.Equal(next - 1, journal.DurableSequence);
            InboundEvent lost = Events.Tick(next);
            journal.Append(next, ref lost);
            if (run % 2 == 0) journal.Abandon();
            else
            {
                journal.Dispose();
                next++;
            }
        }
        Assert.Equal(next, ReadAll(folder.Journal));
    }

    private static JournalOptions Small(TempFolder folder) => new(folder.Journal)
    {
        Durability = Durability.None,
        SegmentBytes = 65_536,
        OutboundSegmentBytes = 65_536,
    };

    private static long ReadAll(string folder)
    {
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder);
        InboundEvent e = default;
        long count = 0;
        while (reader.TryRead(ref e, out long sequence))
        {
            Assert.Equal(count++, sequence);
            InboundEvent expected = Events.Tick(sequence);
            Assert.True(Events.Same(ref expected, ref e));
        }
        return count;
    }
}
