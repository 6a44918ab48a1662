using System.Text.RegularExpressions;

namespace Astra.Architecture.Tests;

/// <summary>What makes the house pleasant to enter: a fixed top level, small files, a page at every door, nothing that names a machine.</summary>
public sealed partial class HouseRuleTests
{
    private const int MostLines = 600;
    private const int UsualLines = 320;

    /// <summary>Files longer than usual, each with its reason.</summary>
    private static readonly Dictionary<string, string> LongOnPurpose = [];

    private static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "Astra.sln", "Directory.Build.props", "Directory.Packages.props", "README.md",
        "adapters", "engine", "global.json", "journal", "perf", "run.sh", "tests", "tools",
    ];

    // Not among them: one fills and exchanges a slot, memory has an order, a reader a position, a waiter a strategy, a stopwatch ticks.
    private static readonly string[] TradingWords =
        ["bar", "instrument", "price", "trade", "trading", "trader", "market", "candle", "portfolio", "broker", "rupee"];

    [Fact]
    public void The_top_level_is_as_designed()
    {
        IEnumerable<string> found = House.Files.Select(file => file.Split('/')[0]).Distinct();
        Assert.Empty(found.Except(TopLevel));
        Assert.Empty(TopLevel.Except(found));
    }

    [Fact]
    public void Every_room_has_a_page_at_its_door()
    {
        string[] missing = [.. House.Rooms.Where(room => !File.Exists(Path.Combine(room, "README.md"))).Select(room => Path.GetRelativePath(House.Root, room))];
        Assert.True(missing.Length == 0, $"without README.md: {string.Join(", ", missing)}");
    }

    [Fact]
    public void Source_files_are_short_and_the_longer_ones_have_a_reason()
    {
        List<string> tooLong = [];
        foreach (string file in House.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            int lines = File.ReadLines(Path.Combine(House.Root, file)).Count();
            if (lines > MostLines || (lines > UsualLines && !LongOnPurpose.ContainsKey(file))) tooLong.Add($"{file}: {lines}");
        }
        Assert.True(tooLong.Count == 0, string.Join(Environment.NewLine, tooLong));
        Assert.All(LongOnPurpose.Keys, file => Assert.True(File.Exists(Path.Combine(House.Root, file)), $"{file} is gone: remove its reason"));
    }

    [Fact]
    public void The_ring_knows_no_word_of_trading()
    {
        foreach (string path in House.Sources(House.Room("Astra.Ring")))
            foreach (Match word in Word().Matches(File.ReadAllText(path)))
                foreach (string part in Parts().Split(word.Value))
                    Assert.False(TradingWords.Contains(part.ToLowerInvariant()), $"{path} says '{word.Value}'");
    }

    [Fact]
    public void No_tracked_file_names_a_machine_or_a_package_source()
    {
        Regex machine = MachinePath();
        List<string> found = [];
        foreach (string file in House.Files.Where(IsText))
        {
            Match match = machine.Match(House.Read(file));
            if (match.Success) found.Add($"{file}: {match.Value}");
        }
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void Nothing_is_left_to_be_done()
    {
        List<string> found = [];
        foreach (string file in House.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal)))
        {
            Match match = Unfinished().Match(House.Read(file));
            if (match.Success) found.Add($"{file}: {match.Value}");
        }
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Fact]
    public void Package_versions_stand_in_one_place()
    {
        foreach (string file in House.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)))
            Assert.DoesNotMatch("<PackageReference[^>]*\\sVersion=", House.Read(file));
    }

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".json" or ".md" or ".sh" or ".txt" or ".csv" or ".sln" or ".java" or ".editorconfig" or ".gitignore" or "";

    [GeneratedRegex(@"[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Parts();

    // Written in pieces, so that this file does not find itself.
    [GeneratedRegex("(^|[\"'\\s(=])(/" + "work/|/" + "home/|/" + "root/|/" + "Users/|C:\\\\" + "Users)|arti" + "factory|packa" + "gesource|/api/n" + "uget/", RegexOptions.Multiline)]
    private static partial Regex MachinePath();

    [GeneratedRegex("TO" + "DO|FIX" + "ME|HA" + "CK:|NotImpl" + "ementedException")]
    private static partial Regex Unfinished();
}
