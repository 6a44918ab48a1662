using System.Diagnostics;

namespace Astra.Architecture.Tests;

/// <summary>The repository on disk, found by walking up to the solution.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Rooms: folders of engine, journal, adapters and tools that hold a project.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [
        .. new[] { "engine", "journal", "adapters", "tools" }
            .Select(wing => Path.Combine(Root, wing))
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Files that the repository tracks, relative to its root; without git, all files outside bin and obj.</summary>
    public static IReadOnlyList<string> Files { get; } = Tracked();

    public static string Room(string name) => Rooms.Single(room => Path.GetFileName(room) == name);

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !IsBuilt(Path.GetRelativePath(folder, path)));

    private static bool IsBuilt(string relative) => relative.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Astra.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no Astra.sln above {AppContext.BaseDirectory}");
    }

    private static string[] Tracked()
    {
        ProcessStartInfo start = new("git") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["ls-files", "-z"]) start.ArgumentList.Add(argument);
        try
        {
            using Process git = Process.Start(start)!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            // A file that was just removed is still tracked until the next commit.
            if (git.ExitCode == 0) return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(Path.Combine(Root, f)))];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No git on this machine: an exported tree is as good.
        }
        return
        [
            .. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !IsBuilt(path) && !path.StartsWith(".git", StringComparison.Ordinal) && !path.StartsWith(".astra", StringComparison.Ordinal)),
        ];
    }
}
