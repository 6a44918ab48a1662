using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>Losses that no single frame shows: whole files gone, doubled or foreign, and witnesses that point behind the end.</summary>
public class LossTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_missing_segment_is_named_wherever_it_stood(int which)
    {
        using TempFolder folder = ThreeRuns(out _);
        File.Delete(Journals.Segments(folder.Journal)[which]);
        JournalCorruptException fault = AssertRefused(folder.Journal);
        Assert.Contains("missing", fault.Message);
        Assert.Equal(which * 10, fault.Sequence);
    }

    [Fact]
    public void Runs_without_an_event_leave_nothing_in_the_way()
    {
        using TempFolder folder = new();
        for (int run = 0; run < 3; run++) Journals.Run(folder.Journal, 0, clean: run != 1);
        Assert.Equal(0, Journals.ReadAll(folder.Journal));
        Journals.Run(folder.Journal, 2, clean: true);
        for (int run = 0; run < 3; run++) Journals.Run(folder.Journal, 0, clean: run != 1);
        Assert.Equal(10, Journals.ReadAll(folder.Journal));
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
        Assert.Equal(2, Journals.Segments(folder.Journal).Length);
    }

    [Fact]
    public void A_segment_under_a_second_name_is_told()
    {
        using TempFolder folder = ThreeRuns(out _);
        File.Copy(Journals.Segments(folder.Journal)[1], Path.Combine(folder.Journal, $"in-{15:D20}.seg"));
        Assert.Contains("its name says 15", AssertRefused(folder.Journal).Message);
    }

    [Fact]
    public void A_segment_of_another_journal_is_told()
    {
        using TempFolder folder = ThreeRuns(out _);
        string other = Path.Combine(folder.Path, "other");
        JournalOptions options = Journals.Options(other) with { JournalId = Guid.NewGuid() };
        EmbeddedJournal.Open(options).Dispose();
        Journals.Run(other, 2, clean: true);
        Journals.Run(other, 2, clean: true);
        File.Copy(Journals.Segments(other)[1], Journals.Segments(folder.Journal)[1], overwrite: true);
        Assert.Contains("another journal", AssertRefused(folder.Journal).Message);
    }

    [Fact]
    public void A_snapshot_behind_the_end_proves_that_events_are_gone()
    {
        using TempFolder folder = ThreeRuns(out long next);
        new SnapshotStore(folder.Journal).Save(next, [1, 2, 3]);
        JournalCorruptException fault = Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
        Assert.Contains($"a snapshot of sequence {next} exists, but the journal ends at {next - 1}", fault.Message);
        Assert.False(JournalVerifier.Run(folder.Journal).Good);

        using EmbeddedJournal accepted = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { AcceptLoss = true });
        Assert.Equal(next, accepted.NextSequence);
        Assert.Empty(new SnapshotStore(folder.Journal).List());
        Assert.Single(Directory.GetFiles(Path.Combine(folder.Journal, "snapshots"), "*.damaged"));
    }

    [Fact]
    public void An_outbound_event_behind_the_end_proves_that_events_are_gone()
    {
        using TempFolder folder = new();
        string before = WriteBoth(folder, out long next);
        // The same journal without its last inbound frame, as a disk that lied about a sync would leave it.
        string path = Journals.Segments(before)[^1];
        byte[] bytes = File.ReadAllBytes(path);
        bytes.AsSpan(bytes.AsSpan().LastIndexOf("AFRM"u8)).Clear();
        File.WriteAllBytes(path, bytes);

        JournalCorruptException fault = Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(before)));
        Assert.Contains("was caused by sequence", fault.Message);
        Assert.False(JournalVerifier.Run(before).Good);

        long kept = next - Journals.FrameEvents;
        using EmbeddedJournal accepted = EmbeddedJournal.Open(Journals.Options(before) with { AcceptLoss = true });
        Assert.Equal(kept, accepted.NextSequence);
        using OutboundLog log = OutboundLog.Open(accepted);
        Assert.True(log.LastSequence < kept, "what the lost events caused is said again by the core, not kept");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Accepted_loss_keeps_the_good_prefix_and_moves_the_rest_aside(int which)
    {
        using TempFolder folder = ThreeRuns(out _);
        string[] segments = Journals.Segments(folder.Journal);
        byte[] damaged = File.ReadAllBytes(segments[which]);
        damaged[damaged.AsSpan().IndexOf("AFRM"u8) + 200 + 8 * 48] ^= 4;
        File.WriteAllBytes(segments[which], damaged);

        // Opening reads the last segment only; what it does not read is found by verify and by reading.
        Assert.False(JournalVerifier.Run(folder.Journal).Good);
        if (which == 2) Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
        Assert.Throws<JournalCorruptException>(() => Journals.ReadAll(folder.Journal));
        long next;
        using (EmbeddedJournal accepted = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { AcceptLoss = true }))
        {
            next = accepted.NextSequence;
            Assert.Contains(accepted.Recovery.Messages, m => m.StartsWith("LOSS ACCEPTED", StringComparison.Ordinal));
        }
        Assert.Equal(10 * which + 5, next);
        Assert.Equal(next, Journals.ReadAll(folder.Journal));
        Assert.True(JournalVerifier.Run(folder.Journal).Good);
        Assert.Equal(damaged, File.ReadAllBytes(segments[which] + ".damaged"));
    }

    [Theory]
    [InlineData("in-")]
    [InlineData("out-")]
    public void Opening_with_everything_verified_refuses_damage_in_an_early_segment_by_its_place(string prefix)
    {
        using TempFolder folder = new();
        for (int run = 0; run < 3; run++) RunBoth(folder.Journal);
        string path = Journals.Segments(folder.Journal, prefix)[0];
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.AsSpan().IndexOf("AFRM"u8) + 60] ^= 4;
        File.WriteAllBytes(path, bytes);

        RunBoth(folder.Journal);
        JournalOptions all = Journals.Options(folder.Journal) with { VerifyAll = true };
        JournalCorruptException fault = Assert.Throws<JournalCorruptException>(() =>
        {
            using EmbeddedJournal journal = EmbeddedJournal.Open(all);
            using OutboundLog log = OutboundLog.Open(journal);
        });
        Assert.Equal((path, 4096L, 0L), (fault.Path, fault.Offset, fault.Sequence));
        Assert.Contains($"astra journal verify --journal {folder.Journal}`", fault.Message);
        Assert.Contains($"astra journal repair --journal {folder.Journal} --accept-loss`", fault.Message);

        File.WriteAllBytes(path, [.. bytes.Select((b, i) => i == bytes.AsSpan().IndexOf("AFRM"u8) + 60 ? (byte)(b ^ 4) : b)]);
        using EmbeddedJournal mended = EmbeddedJournal.Open(all);
        OutboundLog.Open(mended).Dispose();
        Assert.Equal(40, mended.NextSequence);
    }

    [Fact]
    public void Many_outbound_events_and_snapshots_without_their_cause_are_two_findings_with_their_counts()
    {
        using TempFolder folder = new();
        for (int run = 0; run < 3; run++) RunBoth(folder.Journal);
        foreach (long sequence in (long[])[5, 25, 29]) new SnapshotStore(folder.Journal).Save(sequence, [1]);
        File.Delete(Journals.Segments(folder.Journal)[^1]);
        IReadOnlyList<JournalFinding> findings = JournalVerifier.Run(folder.Journal).Findings;
        Assert.Equal(3, findings.Count);
        Assert.Contains(findings, f => f.Text.Contains("segment number 2, which begins at sequence 20, is missing"));
        Assert.Contains(findings, f => f.Text.Contains("(10 such outbound events)") && f.Text.Contains("outbound event 20 was caused by sequence 20"));
        Assert.Contains(findings, f => f.Text.Contains("(2 such snapshots)"));
    }

    [Fact]
    public void A_damaged_snapshot_loses_no_event_so_the_journal_is_good_with_a_warning_and_the_remedy()
    {
        using TempFolder folder = ThreeRuns(out long next);
        new SnapshotStore(folder.Journal).Save(next - 1, [1, 2, 3]);
        string path = Directory.GetFiles(Path.Combine(folder.Journal, "snapshots")).Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        JournalVerification verification = JournalVerifier.Run(folder.Journal);
        Assert.True(verification.Good);
        JournalFinding finding = Assert.Single(verification.Findings);
        Assert.Equal((FindingSeverity.Warning, path), (finding.Severity, finding.File));
        Assert.EndsWith("delete the file", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepted_loss_of_a_missing_segment_moves_every_later_one_aside()
    {
        using TempFolder folder = ThreeRuns(out _);
        string[] segments = Journals.Segments(folder.Journal);
        File.Delete(segments[1]);
        using (EmbeddedJournal accepted = EmbeddedJournal.Open(Journals.Options(folder.Journal) with { AcceptLoss = true }))
            Assert.Equal(10, accepted.NextSequence);
        Assert.True(File.Exists(segments[2] + ".damaged"));
        Journals.Run(folder.Journal, 2, clean: true);
        Assert.Equal(20, Journals.ReadAll(folder.Journal));
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
    }

    private static JournalCorruptException AssertRefused(string folder)
    {
        Assert.False(JournalVerifier.Run(folder).Good);
        JournalCorruptException reading = Assert.Throws<JournalCorruptException>(() => Journals.ReadAll(folder));
        JournalCorruptException opening = Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(folder)));
        Assert.Equal(reading.Message, opening.Message);
        Assert.Contains("astra journal verify", opening.Message);
        return opening;
    }

    /// <summary>Three segments of ten events each.</summary>
    private static TempFolder ThreeRuns(out long next)
    {
        TempFolder folder = new();
        next = 0;
        for (int run = 0; run < 3; run++) next = Journals.Run(folder.Journal, 2, clean: true);
        return folder;
    }

    /// <summary>A run of ten events told and ten said, closed.</summary>
    private static void RunBoth(string folder)
    {
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder));
        using OutboundLog log = OutboundLog.Open(journal);
        for (int i = 0; i < 10; i++)
        {
            long sequence = journal.NextSequence;
            InboundEvent told = Events.Tick(sequence);
            journal.Append(sequence, ref told);
            OutboundEvent said = Events.Said(sequence, sequence);
            log.Append(ref said);
        }
        journal.Commit();
        log.Commit();
    }

    private static string WriteBoth(TempFolder folder, out long next)
    {
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            for (int i = 0; i < 20; i++)
            {
                InboundEvent told = Events.Tick(i);
                journal.Append(i, ref told);
                OutboundEvent said = Events.Said(i, i);
                log.Append(ref said);
                if (i % Journals.FrameEvents != Journals.FrameEvents - 1) continue;
                journal.Commit();
                log.Commit();
            }
            next = journal.NextSequence;
            // A copy of the folder while both are open is what a power cut leaves.
            return Journals.Copy(folder.Journal, folder);
        }
    }
}
