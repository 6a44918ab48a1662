using System.Text.Json;

namespace Astra.Cli.Tests;

public sealed class StrategiesTests
{
    [Fact]
    public void All_are_listed_with_what_they_take()
    {
        JsonElement answer = Astra.Run("strategies", "--json").Exits(0).Json;
        JsonElement[] all = [.. answer.GetProperty("strategies").EnumerateArray()];
        JsonElement macd = Assert.Single(all, s => s.GetProperty("name").GetString() == "macd-cross");
        Assert.Equal(["macd"], macd.GetProperty("aliases").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(["up", "down"], macd.GetProperty("suits").EnumerateArray().Select(a => a.GetString()));
        JsonElement slow = macd.GetProperty("parameters")[1];
        Assert.Equal(("slow", 26, 3, 1_000, true), (slow.GetProperty("name").GetString(), slow.GetProperty("default").GetDouble(),
            slow.GetProperty("minimum").GetDouble(), slow.GetProperty("maximum").GetDouble(), slow.GetProperty("integer").GetBoolean()));
        Assert.Contains(answer.GetProperty("hybrids").EnumerateArray(), h => h.GetString()!.StartsWith("vote(", StringComparison.Ordinal));

        string screen = Astra.Run("strategies").Exits(0).Out;
        Assert.All(all, s => Assert.Contains(s.GetProperty("name").GetString()!.Split('-')[0], screen, StringComparison.Ordinal));
    }

    [Fact]
    public void One_is_shown_with_its_expected_result()
    {
        JsonElement shown = Astra.Run("strategies", "show", "macd", "--json").Exits(0).Json;
        Assert.Equal("macd-cross", shown.GetProperty("name").GetString());
        Assert.True(shown.GetProperty("expected").GetProperty("trades").GetInt32() > 0);
        string screen = Astra.Run("strategies", "show", "macd-cross").Exits(0).Out;
        foreach (string part in (string[])["slow EMA", "26", "histogram", "opening gap", shown.GetProperty("expected").GetProperty("outboundHash").GetString()!])
            Assert.Contains(part, screen, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_is_shown_like_a_strategy()
    {
        JsonElement shown = Astra.Run("strategies", "show", "confirm( macd[fast=8], orb )", "--json").Exits(0).Json;
        Assert.Equal("confirm(macd-cross[fast=8], opening-range-breakout)", shown.GetProperty("name").GetString());
        Assert.Equal("1.fast", shown.GetProperty("parameters")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("expected").ValueKind);
    }

    [Fact]
    public void What_there_is_not_is_told()
    {
        Astra.Run("strategies", "show", "hope").Refuses("hope", "macd-cross");
        Astra.Run("strategies", "show", "vote(macd-cross, hope)").Refuses("column 18", "hope");
    }

    [Fact]
    public void A_plan_may_name_an_expression_and_a_bad_one_is_told_with_its_column()
    {
        using TempFolder folder = new();
        string day = "seed=3,instruments=12,ticks=20000";
        string Plan(string algorithm) => folder.Write("plans.json", $$"""
            [{ "instrument": "RELIANCE", "algorithm": "{{algorithm}}", "intervalMinutes": 1, "parameters": { "1.fast": 5 } }]
            """);
        JsonElement result = Astra.Run("shadow", "--generate", day, "--plans", Plan("vote(macd-cross, sma-cross)"), "--journal", folder["journal"], "--json").Exits(0).Json;
        Assert.True(result.GetProperty("bars").GetInt64() > 0);
        JsonElement replayed = Astra.Run("replay", "--journal", folder["journal"], "--json").Exits(0).Json;
        Assert.Equal(result.GetProperty("stateHash").GetString(), replayed.GetProperty("stateHash").GetString());
        Astra.Run("shadow", "--generate", day, "--plans", Plan("vote(macd-cross, hope)"), "--journal", folder["other"]).Refuses("plan 1", "column 18");
    }
}
