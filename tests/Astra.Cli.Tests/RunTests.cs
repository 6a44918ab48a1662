namespace Astra.Cli.Tests;

/// <summary><c>astra run</c> and <c>astra bench</c> on a small scale: what people see.</summary>
public sealed class RunTests
{
    [Fact]
    public void A_day_is_told_and_proven()
    {
        using TempFolder folder = new();
        Outcome run = Astra.Run("run", "--generate", SmallDay.Spec, "--rate", "100000", "--journal", folder["run"]).Exits(0);
        foreach (string part in (string[])["12 instruments", "signals", "P&L", "charges", "publish to decision", "publish to durable", "snapshots", "replay identical", "M events/s"])
            Assert.Contains(part, run.Out, StringComparison.Ordinal);
        // The last run's journal makes way.
        Astra.Run("run", "--generate", SmallDay.Spec, "--rate", "100000", "--journal", folder["run"]).Exits(0);
    }

    [Fact]
    public void A_folder_of_data_is_run_file_by_file_and_strangers_are_named()
    {
        using TempFolder folder = new();
        Directory.CreateDirectory(folder["data"]);
        Astra.Run("record", "--generate", SmallDay.Spec, "--out", folder[Path.Combine("data", "day.rec")]).Exits(0);
        folder.Write(Path.Combine("data", "notes.txt"), "not market data\n");
        Outcome run = Astra.Run("run", "--data", folder["data"], "--rate", "200000", "--journal", folder["run"]).Exits(0);
        Assert.Contains("replay identical", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 files run, 0 failed, 1 passed over; net ", run.Out, StringComparison.Ordinal);
        Assert.Contains("passed over", run.Err, StringComparison.Ordinal);
        Assert.Contains("notes.txt", run.Err, StringComparison.Ordinal);
    }
}
