using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>Days in a row from a file: positions that are kept, an expiry, corrections by contract notes, and the replay of it all.</summary>
public sealed class CarryTests
{
    private static readonly DateOnly[] Days = [new(2026, 10, 26), new(2026, 10, 27), new(2026, 10, 28)];

    private const string Future = "NIFTY27OCT26FUT";

    private const string Plans = """
        [{ "instrument": "NIFTY27OCT26FUT", "algorithm": "supertrend-vwap", "intervalMinutes": 1, "product": "carry",
           "stops": { "stopAtr": 50, "targetR": 0, "breakevenR": 0, "trailAtr": 0 } },
         { "instrument": "RELIANCE", "algorithm": "supertrend-vwap", "intervalMinutes": 1, "product": "delivery",
           "stops": { "stopAtr": 50, "targetR": 0, "breakevenR": 0, "trailAtr": 0 } }]
        """;

    [Fact]
    public void Positions_are_kept_over_days_settled_at_expiry_and_replayed_to_the_same_hash()
    {
        using TempFolder folder = new();
        string bars = folder.Write("bars.csv", Bars());
        string plans = folder.Write("plans.json", Plans);
        JsonElement r = Astra.Run("shadow", "--bars", bars, "--plans", plans, "--journal", folder["j"], "--snapshot-every", "500", "--json").Exits(0).Json;
        Assert.False(r.GetProperty("quarantined").TryGetProperty("positionLeftAtClose", out _));
        Assert.NotEqual(0m, r.GetProperty("unrealised").GetDecimal());
        Assert.Equal(r.GetProperty("charges").GetDecimal(), r.GetProperty("chargesBy").EnumerateObject().Sum(c => c.Value.GetDecimal()));

        JsonElement[] said = [.. Lines(folder["j"]).Where(e => e.GetProperty("stream").GetString() == "out")];
        JsonElement settled = Assert.Single(said, e => e.GetProperty("kind").GetString() == "settlement");
        Assert.Equal(("expiry", "cash", "2026-10-27"), (settled.GetProperty("reason").GetString(), settled.GetProperty("outcome").GetString(), settled.GetProperty("time").GetString()![..10]));
        JsonElement[] marks = [.. said.Where(e => e.GetProperty("kind").GetString() == "valuation")];
        Assert.Equal(["2026-10-26", "2026-10-26", "2026-10-27", "2026-10-28"], marks.Select(e => e.GetProperty("time").GetString()![..10]).Order());
        JsonElement[] corrections = [.. said.Where(e => e.GetProperty("kind").GetString() == "trueUp")];
        Assert.Equal(r.GetProperty("trueUp").GetDecimal(), corrections.Sum(e => e.GetProperty("total").GetDecimal()));
        Assert.Equal(2, corrections.Length);
        Assert.Equal("expiry", Assert.Single(said, e => e.GetProperty("kind").GetString() == "trade").GetProperty("reason").GetString());

        JsonElement whole = Astra.Run("replay", "--journal", folder["j"], "--json").Exits(0).Json;
        JsonElement part = Astra.Run("replay", "--journal", folder["j"], "--from-snapshot", "last", "--json").Exits(0).Json;
        foreach (JsonElement replay in (JsonElement[])[whole, part])
            foreach (string hash in (string[])["outboundHash", "stateHash"])
                Assert.Equal(r.GetProperty(hash).GetString(), replay.GetProperty(hash).GetString());
    }

    [Fact]
    public void Without_note_rules_the_fills_estimates_stand()
    {
        using TempFolder folder = new();
        string bars = folder.Write("bars.csv", Bars());
        string plans = folder.Write("plans.json", Plans);
        JsonElement r = Astra.Run(
            "shadow", "--bars", bars, "--plans", plans, "--note-rules", "none", "--depository", "none", "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.Equal(0m, r.GetProperty("trueUp").GetDecimal());
        Assert.DoesNotContain(Lines(folder["j"]), e => e.GetProperty("kind").GetString() == "trueUp");
    }

    [Fact]
    public void Bad_note_rules_are_refused_with_file_line_and_remedy()
    {
        using TempFolder folder = new();
        string rules = folder.Write("rules.csv", "broker,setting,value,effective_from,source,confidence,note\nALL,stt_rounding,florin,2020-01-01,me,M,\n");
        Astra.Run("shadow", "--generate", SmallDay.Spec, "--note-rules", rules, "--journal", folder["j"], "--json").Refuses("rules.csv", "line 2", "florin");
    }

    private static IEnumerable<JsonElement> Lines(string journal) =>
        Astra.Run("journal", "dump", "--journal", journal).Exits(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>One-minute bars: down at first, then a jump and up for the rest of the three days, so that a trend follower buys once and stays.</summary>
    private static string Bars()
    {
        var text = new StringBuilder("ts,symbol,open,high,low,close,volume\n");
        (string Symbol, decimal Price, decimal Step)[] all = [(Future, 25_000m, 2m), ("RELIANCE", 1_500m, 0.1m)];
        decimal[] prices = [.. all.Select(i => i.Price)];
        foreach (DateOnly day in Days)
            for (int minute = 0; minute < 375; minute++)
                for (int i = 0; i < all.Length; i++)
                {
                    if (all[i].Symbol == Future && day > Days[1]) continue;
                    decimal open = prices[i];
                    prices[i] += all[i].Step * (day != Days[0] || minute > 40 ? 1 : minute == 40 ? 200 : -3);
                    (decimal high, decimal low) = (Math.Max(open, prices[i]) + all[i].Step, Math.Min(open, prices[i]) - all[i].Step);
                    string at = day.ToDateTime(new TimeOnly(9, 15).AddMinutes(minute)).ToString("yyyy-MM-dd'T'HH:mm:ss'+05:30'", CultureInfo.InvariantCulture);
                    text.Append(CultureInfo.InvariantCulture, $"{at},{all[i].Symbol},{open},{high},{low},{prices[i]},200000\n");
                }
        return text.ToString();
    }
}
