using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Astra.Architecture.Tests;

/// <summary>The rule that keeps clock, chance, files and culture out of the deterministic rooms is in force, and nothing there switches it off.</summary>
public sealed partial class DeterminismRuleTests
{
    private static readonly string[] Deterministic = ["Astra.Markets", "Astra.Costs", "Astra.Indicators", "Astra.Strategies", "Astra.Core"];

    private static readonly string[] MustBeBanned =
    [
        "T:System.DateTime;", "T:System.Diagnostics.Stopwatch;", "T:System.Random;", "T:System.Guid;", "T:System.Environment;", "T:System.Threading.Thread;",
        "T:System.Threading.Tasks.Task;", "T:System.IO.File;", "T:System.Net.Http.HttpClient;", "P:System.Globalization.CultureInfo.CurrentCulture;",
        "T:System.Collections.Generic.Dictionary`2;", "T:System.Collections.Generic.HashSet`1;", "T:System.HashCode;", "M:System.Math.Exp(System.Double);",
    ];

    public static TheoryData<string> Rooms => [.. Deterministic];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void The_build_gives_the_analyzer_and_its_list_to_the_room(string room)
    {
        string evaluated = Evaluate(Path.Combine(House.Room(room), room + ".csproj"));
        Assert.Contains("BannedSymbols.txt", evaluated, StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", evaluated, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", evaluated, StringComparison.Ordinal);
        Assert.Matches("\"TreatWarningsAsErrors\": *\"true\"", evaluated);
    }

    [Fact]
    public void The_rule_is_an_error_and_its_list_is_complete()
    {
        string props = House.Read("Directory.Build.props");
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", props, StringComparison.Ordinal);
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", props, StringComparison.Ordinal);
        Assert.Contains("engine/BannedSymbols.txt", props, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", props, StringComparison.Ordinal);
        Assert.DoesNotContain("RS0030", House.Read(".editorconfig"), StringComparison.Ordinal);
        string list = House.Read("engine/BannedSymbols.txt");
        foreach (string name in MustBeBanned) Assert.Contains(name, list, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_source_of_the_room_switches_the_rule_off(string room)
    {
        foreach (string path in House.Sources(House.Room(room)))
        {
            string source = File.ReadAllText(path);
            Assert.False(SwitchOff().IsMatch(source), $"{path} switches off a rule of determinism");
        }
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_source_of_the_room_enumerates_by_hash_order_or_calls_libm(string room)
    {
        foreach (string path in House.Sources(House.Room(room)))
        {
            Match match = Forbidden().Match(WithoutComments().Replace(File.ReadAllText(path), ""));
            Assert.False(match.Success, $"{path} uses {match.Value}");
        }
    }

    /// <summary>What the build itself makes of the project, as JSON.</summary>
    private static string Evaluate(string project)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["msbuild", project, "-getItem:AdditionalFiles,PackageReference", "-getProperty:NoWarn,WarningsNotAsErrors,TreatWarningsAsErrors"];
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
        return output;
    }

    [GeneratedRegex(@"(#pragma warning disable|SuppressMessage)[^\n]*RS0030|#pragma warning disable\s*$", RegexOptions.Multiline)]
    private static partial Regex SwitchOff();

    [GeneratedRegex(@"\b(new (Dictionary|HashSet)\b|Dictionary<|HashSet<|MathF?\.(Exp|Log|Log2|Log10|Pow|Sin|Cos|Tan|Tanh|Atan)\()")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex WithoutComments();
}
