using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>Every byte of a small journal flipped, every length cut: an event is read as it was written, or the reader says that it is not there.</summary>
public class DamageSweepTests
{
    [Fact]
    public void A_flipped_byte_in_a_closed_journal_is_always_told_and_never_changes_an_event()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 3, clean: true);
        Journals.Run(folder.Journal, 2, clean: true);
        long next = Journals.Run(folder.Journal, 3, clean: true);
        foreach (string path in Journals.Segments(folder.Journal))
        {
            byte[] good = File.ReadAllBytes(path);
            using Patch patch = new(path);
            for (int at = 0; at < good.Length; at++)
            {
                // Every byte of the frames; of the header page, which is mostly zeros under one checksum, the ends and a sample.
                if (at is > 64 and < 4080 && at % 97 != 0) continue;
                patch.Flip(at, good[at]);
                // Frames in the middle of the journal are read only when their turn comes, so reading must tell what opening does not.
                JournalCorruptException fault = Assert.Throws<JournalCorruptException>(() => Journals.ReadAll(folder.Journal));
                Assert.Equal(path, fault.Path);
                Assert.False(JournalVerifier.Run(folder.Journal).Good);
                patch.Restore(at, good[at]);
            }
        }
        Assert.Equal(next, Journals.ReadAll(folder.Journal));
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);
    }

    [Fact]
    public void A_flipped_byte_after_a_crash_costs_at_most_the_last_frame_and_is_told_otherwise()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 3, clean: true);
        long next = Journals.Run(folder.Journal, 4, clean: false);
        string path = Journals.Segments(folder.Journal)[^1];
        byte[] good = File.ReadAllBytes(path);
        int written = EndOfFrames(good);
        using Patch patch = new(path);
        int told = 0, cut = 0;
        for (int at = 0; at < good.Length; at++)
        {
            if (at is > 64 and < 4080 && at % 97 != 0) continue;
            if (at > written + 64 && at % 997 != 0) continue;
            patch.Flip(at, good[at]);
            try
            {
                long read = Journals.ReadAll(folder.Journal);
                Assert.True(read == next || (read == next - Journals.FrameEvents && at < written), $"byte {at}: only {read} events");
                cut++;
                JournalVerification verification = JournalVerifier.Run(folder.Journal);
                Assert.True(verification.Good);
                if (read != next || at >= written) Assert.Contains(verification.Findings, f => f.Text.Contains("unfinished write"));
            }
            catch (JournalCorruptException fault)
            {
                told++;
                Assert.Equal(path, fault.Path);
                Assert.False(JournalVerifier.Run(folder.Journal).Good);
            }
            patch.Restore(at, good[at]);
        }
        Assert.True(told > 0 && cut > 0);
        Assert.Equal(next, Journals.ReadAll(folder.Journal));
    }

    [Fact]
    public void A_segment_cut_at_any_length_is_told()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 2, clean: true);
        Journals.Run(folder.Journal, 2, clean: true);
        Journals.Run(folder.Journal, 2, clean: false);
        foreach (string path in Journals.Segments(folder.Journal))
        {
            byte[] good = File.ReadAllBytes(path);
            int frames = good.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
            for (int length = 0; length < good.Length; length += length is > 64 and < 4000 || length > frames ? 331 : 1)
            {
                File.WriteAllBytes(path, good[..length]);
                JournalCorruptException fault = Assert.Throws<JournalCorruptException>(() => Journals.ReadAll(folder.Journal));
                Assert.Equal(path, fault.Path);
                Assert.Contains("--accept-loss", fault.Message);
                if (length % 5 != 0) continue;
                Assert.False(JournalVerifier.Run(folder.Journal).Good);
                Assert.Throws<JournalCorruptException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
                Assert.Equal(length, new FileInfo(path).Length);
            }
            File.WriteAllBytes(path, good);
        }
    }

    [Fact]
    public void A_write_torn_at_any_byte_is_cut_and_counted_and_the_journal_goes_on()
    {
        using TempFolder folder = new();
        long next = Journals.Run(folder.Journal, 3, clean: false);
        string path = Journals.Segments(folder.Journal)[^1];
        byte[] good = File.ReadAllBytes(path);
        int written = good.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        long kept = next - Journals.FrameEvents;
        int lastFrame = LastFrame(good);
        for (int at = lastFrame; at < written; at += 11)
        {
            string copy = Journals.Copy(folder.Journal, folder);
            byte[] torn = (byte[])good.Clone();
            torn.AsSpan(at).Clear();
            File.WriteAllBytes(Path.Combine(copy, Path.GetFileName(path)), torn);
            int left = torn.AsSpan().LastIndexOfAnyExcept((byte)0) + 1 - lastFrame;
            using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(copy)))
            {
                Assert.Equal(kept, journal.NextSequence);
                Assert.Equal(Math.Max(0, left), journal.Recovery.CutBytes);
                Assert.Equal(left > 0 ? 1 : 0, journal.Recovery.Messages.Count);
            }
            Journals.Run(copy, 1, clean: true);
            Assert.Equal(next, Journals.ReadAll(copy));
            Assert.Empty(JournalVerifier.Run(copy).Findings);
            Directory.Delete(copy, recursive: true);
        }
    }

    [Fact]
    public void A_flipped_byte_in_any_file_of_the_folder_never_changes_an_event_and_never_ends_in_anything_but_a_journal_error()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 2, clean: true);
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            for (int i = 0; i < 4; i++)
            {
                OutboundEvent said = Events.Said(i, i);
                log.Append(ref said);
            }
        }
        new SnapshotStore(folder.Journal).Save(5, [1, 2, 3]);
        new RetainedMark(0, 0, 0, 0).Write(folder.Journal);
        int told = 0;
        foreach (string path in Directory.GetFiles(folder.Journal, "*", SearchOption.AllDirectories))
        {
            byte[] good = File.ReadAllBytes(path);
            using Patch patch = new(path);
            for (int at = 0; at < good.Length; at++)
            {
                if (at is > 64 and < 4080 && good.Length > 4096 && at % 97 != 0) continue;
                patch.Flip(at, good[at]);
                told += Told(() => Assert.Equal(10, Journals.ReadAll(folder.Journal)));
                told += Told(() => Assert.Equal(4, ReadOutbound(folder.Journal)));
                told += Told(() => Assert.NotNull(JournalStat.Read(folder.Journal)));
                told += Told(() => Assert.NotNull(JournalVerifier.Run(folder.Journal).Findings));
                patch.Restore(at, good[at]);
            }
        }
        Assert.True(told > 0);
        Assert.Empty(JournalVerifier.Run(folder.Journal).Findings);

        static int Told(Action act)
        {
            try
            {
                act();
                return 0;
            }
            catch (JournalException)
            {
                return 1;
            }
        }

        static int ReadOutbound(string journal)
        {
            using OutboundLogReader reader = OutboundLogReader.Open(journal);
            OutboundEvent e = default;
            int count = 0;
            while (reader.TryRead(ref e))
            {
                OutboundEvent expected = Events.Said(count, count);
                Assert.True(expected.Canonical.SequenceEqual(e.Canonical));
                count++;
            }
            return count;
        }
    }

    [Fact]
    public void A_segment_of_a_newer_format_is_refused_by_name_and_left_alone()
    {
        using TempFolder folder = new();
        Journals.Run(folder.Journal, 2, clean: false);
        string path = Journals.Segments(folder.Journal).Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[8] = 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(4092), Crc32C.Of(bytes.AsSpan(0, 4092)));
        File.WriteAllBytes(path, bytes);
        JournalOptions accepting = Journals.Options(folder.Journal) with { AcceptLoss = true };
        Assert.Equal(JournalErrorKind.NewerFormat, Assert.Throws<JournalException>(() => EmbeddedJournal.Open(accepting)).Kind);
        Assert.Equal(JournalErrorKind.NewerFormat, Assert.Throws<JournalException>(() => Journals.ReadAll(folder.Journal)).Kind);
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    private static int EndOfFrames(byte[] segment)
    {
        int last = LastFrame(segment);
        return last + 48 + (BitConverter.ToInt32(segment, last + 20) + 7) / 8 * 8;
    }

    private static int LastFrame(byte[] segment) => segment.AsSpan().LastIndexOf("AFRM"u8);

    /// <summary>Changes single bytes of a file in place.</summary>
    private sealed class Patch(string path) : IDisposable
    {
        private readonly FileStream _file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);

        public void Flip(int at, byte good) => Put(at, (byte)(good ^ (1 << (at % 8))));

        public void Restore(int at, byte good) => Put(at, good);

        public void Dispose() => _file.Dispose();

        private void Put(int at, byte value)
        {
            _file.Position = at;
            _file.WriteByte(value);
        }
    }
}
