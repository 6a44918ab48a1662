using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra costs</c>: a file of trades, one trade, the plans.</summary>
public sealed class CostsTests
{
    private const string Header = "id,trade_date,broker,exchange,segment,instrument,lot_size,lots,legs,stt_basis,options";
    private const string OutHeader = "id,brokerage,stt,ctt,exchange_txn,sebi,stamp,gst,total,dp_with_gst,total_with_dp,total_unrounded";

    private const string Rows = $"""
        {Header}
        a,2026-09-01,ZERODHA,NSE,EQ_INTRADAY,NSE stock,1,400,B:400@1000#1|S:400@1100#2,leg,
        b,2026-06-22,ZERODHA,NSE,EQ_DELIVERY,NSE stock,1,100,S:100@1610.20#1,leg,
        c,2026-09-15,ZERODHA,MCX,COM_FUT,CRUDEOIL future,100,1,B:100@5721#1|S:100@5766#2,,
        d,2026-08-11,ZERODHA,NSE,EQ_OPT,NIFTY option,65,2,B:130@64.5#1|X:130@98.75#2,leg,

        """;

    private const string Expected = OutHeader + """

        a,40.00,110.00,0.00,25.79,0.84,12.00,11.99,200.62,0.00,200.62,200.62104
        b,0.00,161.00,0.00,4.94,0.16,0.00,0.92,167.02,15.34,182.36,167.04311412
        c,40.00,0.00,57.66,24.12,1.15,11.00,11.75,145.68,0.00,145.68,146.122252
        d,40.00,19.00,0.00,2.98,0.01,0.00,7.74,69.73,0.00,69.73,70.23313909

        """;

    [Fact]
    public void A_file_of_trades_is_charged_to_stdout_to_a_file_and_through_gzip()
    {
        using TempFolder folder = new();
        string file = folder.Write("trades.csv", Rows);
        Outcome screen = Astra.Run("costs", "--file", file).Exits(0);
        Assert.Equal(Expected, screen.Out);
        Assert.Equal("", screen.Err);
        Assert.Equal(Expected, Astra.Run("costs", "--file", file, "--out", "-").Exits(0).Out);

        Assert.Equal("", Astra.Run("costs", "--file", file, "--out", folder["out.csv"]).Exits(0).Out);
        Assert.Equal(Expected, File.ReadAllText(folder["out.csv"]));

        string zipped = folder["trades.csv.gz"];
        using (GZipStream gzip = new(File.Create(zipped), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Rows));
        Astra.Run("costs", "--file", zipped, "--out", folder["out.csv.gz"]).Exits(0);
        using StreamReader back = new(new GZipStream(File.OpenRead(folder["out.csv.gz"]), CompressionMode.Decompress));
        Assert.Equal(Expected, back.ReadToEnd());
    }

    [Fact]
    public void The_reference_examples_are_reproduced_in_every_figure()
    {
        using TempFolder folder = new();
        string reference = SharedData.Require("../reference/cost-examples.csv");
        Astra.Run("costs", "--file", reference, "--out", folder["out.csv"]).Exits(0);
        string[] expected = File.ReadAllLines(reference), actual = File.ReadAllLines(folder["out.csv"]);
        Assert.Equal((OutHeader, expected.Length), (actual[0], actual.Length));
        string[] header = expected[0].Split(','), columns = OutHeader.Split(',');
        for (int i = 1; i < expected.Length; i++)
        {
            // No cell before the last figure holds a comma.
            string[] cells = expected[i].Split(',');
            Assert.Equal(string.Join(',', columns.Select(c => cells[Array.IndexOf(header, c)])), actual[i]);
        }
    }

