using System.Diagnostics;
using System.Globalization;
using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>Where a journal is put, and who else is there: each refusal is a clear message.</summary>
public class PlaceTests
{
    [Fact]
    public void A_second_writer_is_told_who_holds_the_journal()
    {
        using TempFolder folder = new();
        using (EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        {
            JournalInUseException fault = Assert.Throws<JournalInUseException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
            if (OperatingSystem.IsLinux()) Assert.Equal(Environment.ProcessId, fault.ProcessId);
            Assert.Throws<JournalInUseException>(() => new JournalRetention().Apply(folder.Journal));
        }
        EmbeddedJournal.Open(Journals.Options(folder.Journal)).Dispose();
    }

    [Fact]
    public void A_writer_in_another_process_is_told_apart_by_its_number()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.Journal);
        string path = Path.Combine(folder.Journal, "journal.lock");
        // A shell that holds the same lock as a journal would, and writes its number into the file.
        using Process? other = TryStart("flock", "-x", path, "sh", "-c", $"echo $$ > {path}; echo ready; read line");
        Assert.SkipWhen(other is null, "NOT TESTED: the flock tool is not installed, so no second process could hold the lock");
        Assert.Equal("ready", other.StandardOutput.ReadLine());
        int holder = int.Parse(LockText(path), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        JournalInUseException fault = Assert.Throws<JournalInUseException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
        Assert.Equal(holder, fault.ProcessId);
        Assert.Contains("being written by process", fault.Message);
        other.StandardInput.Close();
        other.WaitForExit();
        EmbeddedJournal.Open(Journals.Options(folder.Journal)).Dispose();
    }

    [Fact]
    public void A_path_that_is_a_file_or_holds_no_journal_is_told()
    {
        using TempFolder folder = new();
        string file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "x");
        Assert.Equal(JournalErrorKind.NotAFolder, Assert.Throws<JournalException>(() => EmbeddedJournal.Open(file)).Kind);
        Assert.Equal(JournalErrorKind.NotAFolder, Assert.Throws<JournalException>(() => EmbeddedJournalReader.Open(file)).Kind);
        foreach (string nothing in (string[])[folder.Path, folder.Journal])
        {
            Assert.Equal(JournalErrorKind.NotFound, Assert.Throws<JournalException>(() => EmbeddedJournalReader.Open(nothing)).Kind);
            Assert.Equal(JournalErrorKind.NotFound, Assert.Throws<JournalException>(() => JournalVerifier.Run(nothing)).Kind);
            Assert.Equal(JournalErrorKind.NotFound, Assert.Throws<JournalException>(() => JournalStat.Read(nothing)).Kind);
        }
        Assert.False(Directory.Exists(folder.Journal));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.Journal);
        if (Environment.UserName != "root" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Journal, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            AssertReadOnly(folder.Journal);
            File.SetUnixFileMode(folder.Journal, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
            return;
        }
        using Mount mount = Mount.Tmpfs(folder.Journal, "1m");
        Run("mount", "-o", "remount,ro", folder.Journal);
        AssertReadOnly(folder.Journal);
    }

    [Fact]
    public void A_full_disk_ends_the_journal_and_everything_reported_durable_is_there()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.Journal);
        using Mount mount = Mount.Tmpfs(folder.Journal, "512k");
        long durable;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal)))
        {
            JournalException first = Assert.Throws<JournalException>(() => Fill(journal));
            Assert.Equal(JournalErrorKind.DiskFull, first.Kind);
            Assert.Contains("disk is full", first.Message);
            durable = journal.DurableSequence;
            Assert.True(durable > 1_000);
            Assert.Same(first, Assert.Throws<JournalException>(() => Fill(journal)));
            Assert.Same(first, Assert.Throws<JournalException>(journal.Commit));
        }
        Assert.Equal(durable + 1, Journals.ReadAll(folder.Journal));
    }

    [Fact]
    public void A_disk_too_full_for_a_segment_is_told_when_the_journal_is_opened()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder.Journal);
        using Mount mount = Mount.Tmpfs(folder.Journal, "48k");
        JournalException fault = Assert.Throws<JournalException>(() => EmbeddedJournal.Open(Journals.Options(folder.Journal)));
        Assert.Equal(JournalErrorKind.DiskFull, fault.Kind);
        Assert.Empty(Directory.GetFiles(folder.Journal, "*.seg"));
    }

    private static void Fill(EmbeddedJournal journal)
    {
        while (true)
        {
            InboundEvent e = Events.Tick(journal.NextSequence);
            journal.Append(journal.NextSequence, ref e);
            if (journal.NextSequence % 50 == 0) journal.Commit();
        }
    }

    private static void AssertReadOnly(string folder)
    {
        JournalException fault = Assert.Throws<JournalException>(() => EmbeddedJournal.Open(Journals.Options(folder)));
        Assert.Equal(JournalErrorKind.ReadOnly, fault.Kind);
        Assert.Contains("writable", fault.Message);
    }

    private static string LockText(string path)
    {
        using Process reader = TryStart("cat", path)!;
        return reader.StandardOutput.ReadToEnd();
    }

    private static Process? TryStart(string tool, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static int Run(string tool, params string[] arguments)
    {
        using Process? process = TryStart(tool, arguments);
        if (process is null) return -1;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>A small file system of its own.</summary>
    private sealed class Mount : IDisposable
    {
        private readonly string _folder;

        private Mount(string folder) => _folder = folder;

        public static Mount Tmpfs(string folder, string size)
        {
            int code = Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
            Assert.SkipWhen(code != 0, $"NOT TESTED: a small file system cannot be mounted here (mount: {code}); run as root to test it");
            return new Mount(folder);
        }

        public void Dispose() => Run("umount", _folder);
    }
}
