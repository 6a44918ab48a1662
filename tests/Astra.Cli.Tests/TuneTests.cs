using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Astra.Research.Tuning;

namespace Astra.Cli.Tests;

/// <summary><c>astra tune</c> as users and scripts call it.</summary>
public sealed class TuneTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_runs_goes_on_and_is_shown_drawn_and_exported()
    {
        string[] run = [.. Run(2_500), "--study", _folder["s.db"], "--objective", "return", "--objective", "drawdown", "--seed", "3", "--json"];
        Assert.Equal(12, Astra.Run([.. run, "--trials", "12"]).Exits(0).Json.GetProperty("trials").GetInt32());
        JsonElement json = Astra.Run([.. run, "--trials", "32", "--threads", "1"]).Exits(0).Json;
        Assert.Equal((32, 0, 0, false), (json.GetProperty("trials").GetInt32(), json.GetProperty("failed").GetInt32(), json.GetProperty("pruned").GetInt32(), json.GetProperty("interrupted").GetBoolean()));
        Assert.Equal(["return", "drawdown"], json.GetProperty("objectives").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(2, json.GetProperty("best").GetProperty("inSample").GetArrayLength());
        Assert.Equal(JsonValueKind.Number, json.GetProperty("outOfSample").ValueKind);
        Assert.True(json.GetProperty("front").GetArrayLength() >= 1);

        JsonElement show = Astra.Run("tune", "show", "--study", _folder["s.db"], "--json").Exits(0).Json;
        Assert.Equal(32, show.GetProperty("trials").GetInt32());
        Assert.Equal(json.GetProperty("best").GetProperty("params").ToString(), show.GetProperty("best").GetProperty("params").ToString());
        Assert.Equal(json.GetProperty("importance").ToString(), show.GetProperty("importance").ToString());
        Assert.Equal(1, show.GetProperty("importance").EnumerateObject().Sum(each => each.Value.GetDouble()), 1e-9);

        JsonElement plot = Astra.Run("tune", "plot", "--study", _folder["s.db"], "--out", _folder["charts"], "--json").Exits(0).Json;
        string[] charts = [.. plot.GetProperty("charts").EnumerateArray().Select(each => each.GetString()!)];
        Assert.Equal(["history", "importance", "slice-fast", "slice-slow", "slice-signal", "front"], charts);
        foreach (string chart in charts)
        {
            Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder["charts"], chart + ".svg")), StringComparison.Ordinal);
            Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(_folder["charts"], chart + ".png"))[1..4]));
        }

        string[] rows = Exported("s.db");
        Assert.Equal("number,state,fast,slow,signal,return,drawdown", rows[0]);
        Assert.Equal(33, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.True(int.Parse(row.Split(',')[2], CultureInfo.InvariantCulture) < int.Parse(row.Split(',')[3], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("median")]
    [InlineData("halving")]
    public void Trials_that_fall_behind_are_given_up_whatever_the_threads(string pruner)
    {
        string[] run = [.. Run(3_000), "--trials", "48", "--validation", "walk-forward:5", "--prune", pruner, "--json"];
        JsonElement one = Astra.Run([.. run, "--threads", "1", "--study", _folder["1.db"]]).Exits(0).Json;
        JsonElement three = Astra.Run([.. run, "--threads", "3", "--study", _folder["3.db"]]).Exits(0).Json;
        Assert.InRange(one.GetProperty("pruned").GetInt32(), 1, 40);
        Assert.Equal(one.ToString(), three.ToString());
        Assert.Equal(Exported("1.db"), Exported("3.db"));
        Assert.Equal(one.GetProperty("pruned").GetInt32(), Exported("1.db").Count(row => row.Contains(",pruned,", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_interrupted_run_keeps_its_trials_and_goes_on_to_the_same_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill, which this system has not");
        string[] run = [.. Run(40_000), "--trials", "240", "--validation", "anchored:3", "--prune", "median", "--json"];
        Astra.Run([.. run, "--study", _folder["whole.db"]]).Exits(0);

        using (Process process = Begun([.. run, "--study", _folder["s.db"]]))
        {
            Send("-INT", process);
            Outcome interrupted = Astra.Finish(process).Exits(130);
            Assert.True(interrupted.Json.GetProperty("interrupted").GetBoolean());
            Assert.Equal(interrupted.Json.GetProperty("trials").GetInt32(), Trials());
            Assert.InRange(Trials(), 8, 239);
        }
        Astra.Run([.. run, "--study", _folder["s.db"]]).Exits(0);
        Assert.Equal(Exported("whole.db"), Exported("s.db"));
    }

    [Fact]
    public void A_killed_run_goes_on_to_the_trials_of_one_that_was_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent with kill, which this system has not");
        string[] run = [.. Run(40_000), "--trials", "240", "--json"];
        Astra.Run([.. run, "--study", _folder["whole.db"]]).Exits(0);

        using (Process process = Begun([.. run, "--study", _folder["s.db"]]))
        {
            Send("-KILL", process);
            Astra.Finish(process).Exits(137);
        }
        Assert.InRange(Trials(), 8, 239);
        Assert.Equal(0, Trials() % 4);
        Astra.Run([.. run, "--study", _folder["s.db"]]).Exits(0);
        Assert.Equal(Exported("whole.db"), Exported("s.db"));
    }

    [Fact]
    public void The_bench_says_what_was_asked_and_found()
    {
        JsonElement json = Astra.Run("tune", "bench", "--function", "branin", "--trials", "30", "--seeds", "3", "--json").Exits(0).Json;
        double[] best = [.. json.GetProperty("best").EnumerateArray().Select(each => each.GetDouble())];
        Assert.Equal(3, best.Length);
        Assert.Equal(best.Order().ElementAt(1), json.GetProperty("median").GetDouble());
        Assert.InRange(json.GetProperty("median").GetDouble(), 0.397, 5);
        Assert.Equal(("branin", 30, 3), (json.GetProperty("function").GetString(), json.GetProperty("trials").GetInt32(), json.GetProperty("seeds").GetInt32()));
        Assert.True(json.GetProperty("samplerMillisecondsPerTrial").GetDouble() > 0);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_a_remedy()
    {
        string bars = Run(900)[3];
        Tune("--objective", "beauty").Refuses("--objective beauty", "sharpe");
        Tune("--objective", "return", "--objective", "return").Refuses("each once");
        Tune("--prune", "often").Refuses("--prune often", "median, halving or none");
        Tune("--prune", "median").Refuses("walk-forward:5");
        Tune("--prune", "median", "--validation", "purged:3").Refuses("walk-forward:5");
        Tune("--validation", "walk-forward:9000").Refuses("too few", "fewer folds");
        Tune("--space", _folder["none.json"]).Refuses("none.json");
        Tune("--space", _folder.Write("a.json", "[{")).Refuses("a.json", "line 1");
        Tune("--space", Space("5", "30", "slow", "60")).Refuses("space.json", "fast, slow, signal");
        Tune("--space", Space("5", "100000", "fast", "60")).Refuses("fast", "reaches beyond");
        Tune("--space", Space("50", "60", "fast", "20")).Refuses("fast", "fit together");
        Tune("--study", _folder.Write("text.db", new string('x', 5_000))).Refuses("text.db", "no SQLite file");
        Astra.Run("tune", "show", "--study", _folder["none.db"]).Refuses("none.db", "no such study");
        Astra.Run("tune", "plot", "--study", _folder["text.db"], "--out", _folder["c"]).Refuses("text.db", "no SQLite file");
        Astra.Run("tune", "bench", "--function", "sphere").Refuses("sphere", "branin");

        Tune("--study", _folder["s.db"], "--trials", "4").Exits(0);
        Tune("--study", _folder["s.db"], "--trials", "8", "--seed", "5").Refuses("s.db", "go on with the same, or use a new file");
        Tune("--study", _folder["s.db"], "--trials", "8", "--objective", "sharpe").Refuses("s.db", "objectives");
        Assert.Equal(4, Trials());

        string Space(string low, string high, string first, string slow) => _folder.Write("space.json", $$"""
            [{"name":"{{first}}","type":"int","low":{{low}},"high":{{high}}},{"name":"{{(first == "fast" ? "slow" : "fast")}}","type":"int","low":10,"high":{{slow}}},{"name":"signal","type":"int","low":9,"high":9}]
            """);

        Outcome Tune(params string[] more) =>
            Astra.Run(["tune", "run", "--bars", bars, "--strategy", "macd-cross", .. more.Contains("--objective") ? Array.Empty<string>() : ["--objective", "return"], .. more]);
    }

    [Fact]
    public void A_set_that_never_trades_has_no_value_and_a_study_of_such_says_so()
    {
        string[] run = Run(800);
        Astra.Run([.. run, "--objective", "return", "--trials", "4", "--study", _folder["idle.db"], "--validation", "split:0.01"]).Exits(0);
        Outcome show = Astra.Run("tune", "show", "--study", _folder["idle.db"]).Exits(0);
        Assert.Contains("4 trials, and none traded", show.Out, StringComparison.Ordinal);
        JsonElement json = Astra.Run("tune", "show", "--study", _folder["idle.db"], "--json").Exits(0).Json;
        Assert.Equal((4, JsonValueKind.Null), (json.GetProperty("failed").GetInt32(), json.GetProperty("best").ValueKind));
        Assert.All(Exported("idle.db").Skip(1), row => Assert.Contains(",failed,", row, StringComparison.Ordinal));
    }

    [Fact]
    public void The_best_ten_are_shown_and_another_space_is_told_by_its_parameter()
    {
        string[] run = [.. Run(800), "--objective", "return", "--study", _folder["s.db"]];
        Astra.Run([.. run, "--trials", "16", "--space", Space(30)]).Exits(0);
        string[] rows = [.. Astra.Run("tune", "show", "--study", _folder["s.db"]).Exits(0).Out.Split('\n').Where(line => line.StartsWith('│'))];
        Assert.Equal(11, rows.Length);
        Assert.Equal(["trial", "fast", "slow", "signal", "return"], rows[0].Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        double[] returns = [.. rows.Skip(1).Select(row => double.Parse(row.Split('│')[5], CultureInfo.InvariantCulture))];
        Assert.Equal(returns.OrderDescending(), returns);

        Astra.Run([.. run, "--trials", "20", "--space", Space(31)]).Refuses("slow is 10 to 30", "10 to 31", "use a new file");
        Outcome other = Astra.Run([.. run, "--trials", "20", "--space", Space(30), "--cash", "5000"]);
        other.Refuses("5000", "use a new file");
        Assert.DoesNotContain("\\u00", other.Err, StringComparison.Ordinal);
        Assert.True(other.Err.Length < 600, other.Err);

        string Space(int slow) => _folder.Write("space.json", $$"""
            [{"name":"fast","type":"int","low":3,"high":9},{"name":"slow","type":"int","low":10,"high":{{slow}}},{"name":"signal","type":"int","low":9,"high":9}]
            """);
    }

    [Fact]
    public void Several_instruments_are_refused_with_the_way_out()
    {
        string rows = string.Join('\n', from symbol in (string[])["AAA", "BBB"] from minute in Enumerable.Range(15, 40) select $"2025-02-03T09:{minute:00}:00+05:30,{symbol},NSE_EQ,100,101,99,100,10,");
        Astra.Run("tune", "run", "--bars", _folder.Write("two.csv", $"ts,symbol,segment,open,high,low,close,volume,oi\n{rows}"), "--strategy", "macd-cross").Refuses("2 instruments", "--symbol", "a study of its own");
    }

    /// <summary>A run of which two batches are kept and more are to come.</summary>
    private Process Begun(string[] arguments)
    {
        Process process = Astra.Start([], arguments);
        while (!process.HasExited && Trials() < 8) Thread.Sleep(2);
        return process;
    }

    private int Trials()
    {
        try
        {
            using StudyStore store = StudyStore.OpenRead(_folder["s.db"]);
            return store.Load(store.Space).Count;
        }
        catch (StudyException)
        {
            // Not there yet, or not yet a study.
            return 0;
        }
    }

    private static void Send(string signal, Process process)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private string[] Exported(string study) => Astra.Run("tune", "export", "--study", _folder[study]).Exits(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string[] Run(int count)
    {
        Random random = new(1);
        int price = 20_000;
        List<string> lines = ["time,session,open,high,low,close,volume"];
        for (int i = 0; i < count; i++)
        {
            DateOnly day = new DateOnly(2025, 2, 3).AddDays(i / 375);
            int open = price, close = Math.Max(2_000, price + random.Next(-8, 9) * 5);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T{new TimeOnly(9, 15).AddMinutes(i % 375):HH:mm:ss}+05:30,{day:yyyy-MM-dd},{open / 100m},{Math.Max(open, close) / 100m},{Math.Min(open, close) / 100m},{close / 100m},100"));
            price = close;
        }
        return ["tune", "run", "--bars", _folder.Write("bars.csv", string.Join('\n', lines)), "--strategy", "macd-cross", "--mode", "reverse", "--quantity", "10", "--fee-rate", "0.0003"];
    }
}
