namespace Astra.Markets.Tests;

/// <summary>The reference tables beside the repository; a machine without them skips the tests that need them, loudly.</summary>
internal static class SharedReference
{
    /// <summary>Rows by column name, quoted cells unquoted.</summary>
    public static List<Dictionary<string, string>> Rows(string name)
    {
        string[] lines = File.ReadAllLines(Find(name));
        string[] columns = Cells(lines[0]);
        return [.. lines.Skip(1).Where(l => l.Length > 0).Select(l => columns.Zip(Cells(l)).ToDictionary(p => p.First, p => p.Second))];
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string> { "" };
        bool quoted = false;
        foreach (char c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) cells.Add("");
            else cells[^1] += c;
        }
        return [.. cells];
    }

    private static string Find(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "reference", name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"shared/reference/{name} is not beside the repository: this test compares the calendar with it");
        return "";
    }
}
