namespace Astra.Research.Tests;

/// <summary>Files that lie beside the repository and not in it.</summary>
internal static class SharedFolder
{
    /// <summary>The path, or a test that is skipped and says so.</summary>
    public static string Find(params ReadOnlySpan<string> parts)
    {
        string inside = Path.Combine(["shared", .. parts]);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, inside);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"NOT CHECKED: {inside.Replace('\\', '/')} is not beside the repository");
        return "";
    }
}
