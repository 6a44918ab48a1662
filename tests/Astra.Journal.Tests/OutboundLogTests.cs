using Astra.Core;

namespace Astra.Journal.Tests;

public class OutboundLogTests
{
    [Fact]
    public void What_was_said_is_read_back_and_the_log_goes_on_after_a_restart()
    {
        using TempFolder folder = new();
        long next = 0;
        for (int run = 0; run < 4; run++)
        {
            EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal));
            OutboundLog log = OutboundLog.Open(journal);
            Assert.Equal(next - 1, log.LastSequence);
            for (int i = 0; i < 2_000; i++)
            {
                InboundEvent told = Events.Tick(next);
                journal.Append(next, ref told);
                OutboundEvent said = Events.Said(next, next);
                log.Append(ref said);
                next++;
                if (i % 100 != 99) continue;
                journal.Commit();
                log.Commit();
            }
            log.Sync();
            if (run % 2 == 0)
            {
                log.Abandon();
                journal.Abandon();
            }
            else
            {
                log.Dispose();
                journal.Dispose();
            }
        }
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
        using OutboundLogReader reader = OutboundLogReader.Open(folder.Journal);
        Assert.Equal(next - 1, reader.LastSequence);
        OutboundEvent e = default;
        for (long i = 0; i < next; i++)
        {
            Assert.True(reader.TryRead(ref e));
            OutboundEvent expected = Events.Said(i, i);
            Assert.True(expected.Canonical.SequenceEqual(e.Canonical));
        }
        Assert.False(reader.TryRead(ref e));
        reader.Seek(next - 3);
        Assert.True(reader.TryRead(ref e));
        Assert.Equal(next - 3, e.Header.Sequence);
    }

    [Fact]
    public void A_damaged_outbound_segment_is_told_and_cut_only_when_loss_is_accepted()
    {
        using TempFolder folder = new();
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            for (int i = 0; i < 30; i++)
            {
                InboundEvent told = Events.Tick(i);
                journal.Append(i, ref told);
                OutboundEvent said = Events.Said(i, i);
                log.Append(ref said);
                if (i % 10 == 9) log.Commit();
            }
        }
        string path = Journals.Segments(folder.Journal, "out-").Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().LastIndexOf("AFRM"u8) - 20] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.False(JournalVerifier.Run(folder.Journal).Good);
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
            Assert.Equal(path, Assert.Throws<JournalCorruptException>(() => OutboundLog.Open(journal)).Path);
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { AcceptLoss = true }))
        {
            using OutboundLog log = OutboundLog.Open(journal);
            Assert.Equal(19, log.LastSequence);
        }
        Assert.True(File.Exists(path + ".damaged"));
        Assert.True(JournalVerifier.Run(folder.Journal).Good);
    }

    [Fact]
    public void An_outbound_event_out_of_sequence_is_refused()
    {
        using TempFolder folder = new();
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal));
        using OutboundLog log = OutboundLog.Open(journal);
        Assert.Equal(JournalErrorKind.BadEvent, Assert.Throws<JournalException>(() =>
        {
            OutboundEvent e = Events.Said(1, 0);
            log.Append(ref e);
        }).Kind);
    }
}
