using System.Runtime.CompilerServices;
using Astra.Markets;
using CsCheck;
using static Astra.Strategies.Tests.Actions;

namespace Astra.Strategies.Tests.Example;

/// <summary>The example of the README is this folder's other file, compiled, and does what it says.</summary>
public class ExampleTests
{
    private static IStrategy Create() => new OverAverageDescriptor().Create([3]);

    [Fact]
    public void The_readme_shows_the_very_file()
    {
        string folder = Folder();
        string page = File.ReadAllText(Path.Combine(folder, "..", "..", "..", "README.md")).ReplaceLineEndings("\n");
        string code = File.ReadAllText(Path.Combine(folder, "OverAverage.cs")).ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{code}```\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_buys_over_the_average_and_sells_under_it() =>
        Assert.Equal([None, None, None, None, Long, None, Exit], Create().Actions(Bars.Closes(10, 10, 9, 9, 12, 13, 8)));

    [Fact]
    public void It_leaves_the_gap_alone_and_resumes_from_a_saved_state()
    {
        Assert.Empty(Create().Signals([.. Bars.Closes(10, 10, 9, 9), Bars.At(12, sessionStart: true), Bars.At(13)]));
        Bars.Walk.Sample(bars =>
        {
            IStrategy whole = Create();
            whole.Run(bars[..40]);
            IStrategy second = Create();
            second.Load(new StateReader(whole.State()));
            Assert.Equal(whole.Run(bars[40..]), second.Run(bars[40..]));
        });
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