    [Fact]
    public void Columns_stand_anywhere_others_are_passed_over_and_cells_may_be_quoted()
    {
        using TempFolder folder = new();
        string text = "\uFEFFlegs,note,ID,broker,segment,exchange,trade_date,options\r\n\"B:400@1000#1|S:400@1100#2\",\"a, \"\"b\"\"\",\"x,1\",zerodha,eq_intraday,nse,2026-09-01,\"addon=10, tick=0.05\"\r\n\r\nB:10@100#1,,y,ZERODHA,EQ_DELIVERY,NSE,2026-09-01\r\n";
        string[] lines = Astra.Run("costs", "--file", folder.Write("t.csv", text)).Exits(0).Out.Split('\n');
        Assert.StartsWith("\"x,1\",50.00,110.00,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("y,0.00,1.00,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_row_is_named_with_line_column_and_remedy_and_nothing_is_written()
    {
        using TempFolder folder = new();
        string file = folder.Write("bad.csv", Rows + """
            e,2026-02-30,ZERODHA,NSE,EQ_OPT,,65,1,B:65@1#1,leg,
            f,2026-02-02,NOBODY,NSE,EQ_OPT,,65,1,B:65@1#1,leg,
            g,2026-02-02,ZERODHA,NSE,EQ_OPT,,65,1,B:60@1#1,leg,
            h,2026-02-02,ZERODHA,NSE,EQ_OPT,,x,1,B:65@-1#1,median,colour=red
            i,2019-02-02,ZERODHA,NSE,EQ_OPT,,65,1,B:65@1#1,leg,
            """);
        Astra.Run("costs", "--file", file, "--out", folder["out.csv"]).Refuses(
            $"{file}, line 6, row e, column trade_date: '2026-02-30' is not a date; write it as 2026-04-01",
            $"{file}, line 7, row f, column broker: brokerage-plans.csv has no row for NOBODY",
            $"{file}, line 8, row g, column legs: 60 units are not in lots of 65",
            $"{file}, line 9, row h, column lot_size: 'x'",
            "line 9, row h, column legs", "line 9, row h, column stt_basis: 'median'", "line 9, row h, column options: 'colour=red'",
            "line 10, row i, column trade_date: charges-schedule.csv has no STAMP row for EQ_OPT on NSE that is in force on 2019-02-02",
            "5 of 9 rows cannot be charged; nothing was written");
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Fact]
    public void Files_that_are_none_are_refused()
    {
        using TempFolder folder = new();
        string file = folder.Write("trades.csv", Rows);
        Astra.Run("costs", "--file", folder.Write("a.csv", "id,legs\n1,2\n")).Refuses(folder["a.csv"], "line 1", "trade_date");
        Astra.Run("costs", "--file", folder.Write("e.csv", "")).Refuses(folder["e.csv"], "empty");
        Astra.Run("costs", "--file", folder.Write("q.csv", Header + "\na,\"b\n")).Refuses(folder["q.csv"], "line 2", "double quote");
        Astra.Run("costs", "--file", folder.Write("z.csv.gz", Rows)).Refuses(folder["z.csv.gz"], "gzip");
        Astra.Run("costs", "--file", folder["missing.csv"]).Refuses(folder["missing.csv"], "does not exist");
        Astra.Run("costs", "--file", file, "--out", file).Refuses(file);
        Astra.Run("costs", "--file", file, "--out", Path.Combine(folder["nowhere"], "o.csv")).Refuses("nowhere");
        Assert.Equal(Rows, File.ReadAllText(file));
        Assert.Equal(OutHeader + "\n", Astra.Run("costs", "--file", folder.Write("h.csv", Header + "\n")).Exits(0).Out);
    }

    [Fact]
    public void One_trade_is_shown_with_every_component_its_row_and_its_break_even()
    {
        string text = Astra.Run("costs", "--segment", "NFO_OPT", "--broker", "zerodha", "--date", "2026-11-20", "--buy", "65@120.35", "--sell", "65@138.10").Exits(0).Out;
        foreach (string part in (string[])["brokerage", "STT", "exchange", "SEBI fee", "stamp duty", "GST", "67.962409", "67.27", "2026-04-01", "NSE FATAX73524", "net 1,086.48", "breaks even at 121.40"])
            Assert.Contains(part, text, StringComparison.Ordinal);

        JsonElement json = Astra.Run("costs", "--segment", "EQ_OPT", "--date", "2026-08-11", "--leg", "B:130@64.5", "--leg", "X:130@98.75", "--lot", "65", "--json").Exits(0).Json;
        Assert.Equal((69.73m, "70.23313909"), (json.GetProperty("note").GetDecimal(), json.GetProperty("exact").GetString()));
        Assert.Equal(130 * (98.75m - 64.5m), json.GetProperty("gross").GetDecimal());
        Assert.Equal(23.6m, Astra.Run("costs", "--segment", "NSE_EQ", "--product", "CNC", "--broker", "ANGEL", "--date", "2026-09-22", "--buy", "50@420", "--sell", "50@431.5", "--json").Exits(0).Json.GetProperty("depository").GetDecimal());
    }

    [Fact]
    public void A_rate_and_a_plan_change_by_a_dated_line_of_a_file()
    {
        using TempFolder folder = new();
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        string charges = folder.Write("c.csv", File.ReadAllText(Path.Combine(data, "charges-schedule.csv")) + "STT,ALL,EQ_OPT,sell,premium,0.002,2026-12-01,,Finance Act,M,\n");
        string[] trade = ["costs", "--segment", "EQ_OPT", "--sell", "100@1000", "--json", "--charges", charges, "--brokerage", Path.Combine(data, "custom-plan.csv"), "--broker", "custom", "--date"];
        JsonElement before = Astra.Run([.. trade, "2026-11-30"]).Exits(0).Json, after = Astra.Run([.. trade, "2026-12-01"]).Exits(0).Json;
        Assert.Equal(50m, after.GetProperty("note").GetDecimal() - before.GetProperty("note").GetDecimal());
        Assert.Equal(12.5m, before.GetProperty("lines")[0].GetProperty("note").GetDecimal());
        Astra.Run([.. trade[..^1], "--charges", folder.Write("bad.csv", "levy\n"), "--date", "2026-12-01"]).Exits(2);
    }

    [Fact]
    public void A_misspelt_broker_in_rules_or_depository_charges_is_refused_by_its_line()
    {
        using TempFolder folder = new();
        string data = Path.Combine(AppContext.BaseDirectory, "data");
        string rules = folder.Write("n.csv", File.ReadAllText(Path.Combine(data, "note-rules.csv")) + "ZERODA,stt_rounding,paise,2026-01-01,s,H,\n");
        string depository = folder.Write("d.csv", File.ReadAllText(Path.Combine(data, "depository-charges.csv")) + "DAHN,,12.50,2.25,0,yes,2026-07-01,s,M,\n");
        string[] trade = ["costs", "--segment", "EQ_OPT", "--sell", "65@100"];
        Astra.Run([.. trade, "--note-rules", rules]).Refuses(rules, "line 11", "ZERODA", "ZERODHA");
        Astra.Run([.. trade, "--depository", depository]).Refuses(depository, "line 12", "DAHN", "DHAN");
    }

    [Fact]
    public void A_known_instrument_tells_lot_tick_and_largest_order()
    {
        string[] nifty = ["costs", "--segment", "EQ_OPT", "--instrument", "NIFTY26NOV25000CE", "--date", "2026-11-18"];
        Astra.Run([.. nifty, "--buy", "60@100"]).Refuses("60 units are not in lots of 65", "--lot");
        Astra.Run([.. nifty, "--buy", "65@100.03"]).Refuses("100.03 is off the tick of 0.05", "tick=");
        Astra.Run([.. nifty, "--buy", "60@100.03", "--lot", "60", "--options", "tick=0.01"]).Exits(0);
        Assert.True(Even([.. nifty, "--buy", "6500@100"]) > Even(["costs", "--segment", "EQ_OPT", "--date", "2026-11-18", "--buy", "6500@100"]));
        Astra.Run("costs", "--segment", "COM_FUT", "--instrument", "CRUDEOIL", "--date", "2026-11-18", "--buy", "150@5700").Refuses("150 units are not in lots of 100");
        Assert.Equal(0m, Even(["costs", "--segment", "COM_FUT", "--instrument", "CRUDEOIL", "--date", "2026-11-18", "--buy", "100@5700"]) % 1);
        Assert.Contains("assumed tick 0.05", Astra.Run("costs", "--segment", "EQ_OPT", "--date", "2026-11-18", "--buy", "65@100").Exits(0).Out, StringComparison.Ordinal);
        Assert.Equal(0.01m, Astra.Run("costs", "--segment", "EQ_INTRADAY", "--date", "2026-11-18", "--buy", "10@200", "--json").Exits(0).Json.GetProperty("breakEvenTick").GetDecimal());

        // Shares sold from delivery: 167.04 for the sale, 15.34 to the depository, about 190.8 to buy them back.
        Assert.Equal(1606.40m, Even(["costs", "--segment", "NSE_EQ", "--product", "CNC", "--date", "2026-06-22", "--sell", "100@1610.20"]));

        static decimal Even(string[] arguments) => Astra.Run([.. arguments, "--json"]).Exits(0).Json.GetProperty("breakEven").GetDecimal();
    }

    [Fact]
    public void Plans_are_listed_with_their_dates()
    {
        string text = Astra.Run("costs", "--plans", "--broker", "angel").Exits(0).Out;
        foreach (string part in (string[])["ANGEL", "EQ_DELIVERY", "2024-11-01", "2025-11-17"]) Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.True(Astra.Run("costs", "--plans", "--json").Exits(0).Json.GetProperty("plans").GetArrayLength() > 50);
        Astra.Run("costs", "--plans", "--broker", "NOBODY").Refuses("NOBODY", "ZERODHA");
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        Astra.Run("costs").Refuses("--file", "--segment", "--plans");
        Astra.Run("costs", "--buy", "65@1").Refuses("--segment");
        Astra.Run("costs", "--segment", "EQ_OPT").Refuses("--buy");
        Astra.Run("costs", "--segment", "NFO", "--buy", "65@1").Refuses("NFO_FUT or NFO_OPT");
        Astra.Run("costs", "--segment", "EQ_OPT", "--buy", "65@0").Refuses("zero");
        Astra.Run("costs", "--segment", "EQ_OPT", "--buy", "60@10", "--lot", "65").Refuses("60 units are not in lots of 65");
        Astra.Run("costs", "--segment", "NFO_OPT", "--exchange", "BSE", "--buy", "65@10").Refuses("do not agree");
        Astra.Run("costs", "--segment", "EQ_OPT", "--date", "1.1.2026", "--buy", "65@10").Refuses("--date");
        Astra.Run("costs", "--segment", "EQ_OPT", "--broker", "nobody", "--buy", "65@10").Refuses("no row for nobody");
    }
}
