namespace Astra.Perf.Scenario.Engines;

/// <summary>Where a run writes its journals; what it made is removed at the end.</summary>
internal sealed class WorkFolder : IDisposable
{
    private int _journals;

    private WorkFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Type of the file system, where the system tells.</summary>
    public string FileSystem
    {
        get
        {
            if (!File.Exists("/proc/mounts")) return "unknown file system";
            // The longest mount point that leads to the folder is its own.
            string[]? mount = File.ReadLines("/proc/mounts").Select(line => line.Split(' '))
                .Where(fields => (Path + "/").StartsWith(fields[1].TrimEnd('/') + "/", StringComparison.Ordinal))
                .MaxBy(fields => fields[1].Length);
            return mount is null ? "unknown file system" : $"{mount[2]} ({mount[0]})";
        }
    }

    public static WorkFolder Create(string? parent)
    {
        string path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent ?? System.IO.Path.GetTempPath()), $"astra-perf-{Environment.ProcessId}");
        Directory.CreateDirectory(path);
        return new WorkFolder(path);
    }

    public string NewJournal() => System.IO.Path.Combine(Path, $"journal-{++_journals}");

    public static void Remove(string journal) => Directory.Delete(journal, recursive: true);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
