using System.IO.Compression;

namespace Astra.Cli.Tests;

/// <summary><c>astra calendar</c>: the CSV that scripts read, and the answers for people.</summary>
public sealed class CalendarTests
{
    private const string Header = "date,open,session,start,end,note";

    [Fact]
    public void A_range_has_a_row_for_each_session_and_for_each_shut_day()
    {
        string[] lines = Rows("--segment", "NFO", "--from", "2026-07-31", "--to", "2026-08-03");
        Assert.Equal(
            [Header, "2026-07-31,true,regular,09:15,15:30,", "2026-08-01,false,,,,weekend", "2026-08-02,false,,,,weekend", "2026-08-03,true,regular,09:15,15:40,"], lines);
        Assert.Equal(
            [Header, "2024-03-02,true,drill,09:15,10:00,disaster-recovery drill; primary site", "2024-03-02,true,drill,11:30,12:30,disaster-recovery drill; recovery site"],
            Rows("--segment", "NSE", "--from", "2024-03-02", "--to", "2024-03-02"));
        Assert.Equal([Header, "2026-01-01,true,morning,09:00,17:00,New Year Day"], Rows("--segment", "MCX", "--from", "2026-01-01"));
        Assert.Equal([Header, "2026-03-03,true,evening,17:00,23:55,Holi"], Rows("--segment", "mcx", "--from", "2026-03-03"));
        Assert.Equal([Header, "2025-10-21,true,muhurat,13:45,14:45,Diwali Laxmi Pujan: Muhurat"], Rows("--segment", "CDS", "--from", "2025-10-21"));
        Assert.Equal([Header, "2026-02-01,true,special,09:15,15:30,Union Budget (Sunday)"], Rows("--segment", "BSE", "--from", "2026-02-01"));
        Assert.Equal([Header, "2026-08-03,true,regular,09:15,15:30,stocks with derivatives to 15:15 and then a closing auction"], Rows("--segment", "NSE", "--from", "2026-08-03"));
        string unknown = Rows("--segment", "NSE", "--from", "2026-11-08")[1];
        Assert.StartsWith("2026-11-08,false,,,,", unknown, StringComparison.Ordinal);
        Assert.Contains("hours not known", unknown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NSE", "nseequity", "EQ", "NSE_EQ", "eq_fno")]
    [InlineData("NFO", "FNO", "NSE_FO", "NseDerivatives")]
    [InlineData("CDS", "CUR", "Currency")]
    public void A_segment_has_its_common_names(params string[] names)
    {
        string[] first = Rows("--segment", names[0], "--from", "2026-10-01", "--to", "2026-11-30");
        foreach (string name in names) Assert.Equal(first, Rows("--segment", name, "--from", "2026-10-01", "--to", "2026-11-30"));
    }

    [Fact]
    public void It_is_written_to_a_file_and_compressed_by_its_ending()
    {
        using TempFolder folder = new();
        string[] range = ["--segment", "BFO", "--from", "2024-01-01", "--to", "2026-12-31"];
        string screen = Run(range).Exits(0).Out;
        Assert.Equal("", Run([.. range, "--out", folder["c.csv"]]).Exits(0).Out);
        Assert.Equal("", Run([.. range, "--out", folder["c.csv.gz"]]).Exits(0).Out);
        Assert.Equal(screen, File.ReadAllText(folder["c.csv"]));
        using StreamReader packed = new(new GZipStream(File.OpenRead(folder["c.csv.gz"]), CompressionMode.Decompress));
        Assert.Equal(screen, packed.ReadToEnd());
        string[] rows = screen.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(rows, row => Assert.Equal(5, row.Count(c => c == ',')));
        Assert.Equal(1 + 1096 + 2, rows.Length); // two drill Saturdays have two sessions
    }

    [Fact]
    public void Phases_carry_the_exchanges_names_and_their_classes()
    {
        string[] lines = Rows("--segment", "NSE", "--from", "2026-09-07", "--phases");
        Assert.Contains("2026-09-07,true,PREOPEN_LIMIT_ONLY,09:05,09:10,stocks with derivatives", lines);
        Assert.Contains("2026-09-07,true,CONTINUOUS,09:15,15:30,stocks without derivatives", lines);
        Assert.Contains("2026-09-07,true,CAS_MATCH,15:30,15:35,stocks with derivatives", lines);
        Assert.Contains("2026-09-07,true,CONTINUOUS,09:00,17:00,other agricultural", Rows("--segment", "MCX", "--from", "2026-09-07", "--phases"));
        Assert.Equal([Header, "2026-09-06,false,,,,weekend"], Rows("--segment", "NSE", "--from", "2026-09-06", "--phases"));
    }

    [Fact]
    public void An_instant_is_answered_for_people_and_for_scripts()
    {
        string answer = Run("--segment", "NSE", "--at", "2026-08-03 15:20").Exits(0).Out;
        foreach (string part in (string[])["open", "CAS_ENTRY: stocks with derivatives", "CONTINUOUS: stocks without derivatives", "15:12", "15:07", "Tuesday 2026-08-04 09:15-15:30"])
            Assert.Contains(part, answer, StringComparison.Ordinal);
        System.Text.Json.JsonElement json = Run("--segment", "NFO", "--at", "2026-07-31 15:35", "--broker", "zerodha", "--json").Json;
        Assert.False(json.GetProperty("open").GetBoolean());
        Assert.Equal("15:22", json.GetProperty("today")[0].GetProperty("squareOff").GetString());
        Assert.Equal("2026-08-03", json.GetProperty("nextSession").GetProperty("date").GetString());
        Assert.True(Run("--segment", "NFO", "--at", "2026-08-03 15:35", "--json").Json.GetProperty("open").GetBoolean());
        Assert.Equal("Monday 2026-11-09 09:15-15:30\n", Run("--segment", "NSE", "--at", "2026-11-07", "--next").Exits(0).Out);
    }

    [Fact]
    public void Expiries_are_listed_by_underlying()
    {
        string[] lines = Rows("--expiries", "--underlying", "nifty", "--from", "2026-10-14", "--to", "2026-10-31");
        Assert.Equal(
            ["date,underlying,cycle,due,last_time,note", "2026-10-19,NIFTY,weekly,2026-10-20,,pulled forward by a holiday", "2026-10-27,NIFTY,monthly,2026-10-27,,"], lines);
        Assert.Contains("2026-11-26,USDINR,monthly,2026-11-26,12:30,", Rows("--expiries", "--underlying", "USDINR", "--from", "2026-11-01", "--to", "2026-11-30"));
        Assert.Contains("provisional", Run("--expiries", "--underlying", "SENSEX", "--from", "2027-01-01", "--to", "2027-01-31").Exits(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Expiries_are_those_of_known_names_only()
    {
        Run("--expiries", "--underlying", "crudeoil", "--from", "2026-11-01", "--to", "2026-11-30").Refuses("CRUDEOIL", "astra instruments");
        Run("--expiries", "--underlying", "WHATEVER", "--from", "2026-11-01", "--to", "2026-11-30").Refuses("WHATEVER", "NIFTY", "share with derivatives");
        Run("--expiries", "--underlying", "WHATEVER", "--segment", "NFO", "--from", "2026-11-01").Refuses("WHATEVER");
        Assert.Contains("2026-11-23,RELIANCE,monthly", Run("--expiries", "--underlying", "RELIANCE", "--from", "2026-11-01", "--to", "2026-11-30").Exits(0).Out, StringComparison.Ordinal);
        Assert.Contains("2026-11-26,SENSEX50,monthly", Run("--expiries", "--underlying", "SENSEX50", "--from", "2026-11-01", "--to", "2026-11-30").Exits(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broker_without_times_of_its_own_leaves_with_the_earliest()
    {
        string[] ask = ["--segment", "NSE", "--at", "2026-11-18 10:00", "--json"];
        Outcome shoonya = Run([.. ask, "--broker", "shoonya"]).Exits(0);
        Assert.Contains("SHOONYA has no times of its own", shoonya.Err, StringComparison.Ordinal);
        Assert.Equal(Run(ask).Exits(0).Out, shoonya.Out);
        Assert.Equal("", Run([.. ask, "--broker", "ZERODHA"]).Exits(0).Err);
    }

    [Fact]
    public void A_file_of_later_facts_lies_on_top()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["x.csv"], "date,segments,status,pre_open,open,close,name,source\n2026-11-08,NseEquity,Muhurat,17:45,18:00,19:00,Muhurat,circular\n");
        Assert.Equal([Header, "2026-11-08,true,muhurat,18:00,19:00,Muhurat"], Rows("--segment", "NSE", "--from", "2026-11-08", "--calendar", folder["x.csv"]));
        File.WriteAllText(folder["x.csv"], "date,segments,status,pre_open,open,close,name,source\n2026-11-08,NseEquity,Feast,,,,Muhurat,circular\n");
        Run("--segment", "NSE", "--from", "2026-11-08", "--calendar", folder["x.csv"]).Refuses(folder["x.csv"], "line 2", "Feast", "Muhurat");
    }

    [Fact]
    public void A_day_amended_while_it_runs_is_shadowed_and_replayed_to_the_bit()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["x.csv"], "date,segments,status,pre_open,open,close,announced_at,name,source\n2026-11-18,NseDerivatives,Special,09:00,09:15,12:00,2026-11-18T11:30,cut short,test\n");
        string journal = folder["j"];
        System.Text.Json.JsonElement amended = Astra.Run("shadow", "--generate", SmallDay.Spec, "--journal", journal, "--calendar", folder["x.csv"], "--json").Json;
        System.Text.Json.JsonElement replayed = Astra.Run("replay", "--journal", journal, "--verify", "--json").Json;
        Assert.Equal(amended.GetProperty("stateHash").GetString(), replayed.GetProperty("stateHash").GetString());
        string dump = Astra.Run("journal", "dump", "--journal", journal).Exits(0).Out;
        Assert.Contains("\"phase\":\"Amended\"", dump, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Years_whose_holidays_are_not_known_follow_the_rules_and_say_so()
    {
        var years = Run("--segment", "MCX", "--from", "2026-12-31", "--to", "2030-12-31").Exits(0);
        Assert.Contains("2026-12-31,true,regular,09:00,23:55,\n", years.Out, StringComparison.Ordinal);
        Assert.Contains("2029-07-02,true,regular,09:00,23:30,by rule: holidays of that year are not known", years.Out, StringComparison.Ordinal);
        Assert.Contains("known to 2026-12-31", years.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_is_refused_with_the_remedy()
    {
        Run("--segment", "LSE", "--from", "2026-11-18").Refuses("LSE", "NSE, BSE, NFO, BFO, CDS or MCX");
        Run("--from", "2026-11-18").Refuses("--segment");
        Run("--segment", "NSE", "--to", "2026-11-18").Refuses("--from");
        Run("--segment", "NSE", "--from", "2026-11-18", "--to", "2026-11-17").Refuses("later than");
        Run("--segment", "NSE", "--from", "18.11.2026").Refuses("--from", "2026-11-18");
        Run("--segment", "NSE", "--from", "0001-01-01", "--to", "9999-12-31").Refuses("0001-01-01", "does not cover");
        Run("--segment", "NSE", "--at", "2028-01-03 10:00").Refuses("2028-01-03", "does not cover");
        Run("--segment", "NSE", "--at", "noon").Refuses("--at", "noon");
        Run("--segment", "NSE", "--at", "2026-11-18 10:00", "--from", "2026-11-18").Refuses("--at");
        Run("--segment", "NSE", "--from", "2026-11-18", "--json").Refuses("--json");
        Run("--segment", "NSE", "--at", "2026-11-18", "--broker", "NOBODY").Refuses("NOBODY", "ZERODHA");
        Run("--segment", "NSE", "--from", "2026-11-18", "--calendar", "none.csv").Refuses("none.csv");
        Run("--segment", "NSE", "--from", "2026-11-18", "--square-off-lead", "-1").Refuses("--square-off-lead");
        Run("--expiries", "--from", "2026-11-18").Refuses("--underlying");
        Run("--underlying", "NIFTY", "--from", "2026-11-18").Refuses("--expiries");
        Run("--expiries", "--underlying", "GOLD", "--segment", "MCX", "--from", "2026-11-18").Refuses("MCX", "astra instruments");
    }

    private static Outcome Run(params string[] arguments) => Astra.Run(["calendar", .. arguments]);

    private static string[] Rows(params string[] arguments) => Run(arguments).Exits(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
