namespace Astra.Markets.Tests;

/// <summary>Reference facts beside the repository; a machine without them skips the tests that need them, loudly.</summary>
internal static class SharedReference
{
    /// <summary>Rows behind the header; a cell may stand in quotes.</summary>
    public static IEnumerable<string[]> Rows(string name) => File.ReadLines(SharedFile("reference", name)).Skip(1).Select(Cells);

    public static string SharedFile(string folder, string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", folder, name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"shared/{folder}/{name} is not beside the repository: this test needs it");
        return "";
    }

    private static string[] Cells(string line)
    {
        string[] parts = line.Split('"');
        // Commas between quotes are text.
        for (int i = 1; i < parts.Length; i += 2) parts[i] = parts[i].Replace(',', ';');
        return string.Concat(parts).Split(',');
    }
}
