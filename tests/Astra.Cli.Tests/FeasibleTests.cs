using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra feasible</c>: what a capital can trade, from any source, with the reason of each.</summary>
public sealed class FeasibleTests
{
    private const string Contracts = """
        symbol,segment,underlying,lot,multiplier,strike,right,expiry,price,underlying_price,as_of
        TCS,NSE_EQ,,,,,,,3000,,2026-11-18
        NIFTY26NOVFUT,NSE_FUT,NIFTY,65,,,,2026-11-24,24500,,2026-11-18
        NIFTY26NOV24500CE,NSE_OPT,NIFTY,65,,24500,CE,2026-11-24,200,,2026-11-18
        GOLD26DECFUT,MCX_FUT,GOLD,1,100,,,2026-12-04,100000,,2026-11-18

        """;

    [Fact]
    public void A_capital_alone_is_answered_with_examples_and_says_so()
    {
        Outcome outcome = Astra.Run("feasible", "--capital", "75000").Exits(0);
        Assert.Contains("EXAMPLE prices", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("approximations", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("options need 1,00,000 of capital, you have 75,000", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("index futures", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_by_class_and_every_reason_stand_in_the_object()
    {
        JsonElement all = Astra.Run("feasible", "--capital", "75000", "--json").Exits(0).Json;
        Assert.True(all.GetProperty("approximate").GetBoolean() && all.GetProperty("examplePrices").GetBoolean());
        JsonElement[] rows = [.. all.GetProperty("rows").EnumerateArray()], groups = [.. all.GetProperty("groups").EnumerateArray()];
        Assert.Equal(all.GetProperty("instruments").GetInt32(), rows.Length);
        Assert.Equal(all.GetProperty("feasible").GetInt32(), rows.Count(r => r.GetProperty("ok").GetBoolean()));
        Assert.Equal(rows.Length, groups.Sum(g => g.GetProperty("instruments").GetInt32()));
        foreach (JsonElement group in groups)
            Assert.Equal(
                group.GetProperty("instruments").GetInt32() - group.GetProperty("feasible").GetInt32(),
                group.GetProperty("reasons").EnumerateObject().Sum(r => r.Value.GetInt32()));
        Assert.All(rows.Where(r => r.GetProperty("class").GetString()!.EndsWith("options", StringComparison.Ordinal)), r => Assert.Equal("capitalUnderMinimum", r.GetProperty("reason").GetString()));
        Assert.All(rows, r => Assert.NotEmpty(r.GetProperty("text").GetString()!));
    }

    [Fact]
    public void A_list_of_contracts_is_judged_at_its_prices()
    {
        using TempFolder folder = new();
        string list = folder.Write("contracts.csv", Contracts);
        JsonElement result = Astra.Run("feasible", "--capital", "300000", "--instruments-from", list, "--json").Exits(0).Json;
        Assert.Equal("2026-11-18", result.GetProperty("date").GetString());
        Assert.Equal(("feasible", 207_025m, 238_078.75m), Row(result, "NIFTY26NOVFUT"));
        Assert.Equal(("feasible", 13_000m, 13_000m), Row(result, "NIFTY26NOV24500CE"));
        Assert.Equal(("marginOverCapital", 725_000m, 833_750m), Row(result, "GOLD26DECFUT"));
        Assert.Equal(("feasible", 600m, 600m), Row(result, "TCS"));

        JsonElement sold = Astra.Run("feasible", "--capital", "300000", "--instruments-from", list, "--side", "sell", "--segment", "NSE_OPT", "--json").Exits(0).Json;
        Assert.Equal(("shareOfCapital", 207_025m, 207_025m), Row(sold, "NIFTY26NOV24500CE"));

        JsonElement dearer = Astra.Run("feasible", "--capital", "300000", "--instruments-from", list, "--prices", folder.Write("p.csv", "symbol,price\nTCS,4000\nNIFTY,25000\n"), "--json").Exits(0).Json;
        Assert.Equal(("feasible", 800m, 800m), Row(dearer, "TCS"));

        JsonElement expired = Astra.Run("feasible", "--capital", "300000", "--instruments-from", list, "--at", "2026-11-25", "--json").Exits(0).Json;
        Assert.Equal("expired", Row(expired, "NIFTY26NOVFUT").Reason);
    }

    [Fact]
    public void A_recording_is_judged_at_its_last_prices_and_products_choose()
    {
        using TempFolder folder = new();
        string recording = folder["day.rec"];
        Astra.Run("record", "--generate", SmallDay.Spec, "--out", recording).Exits(0);
        JsonElement all = Astra.Run("feasible", "--capital", "5000000", "--recording", recording, "--json").Exits(0).Json;
        Assert.False(all.GetProperty("examplePrices").GetBoolean());
        Assert.Equal(12, all.GetProperty("instruments").GetInt32());
        Assert.Equal(12, all.GetProperty("feasible").GetInt32());

        JsonElement shares = Astra.Run("feasible", "--capital", "5000", "--recording", recording, "--product", "cnc", "--json").Exits(0).Json;
        JsonElement derivatives = Astra.Run("feasible", "--capital", "5000", "--recording", recording, "--product", "NRML", "--json").Exits(0).Json;
        Assert.Equal(12, shares.GetProperty("instruments").GetInt32() + derivatives.GetProperty("instruments").GetInt32());
        Assert.Equal(0, shares.GetProperty("feasible").GetInt32());
    }

    [Fact]
    public void Only_and_limit_choose_what_is_listed_and_not_what_is_counted()
    {
        JsonElement no = Astra.Run("feasible", "--capital", "75000", "--only", "no", "--limit", "3", "--json").Exits(0).Json;
        JsonElement[] rows = [.. no.GetProperty("rows").EnumerateArray()];
        Assert.Equal(3, rows.Length);
        Assert.All(rows, r => Assert.False(r.GetProperty("ok").GetBoolean()));
        Assert.True(no.GetProperty("instruments").GetInt32() > 3);
    }

    [Fact]
    public void Rules_of_ones_own_take_the_place_of_those_shipped()
    {
        using TempFolder folder = new();
        string rules = folder.Write("rules.csv", "class,minimum_capital,maximum_share_bp,cushion_bp,effective_from,effective_to,source,confidence,note\nEQ_INTRADAY,500,10000,0,2020-01-01,,mine,,\n");
        JsonElement result = Astra.Run("feasible", "--capital", "600", "--capital-rules", rules, "--instruments-from", folder.Write("c.csv", Contracts), "--json").Exits(0).Json;
        Assert.Equal("feasible", Row(result, "TCS").Reason);
        JsonElement future = result.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("symbol").GetString() == "NIFTY26NOVFUT");
        Assert.Equal("noTerms", future.GetProperty("reason").GetString());
        Assert.Contains("no row for INDEX_FUT", future.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused_by_file_line_and_remedy()
    {
        using TempFolder folder = new();
        Astra.Run("feasible").Refuses("--capital");
        Astra.Run("feasible", "--capital", "0").Refuses("--capital 0");
        Astra.Run("feasible", "--capital", "much").Refuses("--capital much", "a number");
        Astra.Run("feasible", "--capital", "100000", "--product", "MTF").Refuses("--product MTF", "MIS, CNC, NRML");
        Astra.Run("feasible", "--capital", "100000", "--side", "short").Refuses("--side short", "buy, sell");
        Astra.Run("feasible", "--capital", "100000", "--side", "sell", "--product", "CNC").Refuses("sell them as MIS");
        Astra.Run("feasible", "--capital", "100000", "--only", "maybe").Refuses("--only maybe", "yes, no");
        Astra.Run("feasible", "--capital", "100000", "--limit", "-1").Refuses("--limit -1");
        Astra.Run("feasible", "--capital", "100000", "--segment", "NFO").Refuses("--segment NFO", "NSE_FUT");
        Astra.Run("feasible", "--capital", "100000", "--at", "tomorrow").Refuses("--at", "2026-11-18");
        Astra.Run("feasible", "--capital", "100000", "--recording", folder["none.rec"]).Refuses(folder["none.rec"]);
        Astra.Run("feasible", "--capital", "100000", "--recording", "a", "--instruments-from", "b").Refuses("exclude each other");
        Prices("symbol,cost\nTCS,1\n").Refuses("line 1", "'price' is missing");
        Prices("symbol,price\nTCS,0\n").Refuses("line 2", "price '0' is no price");
        Prices("symbol,price\nTCS,1e3\n").Refuses("line 2", "price '1e3' is no price");
        Prices("symbol,price\nTCS,10\nTCS,11\n").Refuses("line 3", "TCS has a price already");
        List("A,NFO,100,1,,").Refuses("line 2", "unknown segment 'NFO'");
        List("A,NSE_FUT,100,0,,").Refuses("line 2", "lot '0'");
        List("A,NSE_OPT,100,65,,CE").Refuses("line 2", "strike '' is no price");
        List("A,NSE_OPT,100,65,100,C").Refuses("line 2", "right 'C'", "CE or PE");
        Astra.Run("feasible", "--capital", "100000", "--margin-rates", folder.Write("m.csv", "item\nINITIAL\n")).Refuses(folder["m.csv"], "line 1");

        Outcome Prices(string csv) => Astra.Run("feasible", "--capital", "100000", "--prices", folder.Write("p.csv", csv));

        Outcome List(string row) =>
            Astra.Run("feasible", "--capital", "100000", "--instruments-from", folder.Write("l.csv", $"symbol,segment,price,lot,strike,right\n{row}\n"));
    }

    [Fact]
    public void A_price_that_fits_nothing_is_named()
    {
        using TempFolder folder = new();
        Outcome outcome = Astra.Run("feasible", "--capital", "100000", "--prices", folder.Write("p.csv", "symbol,price\nNOSUCH,10\n")).Exits(0);
        Assert.Contains("NOSUCH", outcome.Err, StringComparison.Ordinal);
    }

    private static (string Reason, decimal? Margin, decimal? Needed) Row(JsonElement result, string symbol)
    {
        JsonElement row = result.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("symbol").GetString() == symbol);
        return (row.GetProperty("reason").GetString()!, Number("margin"), Number("needed"));

        decimal? Number(string name) => row.GetProperty(name).ValueKind == JsonValueKind.Null ? null : row.GetProperty(name).GetDecimal();
    }
}
