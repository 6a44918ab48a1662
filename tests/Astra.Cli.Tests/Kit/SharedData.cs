namespace Astra.Cli.Tests;

/// <summary>Real market data beside the repository, where it is present.</summary>
internal static class SharedData
{
    /// <summary>Skips the test loudly when the data is not there.</summary>
    public static string Require(string relative) => Find("data", relative, "real market data was not tried");

    /// <summary>The same for what is checked against: the reference beside the repository.</summary>
    public static string Reference(string relative) => Find("reference", relative, "the product was not held against the reference");

    private static string Find(string part, string relative, string consequence)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", part, relative);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"no shared/{part}/{relative} beside the repository: {consequence}");
        return "";
    }
}
