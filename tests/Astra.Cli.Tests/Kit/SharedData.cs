namespace Astra.Cli.Tests;

/// <summary>Real market data beside the repository, where it is present.</summary>
internal static class SharedData
{
    /// <summary>Skips the test loudly when the data is not there.</summary>
    public static string Require(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"no shared/data/{relative} beside the repository: real market data was not tried");
        return "";
    }
}
