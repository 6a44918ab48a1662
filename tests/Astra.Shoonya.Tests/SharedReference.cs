namespace Astra.Adapters.Shoonya.Tests;

/// <summary>The reference folder beside the repository; where it is not, tests that need it say so and are skipped.</summary>
internal static class SharedReference
{
    private static readonly string? Folder = Find();

    public static string Vectors(string file)
    {
        string? path = Folder is null ? null : Path.Combine(Folder, "vectors", "shoonya", file);
        Assert.SkipUnless(path is not null && File.Exists(path), $"NOT TESTED: no folder shared/reference/vectors/shoonya with {file} beside the repository");
        return path!;
    }

    /// <summary>Whether the vectors are there, for lists of test cases that must not be empty.</summary>
    public static bool TryRead(string file, out string[] lines)
    {
        string? path = Folder is null ? null : Path.Combine(Folder, "vectors", "shoonya", file);
        lines = path is not null && File.Exists(path) ? File.ReadAllLines(path) : [];
        return lines.Length > 0;
    }

    private static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string folder = Path.Combine(at.FullName, "shared", "reference");
            if (Directory.Exists(folder)) return folder;
        }
        return null;
    }
}
