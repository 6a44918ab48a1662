using System.Diagnostics;
using System.Globalization;

namespace Astra.Cli;

/// <summary>Recordings that CSV is imported to for one run. They go with the run; those of a killed one go when the next begins.</summary>
internal static class TemporaryRecording
{
    private const string Prefix = "astra-import-";

    public static string NewPath() =>
        Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Path.GetRandomFileName()}.rec"));

    /// <summary>Removes what processes left that are no more.</summary>
    public static void RemoveAbandoned()
    {
        HashSet<int> alive = [];
        foreach (Process process in Process.GetProcesses())
        {
            alive.Add(process.Id);
            process.Dispose();
        }
        foreach (string path in Directory.EnumerateFiles(Path.GetTempPath(), Prefix + "*"))
        {
            string owner = Path.GetFileName(path)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int id) && !alive.Contains(id)) TryRemove(path);
        }
    }

    private static void TryRemove(string path)
    {
        try
        {
            // A process of another container is not among those alive here, but holds the file.
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Say($"{path} was left by an import and could not be removed: {e.Message}");
        }
    }
}
