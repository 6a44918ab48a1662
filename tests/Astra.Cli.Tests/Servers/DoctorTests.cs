using System.Text.Json;
using Astra.StandIns.EventStore;

namespace Astra.Cli.Tests;

/// <summary><c>astra doctor</c> as a script sees it.</summary>
public sealed class DoctorTests
{
    [Fact]
    public void A_machine_and_its_disk_are_told()
    {
        using TempFolder folder = new();
        Outcome outcome = Astra.Run("doctor", "--journal", folder["not/yet/there"], "--json");
        JsonElement told = outcome.Json;
        Assert.Equal(outcome.Code == 0, told.GetProperty("ok").GetBoolean());
        JsonElement machine = told.GetProperty("machine"), disk = told.GetProperty("disk");
        Assert.Equal(Environment.ProcessorCount, machine.GetProperty("processors").GetInt32());
        Assert.True(machine.GetProperty("clockStepNs").GetInt64() > 0);
        Assert.Equal(Path.TrimEndingDirectorySeparator(folder[""]), disk.GetProperty("folder").GetString());
        Assert.True(disk.GetProperty("syncP50Us").GetDouble() > 0);
        Assert.True(disk.GetProperty("syncP99Us").GetDouble() >= disk.GetProperty("syncP50Us").GetDouble());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder[""]));
        Assert.Contains("processors", Astra.Run("doctor", "--journal", folder[""]).Out, StringComparison.Ordinal);
        Astra.Run("doctor", "--journal", folder.Write("file", "")).Refuses("this is a file");
    }

    [Fact]
    public async Task A_server_is_told_and_nothing_stays_there()
    {
        await using ServerBench bench = await ServerBench.StartAsync();
        JsonElement told = bench.Run("doctor", "--journal", bench.Place, "--json").Exits(0).Json;
        JsonElement server = told.GetProperty("server");
        Assert.Equal((true, "24.10.4"), (server.GetProperty("reachable").GetBoolean(), server.GetProperty("version").GetString()));
        Assert.True(server.GetProperty("write64KiB").GetProperty("p50").GetDouble() > 0);
        Assert.Contains(told.GetProperty("findings").EnumerateArray(), f => f.GetProperty("text").GetString()!.Contains("one node", StringComparison.Ordinal));
        Outcome people = bench.Run("doctor", "--journal", bench.Place, "--read-only").Exits(0);
        foreach (string part in (string[])["version 24.10.4", "advice", "machine"]) Assert.Contains(part, people.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_takes_no_snapshot_is_wrong()
    {
        await using ServerBench bench = await ServerBench.StartAsync(new EventStoreStandInOptions { MaxAppendSize = 200_000 });
        JsonElement told = bench.Run("doctor", "--journal", bench.Place, "--json").Exits(1).Json;
        Assert.Contains(told.GetProperty("findings").EnumerateArray(), f => f.GetProperty("level").GetString() == "wrong" && f.GetProperty("text").GetString()!.Contains("MaxAppendSize", StringComparison.Ordinal));
    }
}
