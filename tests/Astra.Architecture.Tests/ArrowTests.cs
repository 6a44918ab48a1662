using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Astra.Architecture.Tests;

/// <summary>Arrows point down only: who may use whom, in project files and in what the compiler made of them.</summary>
public sealed partial class ArrowTests
{
    /// <summary>Direct uses allowed, by room. What a room uses, it may also see through another.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Astra.Ring"] = [],
        ["Astra.Markets"] = [],
        ["Astra.Costs"] = ["Astra.Markets"],
        ["Astra.Indicators"] = ["Astra.Markets"],
        ["Astra.Strategies"] = ["Astra.Indicators", "Astra.Markets"],
        ["Astra.Core"] = ["Astra.Strategies", "Astra.Costs", "Astra.Markets", "Astra.Indicators"],
        ["Astra.Advisors"] = ["Astra.Core", "Astra.Markets"],
        ["Astra.Host"] = ["Astra.Ring", "Astra.Core", "Astra.Advisors", "Astra.Markets"],
        ["Astra.Journal"] = ["Astra.Core", "Astra.Markets"],
        ["Astra.Journal.EventStore"] = ["Astra.Journal", "Astra.Core", "Astra.Markets"],
        ["Astra.Live"] = ["Astra.Core", "Astra.Host", "Astra.Strategies", "Astra.Markets"],
        ["Astra.Research"] =
            ["Astra.Ring", "Astra.Markets", "Astra.Costs", "Astra.Indicators", "Astra.Strategies", "Astra.Core", "Astra.Advisors", "Astra.Host"],
    };

    /// <summary>Astra.Live is the floor that vendors stand on; no adapter uses another.</summary>
    private static readonly string[] Adapter = ["Astra.Core", "Astra.Host", "Astra.Markets", "Astra.Live"];

    public static TheoryData<string> Rooms => [.. House.Rooms.Select(room => Path.GetFileName(room)!)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_project_refers_only_to_rooms_below_it(string room)
    {
        string project = File.ReadAllText(Path.Combine(House.Room(room), room + ".csproj"));
        IEnumerable<string> used = ProjectReference().Matches(project).Select(match => match.Groups[1].Value);
        Assert.Empty(used.Except(AllowedFor(room)));
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void An_assembly_refers_only_to_rooms_below_it(string room)
    {
        string[] used = [.. ReferencesOf(room).Where(name => name.StartsWith("Astra.", StringComparison.Ordinal))];
        Assert.Empty(used.Except(AllowedFor(room)));
    }

    [Fact]
    public void Deterministic_rooms_use_nothing_that_reads_files_or_networks()
    {
        string[] banned = ["System.Net.Http", "System.Net.Sockets", "System.IO.FileSystem.Watcher", "System.Diagnostics.Process"];
        foreach (string room in (string[])["Astra.Markets", "Astra.Costs", "Astra.Indicators", "Astra.Strategies", "Astra.Core"])
            Assert.Empty(ReferencesOf(room).Intersect(banned));
    }

    [Fact]
    public void Tests_and_benchmarks_are_used_by_nobody()
    {
        foreach (string room in House.Rooms)
            Assert.DoesNotMatch("/(tests|perf)/", File.ReadAllText(Path.Combine(room, Path.GetFileName(room) + ".csproj")).Replace('\\', '/'));
    }

    private static IEnumerable<string> AllowedFor(string room)
    {
        if (room == "Astra.Cli") return House.Rooms.Select(r => Path.GetFileName(r)!);
        if (room.StartsWith("Astra.Adapters.", StringComparison.Ordinal)) return Adapter;
        Assert.True(Allowed.ContainsKey(room), $"{room} is not in the table of rooms: say what it may use");
        return Allowed[room];
    }

    /// <summary>Names of assemblies that an assembly refers to, read from its metadata without loading it.</summary>
    private static List<string> ReferencesOf(string room)
    {
        string path = Path.Combine(AppContext.BaseDirectory, (room == "Astra.Cli" ? "astra" : room) + ".dll");
        Assert.True(File.Exists(path), $"{path} is missing: a room that the command does not use cannot be checked here");
        using FileStream file = File.OpenRead(path);
        using PEReader pe = new(file);
        MetadataReader metadata = pe.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*?([^/\\\\\"]+)\\.csproj\"")]
    private static partial Regex ProjectReference();
}
