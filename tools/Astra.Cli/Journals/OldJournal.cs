using Astra.Journal;
using Astra.Live;

namespace Astra.Cli;

/// <summary>Removes a journal that is to be replaced: the journal's own files, never anything else that the folder holds.</summary>
internal static class OldJournal
{
    private static readonly string[] Patterns = ["*.seg", "*.idx", "*.mark", "*-spare.tmp", "journal.lock", "*.damaged*", ShadowLog.FileName, Quarantine.FileName, FolderSession.FileName];

    /// <summary>Throws <see cref="JournalInUseException"/> while a writer holds it.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder)) return;
        string snapshots = Path.Combine(folder, "snapshots");
        RequireFree(folder);
        foreach (string pattern in Patterns)
            foreach (string path in Directory.EnumerateFiles(folder, pattern))
                File.Delete(path);
        if (!Directory.Exists(snapshots)) return;
        foreach (string path in Directory.EnumerateFiles(snapshots, "*.snap*")) File.Delete(path);
    }

    private static void RequireFree(string folder)
    {
        string path = Path.Combine(folder, "journal.lock");
        if (!File.Exists(path)) return;
        try
        {
            using FileStream held = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new JournalInUseException(folder, null);
        }
    }
}
