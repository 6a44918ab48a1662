using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>Market data as recorded by third parties, shadow-traded and replayed. Skipped loudly where it is not at hand.</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData("bars/index_1m_2021_2022.csv.gz", "--date", "2021-02-24")]
    [InlineData("bars/nse_15m_2019_2021.csv.gz", "--from", "2020-03-01")]
    [InlineData("ticks/nse_stock_futures_ticks_2025-11-17.csv.gz", null, null)]
    [InlineData("ticks/nifty50_1s_2022_08.csv.gz", null, null)]
    public void A_file_is_shadow_traded_and_replayed(string file, string? option, string? value)
    {
        string path = SharedData.Require(file);
        using TempFolder folder = new();
        string[] filter = option is null ? [] : [option, value!];
        JsonElement shadow = Astra.Run(["shadow", "--data", path, "--journal", folder["j"], "--no-sync", "--json", .. filter]).Exits(0).Json;
        Assert.True(shadow.GetProperty("ticks").GetInt64() > 0);
        Assert.True(shadow.GetProperty("bars").GetInt64() > 0);
        JsonElement replay = Astra.Run("replay", "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.True(replay.GetProperty("identical").GetBoolean());
        Assert.Equal(shadow.GetProperty("stateHash").GetString(), replay.GetProperty("stateHash").GetString());
    }

    [Fact]
    public void The_same_data_gives_the_same_day_twice()
    {
        string path = SharedData.Require("ticks/nse_stock_futures_ticks_2025-11-17.csv.gz");
        using TempFolder folder = new();
        string[] hashes = [.. new[] { "a", "b" }.Select(j => Astra.Run("shadow", "--ticks", path, "--journal", folder[j], "--json").Exits(0).Json.GetProperty("outboundHash").GetString()!)];
        Assert.Equal(hashes[0], hashes[1]);
    }
}
