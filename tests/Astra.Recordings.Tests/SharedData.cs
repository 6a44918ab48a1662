namespace Astra.Recordings.Tests;

/// <summary>Recorded market data beside the repository; a machine without it skips the tests that need it, loudly.</summary>
internal static class SharedData
{
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
