using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra survey</c> as users and scripts call it.</summary>
public sealed class SurveyTests : IDisposable
{
    private static readonly string[] Quick = ["--intervals", "5,15", "--strategies", "sma-cross, confirm(macd-cross, sma-cross), market-making", "--trials", "3"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_combination_becomes_a_row_and_the_page_is_written()
    {
        string output = _folder["out"];
        JsonElement json = Survey("--out", output, "--json").Exits(0).Json;
        Assert.Equal(12, json.GetProperty("combinations").GetInt32());
        JsonElement[] rows = [.. json.GetProperty("rows").EnumerateArray()];
        Assert.Equal(12, rows.Length);
        Assert.Equal(36, json.GetProperty("parameterSets").GetInt32());
        Assert.Equal(rows.Count(row => row.GetProperty("net").GetDouble() < 0), json.GetProperty("losingAfterCosts").GetInt32());
        Assert.Equal(rows.Count(row => row.GetProperty("gross").GetDouble() < 0), json.GetProperty("losingBeforeCosts").GetInt32());
        Assert.All(rows, row => Assert.Equal((10, 6, "2024-02-15"), (row.GetProperty("inSampleDays").GetInt32(), row.GetProperty("days").GetInt32(), row.GetProperty("from").GetString())));
        Assert.StartsWith("Of 12 combinations judged out of sample", json.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("To believe a row", json.GetProperty("belief").GetString(), StringComparison.Ordinal);
        Assert.Contains("worse by one tick or 1 bp", json.GetProperty("method").GetString(), StringComparison.Ordinal);
        Assert.Equal(3, json.GetProperty("strategies").GetArrayLength());
        foreach (string file in (string[])["survey.md", "survey-short.md", "survey.csv", "survey.html", "survey.png", "survey.svg", "best.html"])
            Assert.True(new FileInfo(Path.Combine(output, file)).Length > 500, file);

        // The folder's rows are taken as they are, and another survey does not mix with them.
        Assert.Equal(rows.Select(row => row.ToString()), Survey("--out", output, "--json").Exits(0).Json.GetProperty("rows").EnumerateArray().Select(row => row.ToString()));
        Survey("--out", output, "--seed", "7").Refuses("another survey", "another folder");
    }

    [Fact]
    public void Threads_change_nothing()
    {
        Survey("--out", _folder["one"], "--workers", "1").Exits(0);
        Survey("--out", _folder["three"], "--workers", "3").Exits(0);
        Assert.Equal(File.ReadAllText(Path.Combine(_folder["one"], "survey.csv")), File.ReadAllText(Path.Combine(_folder["three"], "survey.csv")));
    }

    [Fact]
    public void What_cannot_be_judged_is_named()
    {
        Outcome done = Astra.Run("survey", "--bars", Bars(), "--intervals", "60", "--trials", "1", "--out", _folder["out"], "--json").Exits(0);
        foreach (string name in (string[])["news-sentiment", "option-selling", "option-buying-breakout", "delta-hedge", "basket-arbitrage"])
        {
            Assert.Contains($"not judged: {name}: ", done.Err, StringComparison.Ordinal);
            Assert.Contains(done.Json.GetProperty("notJudged").EnumerateArray(), gap => gap.GetProperty("what").GetString() == name);
        }
        string[] judged = [.. done.Json.GetProperty("strategies").EnumerateArray().Select(strategy => strategy.GetProperty("name").GetString()!)];
        Assert.Contains("pairs", judged);
        Assert.Contains("event-defence", judged);
        Assert.Equal(4, judged.Count(name => name.Contains('(', StringComparison.Ordinal)));
    }

    [Fact]
    public void An_interrupted_survey_keeps_its_rows_and_goes_on_to_the_same_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill, which this system has not");
        string[] arguments = ["survey", "--bars", Bars(), "--intervals", "5,10,15", "--trials", "60", "--workers", "1", "--json"];
        string journal = Path.Combine(_folder["out"], "survey.jsonl");
        using Process process = Astra.Start([], [.. arguments, "--out", _folder["out"]]);
        while (!process.HasExited && Lines(journal) < 4) Thread.Sleep(5);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Outcome interrupted = Astra.Finish(process).Exits(130);
        (int done, int all) = (interrupted.Json.GetProperty("judged").GetInt32(), interrupted.Json.GetProperty("combinations").GetInt32());
        Assert.InRange(done, 3, all - 1);
        Assert.Equal(done, Lines(journal) - 1);
        Assert.Equal(done + 1, File.ReadAllLines(Path.Combine(_folder["out"], "survey.csv")).Length);

        Assert.Equal(all, Astra.Run([.. arguments, "--out", _folder["out"]]).Exits(0).Json.GetProperty("judged").GetInt32());
        Astra.Run([.. arguments, "--out", _folder["anew"]]).Exits(0);
        Assert.Equal(File.ReadAllText(Path.Combine(_folder["anew"], "survey.csv")), File.ReadAllText(Path.Combine(_folder["out"], "survey.csv")));
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_a_remedy()
    {
        string output = _folder["out"];
        Survey("--out", output, "--symbols", "AAA,ZZZ").Refuses("--symbols ZZZ", "no file has bars of it");
        Survey("--out", output, "--split", "1.5").Refuses("--split 1.5", "between 0 and 1");
        Survey("--out", output, "--split", "soon").Refuses("--split", "soon");
        Survey("--out", output, "--split", "0.99").Exits(2);
        Survey("--out", output, "--from", "2030-01-01").Refuses("--from", "no bars of AAA");
        Survey("--out", output, "--slippage-bp", "-1").Refuses("--slippage-bp", "0 to 1000");
        Survey("--out", output, "--workers", "-1").Refuses("--workers");
        Astra.Run("survey", "--bars", Bars(), "--strategies", "news-sentiment", "--out", output).Refuses("news-sentiment", "scores");
        Astra.Run("survey", "--bars", Bars(), "--strategies", "nothing", "--out", output).Refuses("nothing", "macd-cross");
        Astra.Run("survey", "--bars", Bars(), "--intervals", "7", "--out", output).Refuses("--intervals 7");
        Astra.Run("survey", "--bars", Bars(), "--intervals", "1", "--out", output).Refuses("nothing to survey");
        Astra.Run("survey", "--bars", _folder["none.csv"], "--out", output).Refuses("none.csv");
    }

    private Outcome Survey(params string[] more) => Astra.Run(["survey", "--bars", Bars(), .. Quick, .. more]);

    private static int Lines(string path)
    {
        if (!File.Exists(path)) return 0;
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Count(letter => letter == '\n');
    }

    /// <summary>Sixteen trading days of five-minute bars of two shares whose prices walk.</summary>
    private string Bars()
    {
        Random random = new(1);
        int[] prices = [20_000, 50_000];
        List<string> lines = ["ts,symbol,segment,open,high,low,close,volume,oi"];
        int days = 0;
        for (DateOnly day = new(2024, 2, 1); days < 16; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) continue;
            days++;
            for (int i = 0; i < 75; i++)
                for (int s = 0; s < prices.Length; s++)
                {
                    int open = prices[s], close = prices[s] += random.Next(-9, 10) * 5;
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{new TimeOnly(9, 15).AddMinutes(5 * i):HH:mm:ss}+05:30,{(s == 0 ? "AAA" : "BBB")},NSE_EQ,{open / 100m},{(Math.Max(open, close) + 5) / 100m},{(Math.Min(open, close) - 5) / 100m},{close / 100m},100000,"));
                }
        }
        return _folder.Write("bars.csv", string.Join('\n', lines));
    }
}
