using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>A journal whose beginning stands elsewhere, filled with frames that another writer made.</summary>
public class LaterBeginningTests
{
    private static readonly Guid Id = Journals.Options("any").JournalId!.Value;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_holds_the_frames_as_they_were_and_goes_on_after_a_restart(bool clean)
    {
        using TempFolder folder = new();
        long next = Journals.Run(folder.Journal, 40, clean: true);
        string later = Path.Combine(folder.Path, "later");
        EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(later) with { FirstSequence = 50 });
        Assert.Equal(50, journal.NextSequence);
        Assert.Equal(49, journal.DurableSequence);
        Copy(folder.Journal, JournalStream.In, 50, 120, journal.AppendFrame);
        Assert.Equal(49, journal.DurableSequence);
        journal.SyncFrames();
        Assert.Equal(119, journal.DurableSequence);
        if (clean) journal.Dispose();
        else journal.Abandon();

        // The first sequence is for a new journal only.
        using (EmbeddedJournal again = EmbeddedJournal.Open(Journals.Options(later) with { FirstSequence = 7 }))
        {
            Assert.Equal((50, 119, 70), (again.Recovery.FirstSequence, again.Recovery.LastSequence, again.Recovery.Events));
            Copy(folder.Journal, JournalStream.In, 120, next, again.AppendFrame);
            again.SyncFrames();
            // Own events may follow those of another writer.
            InboundEvent e = Events.Tick(next);
            again.Append(next, ref e);
            again.Commit();
        }
        JournalVerification verification = JournalVerifier.Run(later);
        Assert.Empty(verification.Findings);
        Assert.Equal(next + 1 - 50, verification.Events);
        JournalStat stat = JournalStat.Read(later);
        Assert.Equal((50, next), (stat.FirstSequence, stat.LastSequence));
        Assert.Equal(next + 1, Journals.ReadAll(later));
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(later);
        Assert.True(reader.SeekTime(Events.TimeOf(77)));
        Assert.Equal(77, reader.NextSequence);
        Assert.Throws<JournalException>(() => reader.Seek(49));
    }

    [Fact]
    public void It_may_begin_and_hold_nothing()
    {
        using TempFolder folder = new();
        for (int run = 0; run < 3; run++)
        {
            EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { FirstSequence = 9 });
            Assert.Equal((9, 8), (journal.NextSequence, journal.DurableSequence));
            if (run == 1) journal.Abandon();
            else journal.Dispose();
        }
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        Assert.Equal((9, 8), (reader.FirstSequence, reader.LastSequence));
        InboundEvent e = default;
        Assert.False(reader.TryRead(ref e, out _));
    }

    [Fact]
    public void The_outbound_log_begins_where_it_is_told_beside_it()
    {
        using TempFolder folder = new();
        using (EmbeddedJournal whole = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        using (OutboundLog log = OutboundLog.Open(whole))
        {
            for (int i = 0; i < 30; i++)
            {
                InboundEvent told = Events.Tick(i);
                whole.Append(i, ref told);
                whole.Commit();
                OutboundEvent said = Events.Said(i, i);
                log.Append(ref said);
                if (i % 3 == 2) log.Commit();
            }
        }
        string later = Path.Combine(folder.Path, "later");
        for (int run = 0; run < 2; run++)
        {
            using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(later) with { FirstSequence = 25 });
            using OutboundLog log = OutboundLog.Open(journal, 18);
            Assert.Equal(run == 0 ? 17 : 29, log.LastSequence);
            if (run > 0) continue;
            Copy(folder.Journal, JournalStream.In, 25, 30, journal.AppendFrame);
            journal.SyncFrames();
            Copy(folder.Journal, JournalStream.Out, 18, 30, log.AppendFrame);
            log.Sync();
        }
        JournalVerification verification = JournalVerifier.Run(later);
        Assert.Empty(verification.Findings);
        Assert.Equal((5, 12), (verification.Events, verification.OutboundEvents));
        using OutboundLogReader reader = OutboundLogReader.Open(later);
        OutboundEvent e = default;
        Assert.Equal(18, reader.FirstSequence);
        Assert.True(reader.TryRead(ref e));
        Assert.Equal(18, e.Header.Sequence);
    }

    [Fact]
    public void A_frame_that_does_not_follow_is_refused()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 4, clean: true);
        string later = Path.Combine(folder.Path, "later");
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(later) with { FirstSequence = 10 });
        JournalException fault = Assert.Throws<JournalException>(() => Copy(folder.Journal, JournalStream.In, 5, 10, journal.AppendFrame));
        Assert.Equal(JournalErrorKind.BadEvent, fault.Kind);
        Assert.Equal(Id, journal.JournalId);
    }

    private delegate void Append(ReadOnlySpan<byte> frame, in FrameHeader header);

    private static void Copy(string folder, JournalStream stream, long from, long to, Append append)
    {
        using FrameStream frames = FrameStream.Open(folder, stream);
        frames.MoveTo(from);
        while (frames.NextSequence < to && frames.Next())
        {
            byte[] frame = new byte[frames.Header.FrameLength];
            frames.Body.AsSpan().CopyTo(frame.AsSpan(FrameHeader.Length));
            FrameHeader.Seal(frame, frames.Header);
            append(frame, in frames.Header);
        }
    }
}
