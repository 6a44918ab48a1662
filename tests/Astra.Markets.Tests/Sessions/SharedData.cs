using System.IO.Compression;

namespace Astra.Markets.Tests;

/// <summary>Recorded market data beside the repository; a machine without it skips the tests that need it, loudly.</summary>
internal static class SharedData
{
    public static IEnumerable<string[]> Rows(string name)
    {
        string path = Find(name);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line) yield return line.Split(',');
    }

    /// <summary>The same of a file that is not compressed.</summary>
    public static IEnumerable<string[]> PlainRows(string name) => File.ReadLines(Find(name)).Skip(1).Select(line => line.Split(','));

    public static string Find(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "data", name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"shared/data/{name} is not beside the repository: this test needs the recorded market data");
        return "";
    }
}
