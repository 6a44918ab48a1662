using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>Whoever looks at a journal that is being written finds a whole one, at any instant.</summary>
public class LiveJournalTests
{
    private const int Count = 25_000;

    [Fact]
    public async Task Readers_stat_verify_and_dump_beside_a_writer_find_no_damage()
    {
        using TempFolder folder = new();
        CancellationToken stop = TestContext.Current.CancellationToken;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            bool done = false;
            Task[] lookers =
            [
                .. ((Action<string>[])[Verify, Stat, Dump, ReadFromTheStart]).Select(look => Task.Run(() =>
                {
                    int looks = 0;
                    for (; !Volatile.Read(ref done) || looks == 0; looks++) look(folder.Journal);
                }, stop)),
            ];
            Write(folder.Journal, journal, log, lookers);
            Volatile.Write(ref done, true);
            await Task.WhenAll(lookers);
        }
        Assert.True(Journals.Segments(folder.Journal).Length > 10);
        Assert.Equal(Count, Journals.ReadAll(folder.Journal));
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
    }

    [Fact]
    public async Task A_writer_that_opens_and_closes_all_the_time_shows_no_damage()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 1, clean: true);
        bool done = false;
        Task looker = Task.Run(() =>
        {
            while (!Volatile.Read(ref done))
            {
                Verify(folder.Journal);
                Stat(folder.Journal);
            }
        }, TestContext.Current.CancellationToken);
        for (int run = 0; run < 60 && !looker.IsFaulted; run++) Journals.Run(folder.Journal, run % 4, clean: run % 3 != 0);
        Volatile.Write(ref done, true);
        await looker;
    }

    private static void Write(string folder, EmbeddedJournal journal, OutboundLog log, Task[] lookers)
    {
        SnapshotStore snapshots = new(folder, kept: 2);
        for (int i = 0; i < Count; i++)
        {
            InboundEvent told = Events.Tick(i);
            journal.Append(i, ref told);
            OutboundEvent said = Events.Said(i, i);
            log.Append(ref said);
            if (i % 3 != 0) continue;
            journal.Commit();
            log.Commit();
            if (i % 999 == 0) snapshots.Save(i, [1, 2, 3]);
            if (lookers.Any(l => l.IsFaulted)) return;
        }
    }

    private static void Verify(string folder) =>
        Assert.DoesNotContain(JournalVerifier.Run(folder).Findings, f => f.Severity != FindingSeverity.Note);

    private static void Stat(string folder)
    {
        JournalStat stat = JournalStat.Read(folder);
        Assert.Null(stat.Damage);
        Assert.All(stat.Snapshots, s => Assert.True(s <= stat.LastSequence));
    }

    private static void Dump(string folder)
    {
        using MemoryStream lines = new();
        JournalDump.Write(folder, lines, new JournalDumpOptions());
    }

    private static void ReadFromTheStart(string folder)
    {
        Journals.ReadAll(folder);
        using OutboundLogReader log = OutboundLogReader.Open(folder);
        OutboundEvent e = default;
        for (long next = 0; log.TryRead(ref e); next++) Assert.Equal(next, e.Header.Sequence);
    }
}
