using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>The documented crash drill, twenty times; <c>astra drill kill --times 200</c> is the long one.</summary>
public sealed class DrillTests
{
    [Fact]
    public void Twenty_kills_lose_nothing_that_was_reported_durable()
    {
        using TempFolder folder = new();
        JsonElement drill = Astra.Run(
            "drill", "kill", "--times", "20", "--seed", "1", "--generate", "seed=11,instruments=12,ticks=200000", "--folder", folder[""], "--json").Exits(0).Json;
        Assert.Equal((20, 0), (drill.GetProperty("kills").GetInt32(), drill.GetProperty("failed").GetInt32()));
        Assert.True(drill.GetProperty("finished").GetInt32() > 0, "no journal was resumed to its end");
        // Kills must fall under load, or the drill proves nothing.
        int underLoad = drill.GetProperty("outcomes").EnumerateArray().Count(o => o.GetProperty("reported").GetInt64() >= 0);
        Assert.True(underLoad >= 10, $"only {underLoad} kills came after something was durable");
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder[""]));
    }

    [Fact]
    public void Killed_engines_and_servers_end_with_equal_copies()
    {
        using TempFolder folder = new();
        JsonElement drill = Astra.Run(
            "drill", "kill", "--mirror", "--times", "4", "--seed", "5", "--generate", "seed=11,instruments=12,ticks=120000", "--folder", folder[""], "--json").Exits(0).Json;
        Assert.Equal((4, 0), (drill.GetProperty("kills").GetInt32(), drill.GetProperty("failed").GetInt32()));
        JsonElement[] outcomes = [.. drill.GetProperty("outcomes").EnumerateArray()];
        Assert.Contains(outcomes, o => o.GetProperty("killed").GetString() != "engine");
        Assert.Contains(outcomes, o => o.GetProperty("killed").GetString() != "server");
        Assert.All(outcomes, o => Assert.True(o.GetProperty("frames").GetInt64() > 0, o.GetRawText()));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder[""]));
    }
}
