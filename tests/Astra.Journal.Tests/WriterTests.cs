using Astra.Core;

namespace Astra.Journal.Tests;

[Collection(nameof(RunsAlone))]
public class WriterTests
{
    [Fact]
    public void Appending_a_million_fixed_records_with_their_syncs_allocates_nothing()
    {
        using TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.Journal) { SegmentBytes = 96 * 1024 * 1024 });
        InboundEvent[] kinds = [.. FixedKinds()];
        long sequence = 0;
        AppendMany(journal, kinds, ref sequence, 50_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        AppendMany(journal, kinds, ref sequence, 1_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
        Assert.Equal(sequence - 1, journal.DurableSequence);
        Assert.True(journal.Meter.Syncs > 60);
        Assert.True(journal.Meter.SyncNanosAt(99) >= journal.Meter.SyncNanosAt(50));
    }

    [Fact]
    public void Reading_fixed_records_allocates_nothing_per_event()
    {
        using TempFolder folder = new();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.Journal) { Durability = Durability.None }))
        {
            long sequence = 0;
            AppendMany(journal, [.. FixedKinds()], ref sequence, 300_000);
        }
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        InboundEvent e = default;
        for (int i = 0; i < 50_000; i++) Assert.True(reader.TryRead(ref e, out _));
        long before = GC.GetAllocatedBytesForCurrentThread();
        int read = 0;
        while (reader.TryRead(ref e, out _)) read++;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(250_000, read);
        Assert.InRange(allocated, 0, RunsAlone.Noise);
    }

    [Fact]
    public void A_reused_slot_never_shows_the_payload_of_the_event_before()
    {
        using TempFolder folder = new();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        {
            InboundEvent plan = Events.WithPayload(InboundKind.Plan, Events.MacdPlan, Events.TimeOf(0));
            journal.Append(0, ref plan);
            InboundEvent tick = Events.Tick(1);
            journal.Append(1, ref tick);
        }
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        InboundEvent e = default;
        Assert.True(reader.TryRead(ref e, out _));
        Assert.NotNull(e.Payload);
        Assert.True(reader.TryRead(ref e, out _));
        Assert.Null(e.Payload);
    }

    [Fact]
    public void An_event_out_of_sequence_or_without_meaning_or_larger_than_a_frame_is_refused()
    {
        using TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal));
        AssertBad(journal, 1, Events.Tick(0), "sequence 1 was appended where 0 follows");
        AssertBad(journal, 0, default, "neither a record form nor");
        AssertBad(journal, 0, Events.WithPayload(InboundKind.Plan, Events.Nifty, default), "neither a record form nor");
        AssertBad(journal, 0, Events.WithPayload(InboundKind.Configure, Events.Settings(new string('x', 100_000)), default), "a frame holds");
        InboundEvent good = Events.Tick(0);
        journal.Append(0, ref good);
        journal.Commit();
        Assert.Equal(0, journal.DurableSequence);
    }

    [Fact]
    public void A_full_frame_commits_by_itself()
    {
        using TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { MaxFrameEvents = 10 });
        for (int i = 0; i < 25; i++)
        {
            InboundEvent e = Events.Tick(i);
            journal.Append(i, ref e);
        }
        Assert.Equal(19, journal.DurableSequence);
    }

    [Fact]
    public async Task A_reader_beside_a_writer_sees_every_event_once_in_order_and_only_whole_frames()
    {
        const int Count = 40_000;
        using TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal));
        using EmbeddedJournalReader byFolder = EmbeddedJournalReader.Open(folder.Journal);
        using EmbeddedJournalReader byWriter = EmbeddedJournalReader.Open(journal);
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task readers = Task.WhenAll(Task.Run(() => Follow(byFolder, null, stop), stop), Task.Run(() => Follow(byWriter, journal, stop), stop));
        for (int i = 0; i < Count; i++)
        {
            InboundEvent e = Events.Tick(i);
            journal.Append(i, ref e);
            if (i % 37 == 0) journal.Commit();
        }
        journal.Commit();
        await readers;
        Assert.Equal(Count - 1, byFolder.LastSequence);

        static void Follow(EmbeddedJournalReader reader, EmbeddedJournal? writer, CancellationToken stop)
        {
            InboundEvent e = default;
            SpinWait wait = default;
            for (long next = 0; next < Count;)
            {
                if (!reader.TryRead(ref e, out long sequence))
                {
                    stop.ThrowIfCancellationRequested();
                    wait.SpinOnce();
                    continue;
                }
                Assert.Equal(next++, sequence);
                Assert.Equal(Events.Tick(sequence).Record.Touchline.Last, e.Record.Touchline.Last);
                if (writer is not null) Assert.True(sequence <= writer.DurableSequence);
            }
        }
    }

    private static void AppendMany(EmbeddedJournal journal, InboundEvent[] kinds, ref long sequence, int count)
    {
        for (int i = 0; i < count; i++)
        {
            journal.Append(sequence, ref kinds[sequence % kinds.Length]);
            sequence++;
        }
        journal.Commit();
    }

    private static IEnumerable<InboundEvent> FixedKinds()
    {
        foreach (InboundKind kind in Enum.GetValues<InboundKind>())
        {
            if (RecordLength.Of(kind) == 0) continue;
            InboundEvent e = Events.Tick((long)kind);
            e.Record.Header.Kind = kind;
            yield return e;
        }
    }

    private static void AssertBad(EmbeddedJournal journal, long sequence, InboundEvent e, string text)
    {
        JournalException fault = Assert.Throws<JournalException>(() => journal.Append(sequence, ref e));
        Assert.Equal(JournalErrorKind.BadEvent, fault.Kind);
        Assert.Contains(text, fault.Message);
    }
}
