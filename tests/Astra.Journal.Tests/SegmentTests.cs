using Astra.Core;
using Astra.Markets;

namespace Astra.Journal.Tests;

/// <summary>Many segments: rolling, reading across, seeking by sequence and by time.</summary>
public class SegmentTests
{
    private const int Count = 6_000;

    [Fact]
    public void Events_flow_across_segments_and_every_segment_but_the_last_is_sealed_and_trimmed()
    {
        using TempFolder folder = Filled();
        string[] segments = Journals.Segments(folder.Journal);
        Assert.True(segments.Length > 5);
        Assert.Equal(Count, Journals.ReadAll(folder.Journal));
        JournalVerification verification = JournalVerifier.Run(folder.Journal);
        Assert.Empty(verification.Findings);
        Assert.Equal(Count, verification.Events);
        Assert.All(segments, path => Assert.True(new FileInfo(path).Length < 65_536));
        Assert.All(segments, path => Assert.True(File.Exists(Path.ChangeExtension(path, ".idx"))));
        Assert.Empty(Directory.GetFiles(folder.Journal, "*.tmp"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Seek_finds_every_sequence_with_and_without_an_index(bool indexed)
    {
        using TempFolder folder = Filled();
        if (!indexed)
        {
            foreach (string index in Directory.GetFiles(folder.Journal, "*.idx")) File.Delete(index);
        }
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        InboundEvent e = default;
        for (long wanted = 0; wanted < Count; wanted += 61)
        {
            reader.Seek(wanted);
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.Equal(wanted, sequence);
            Assert.Equal(Events.Tick(wanted).Record.Touchline.Last, e.Record.Touchline.Last);
        }
        reader.Seek(Count);
        Assert.False(reader.TryRead(ref e, out _));
        Assert.Equal(JournalErrorKind.BadOption, Assert.Throws<JournalException>(() => reader.Seek(Count + 1)).Kind);
        Assert.Equal(JournalErrorKind.BadOption, Assert.Throws<JournalException>(() => reader.Seek(-1)).Kind);
    }

    [Fact]
    public void SeekTime_finds_the_first_event_at_or_after_an_instant()
    {
        using TempFolder folder = Filled();
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        InboundEvent e = default;
        for (long wanted = 0; wanted < Count; wanted += 127)
        {
            Assert.True(reader.SeekTime(Events.TimeOf(wanted) - 1));
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.Equal(wanted, sequence);
        }
        Assert.False(reader.SeekTime(Events.TimeOf(Count)));
    }

    [Fact]
    public void SeekTime_is_exact_when_ticks_arrive_out_of_order()
    {
        using TempFolder folder = new();
        long[] millis = [5, 1, 2, 9, 3, 4, 10, 7];
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        {
            for (int i = 0; i < millis.Length; i++)
            {
                InboundEvent tick = Events.Tick(i);
                tick.Record.Header.ExchangeTime = Events.TimeOf(millis[i]);
                journal.Append(i, ref tick);
                journal.Commit();
            }
        }
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        for (long wanted = 0; wanted <= 10; wanted++)
        {
            InboundEvent e = default;
            Assert.True(reader.SeekTime(Events.TimeOf(wanted)));
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.Equal(Array.FindIndex(millis, m => m >= wanted), sequence);
        }
    }

    [Fact]
    public void Stat_counts_what_the_folder_holds()
    {
        using TempFolder folder = Filled();
        new SnapshotStore(folder.Journal).Save(100, [1]);
        JournalStat stat = JournalStat.Read(folder.Journal);
        Assert.Equal((Count, 0L, Count - 1L, Count - 1L), (stat.Events, stat.FirstSequence, stat.LastSequence, stat.DurableSequence));
        Assert.Equal((Events.TimeOf(0), Events.TimeOf(Count - 1)), (stat.FirstTime, stat.LastTime));
        Assert.Equal(Count / 50, stat.Frames);
        Assert.Equal([100L], stat.Snapshots);
        Assert.Null(stat.Damage);
        Assert.Equal(Durability.None, stat.Durability);
        Assert.Equal(Journals.Segments(folder.Journal).Sum(p => new FileInfo(p).Length), stat.Bytes);
    }

    [Fact]
    public void Retention_removes_only_sealed_segments_before_the_kept_snapshots()
    {
        using TempFolder folder = Filled();
        SnapshotStore snapshots = new(folder.Journal);
        Assert.Contains("no good snapshot", new JournalRetention().Apply(folder.Journal)[0]);
        foreach (long sequence in (long[])[1000, 3000, 5000]) snapshots.Save(sequence, [7]);
        string[] before = Journals.Segments(folder.Journal);
        IReadOnlyList<string> removed = new JournalRetention(KeepSnapshots: 2).Apply(folder.Journal);
        string[] after = Journals.Segments(folder.Journal);
        Assert.InRange(after.Length, 1, before.Length - 1);
        Assert.Equal(before[^after.Length..], after);
        Assert.Contains(removed, m => m.Contains("precedes snapshot 3000"));

        using (EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal))
        {
            Assert.InRange(reader.FirstSequence, 1, 3001);
            Assert.Equal(Count, Journals.ReadAll(folder.Journal));
        }
        Assert.Equal([3000L, 5000L], snapshots.List());
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
        Assert.Contains("nothing removed", new JournalRetention(KeepSnapshots: 2).Apply(folder.Journal)[0]);

        // What retention removed is known; what goes missing later is still told.
        File.Delete(after[0]);
        Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
    }

    [Fact]
    public void Retention_by_age_leaves_younger_segments()
    {
        using TempFolder folder = Filled();
        new SnapshotStore(folder.Journal).Save(5000, [7]);
        Timestamp limit = Events.TimeOf(2000);
        new JournalRetention(OlderThan: limit).Apply(folder.Journal);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        Assert.InRange(reader.FirstSequence, 1, 2000);
    }

    private static TempFolder Filled()
    {
        TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal));
        for (int i = 0; i < Count; i++)
        {
            InboundEvent e = Events.Tick(i);
            journal.Append(i, ref e);
            if (i % 50 == 49) journal.Commit();
        }
        return folder;
    }
}
