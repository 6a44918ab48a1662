using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra instruments</c>: masters in, answers out.</summary>
public sealed class InstrumentsTests
{
    private const string Nfo = """
        Exchange,Token,LotSize,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,
        NFO,11,65,NIFTY,NIFTY24NOV26F,24-NOV-2026,FUTIDX,XX,-0.01,0.1,
        NFO,12,65,NIFTY,NIFTY24NOV26P26000,24-NOV-2026,OPTIDX,PE,26000,0.05,
        NFO,13,65,NIFTY,NIFTY24NOV26C26000,24-NOV-2026,OPTIDX,CE,26000,0.05,
        NFO,14,65,NIFTY,NIFTY24NOV26C25900,24-NOV-2026,OPTIDX,CE,25900,0.05,
        NFO,15,500,RELIANCE,RELIANCE24NOV26F,24-NOV-2026,FUTSTK,XX,-0.01,0.1,
        NFO,16,65,,,,OPTIDX,CE,0,0.05,

        """;

    private const string Nse = """
        Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,
        NSE,2885,1,RELIANCE,RELIANCE-EQ,EQ,0.1,
        NSE,26000,1,Nifty 50,NIFTY INDEX,INDEX,0,

        """;

    [Fact]
    public void A_master_is_counted_with_its_bad_rows_named()
    {
        using TempFolder folder = new();
        Outcome run = Astra.Run("instruments", "--master", folder.Write("NFO.txt", Nfo) + "," + folder.Write("NSE.txt", Nse), "--date", "2026-11-18").Exits(0);
        Assert.Contains("line 7: NFO|16", run.Out, StringComparison.Ordinal);
        Assert.Contains("left out, placeholder: 1", run.Out, StringComparison.Ordinal);
        Assert.Contains("rows/s", run.Err, StringComparison.Ordinal);

        JsonElement json = Astra.Run("instruments", "--master", folder["NFO.txt"], "--master", folder["NSE.txt"], "--date", "2026-11-18", "--json").Exits(0).Json;
        Assert.Equal(7, json.GetProperty("instruments").GetInt32());
        JsonElement file = json.GetProperty("files")[0];
        Assert.Equal((6, 5), (file.GetProperty("rows").GetInt32(), file.GetProperty("accepted").GetInt32()));
        JsonElement bad = file.GetProperty("rejected").GetProperty("placeholder");
        Assert.Equal((1, 7), (bad.GetProperty("count").GetInt32(), bad.GetProperty("first")[0].GetProperty("line").GetInt32()));
        Assert.Equal(3, json.GetProperty("counts").EnumerateArray().Single(c => c.GetProperty("kind").GetString() == "option").GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("found").ValueKind);
    }

    [Fact]
    public void One_instrument_is_shown_with_every_field()
    {
        using TempFolder folder = new();
        JsonElement one = Found("--master", folder.Write("NFO.txt", Nfo), "--show", "nifty24nov26p26000", "--date", "2026-11-18").Single();
        Assert.Equal((65, 1, 0.05m), (one.GetProperty("lotSize").GetInt32(), one.GetProperty("multiplier").GetInt32(), one.GetProperty("tickSize").GetDecimal()));
        Assert.Equal((1800, 1755), (one.GetProperty("freezeQuantity").GetInt32(), one.GetProperty("largestOrder").GetInt32()));
        Assert.Equal(("2026-11-24", 26_000m, "put"), (one.GetProperty("expiry").GetString(), one.GetProperty("strike").GetDecimal(), one.GetProperty("right").GetString()));
        Assert.Equal(("NIFTY", "Cash", "12"), (one.GetProperty("underlying").GetString(), one.GetProperty("settlement").GetString(), one.GetProperty("token").GetString()));

        string masters = folder["NFO.txt"] + "," + folder.Write("NSE.txt", Nse);
        JsonElement share = Found("--master", masters, "--show", "reliance").Single();
        Assert.True(share.GetProperty("closingAuction").GetBoolean());
        Assert.Equal("RELIANCE", Found("--master", masters, "--show", "NSE:2885").Single().GetProperty("symbol").GetString());
        Assert.Equal("NIFTY", Found("--master", masters, "--show", "Nifty").Single().GetProperty("symbol").GetString());
        Outcome text = Astra.Run("instruments", "--master", masters, "--show", "NIFTY24NOV26F", "--date", "2026-11-18").Exits(0);
        Assert.Contains("1800; largest order 1755 (27 lots)", text.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Contracts_are_listed_by_expiry_and_strike_and_words_narrow_them()
    {
        using TempFolder folder = new();
        string master = folder.Write("NFO.txt", Nfo);
        Assert.Equal(
            ["NIFTY24NOV26F", "NIFTY24NOV26C25900", "NIFTY24NOV26C26000", "NIFTY24NOV26P26000"],
            Symbols("--master", master, "--underlying", "nifty", "--expiry", "2026-11-24"));
        Assert.Equal(["NIFTY24NOV26C25900"], Symbols("--master", master, "--underlying", "NIFTY", "--search", "25900", "--date", "2026-11-18"));
        Assert.Equal(["NIFTY24NOV26P26000", "NIFTY24NOV26C26000"], Symbols("--master", master, "--search", "26000 nov nifty"));
        Assert.Equal(5, Symbols("--master", master, "--segment", "nfo").Length);
        Outcome two = Astra.Run("instruments", "--master", master, "--segment", "NFO", "--limit", "2").Exits(0);
        Assert.Contains("only the first 2", two.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_masters_are_read_by_what_they_are()
    {
        using TempFolder folder = new();
        using (GZipStream gzip = new(File.Create(folder["NFO.gz"]), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Nfo));
        using (ZipArchive zip = ZipFile.Open(folder["NFO_symbols.txt.zip"], ZipArchiveMode.Create))
        using (Stream entry = zip.CreateEntry("NFO_symbols.txt").Open()) entry.Write(Encoding.UTF8.GetBytes(Nfo));
        foreach (string name in (string[])["NFO.gz", "NFO_symbols.txt.zip"])
            Assert.Equal(5, Astra.Run("instruments", "--master", folder[name], "--json").Exits(0).Json.GetProperty("instruments").GetInt32());
        File.WriteAllBytes(folder["cut.gz"], File.ReadAllBytes(folder["NFO.gz"])[..40]);
        Astra.Run("instruments", "--master", folder["cut.gz"]).Refuses("cut.gz");
        File.WriteAllBytes(folder["cut.zip"], File.ReadAllBytes(folder["NFO_symbols.txt.zip"])[..60]);
        Astra.Run("instruments", "--master", folder["cut.zip"]).Refuses("cut.zip", "not a whole gzip or zip");
    }

    [Fact]
    public void What_cannot_be_is_refused_with_the_remedy()
    {
        using TempFolder folder = new();
        string master = folder.Write("NFO.txt", Nfo);
        Astra.Run("instruments").Refuses("--master", "--recording");
        Astra.Run("instruments", "--master", folder["none.txt"]).Refuses("none.txt", "does not exist");
        Astra.Run("instruments", "--master", folder.Write("page.html", "<html>no</html>")).Refuses("page.html, line 1", "neither");
        Astra.Run("instruments", "--master", folder.Write("empty.txt", "")).Refuses("empty.txt", "empty");
        Astra.Run("instruments", "--master", master, "--segment", "NYSE").Refuses("NYSE", "NFO");
        Astra.Run("instruments", "--master", master, "--underlying", "NIFTY", "--expiry", "24-11-2026").Refuses("24-11-2026", "2026-11-24");
        Astra.Run("instruments", "--master", master, "--expiry", "2026-11-24").Refuses("--underlying");
        Astra.Run("instruments", "--master", master, "--show", "A", "--search", "B").Refuses("--show alone");
        Astra.Run("instruments", "--master", master, "--limit", "0").Refuses("--limit 0");
        Outcome none = Astra.Run("instruments", "--master", master, "--search", "silver").Exits(1);
        Assert.Contains("no instrument", none.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_master_that_breaks_off_is_told_and_the_answer_is_no()
    {
        using TempFolder folder = new();
        string cut = folder.Write("cut.json", """[{"token":"3045","symbol":"SBIN-EQ","name":"SBIN","expiry":"","strike":"-1.000000","lotsize":"1","instrumenttype":"","exch_seg":"NSE","tick_size":"5.000000"},{"token":"30""");
        Outcome run = Astra.Run("instruments", "--master", cut, "--json").Exits(1);
        Assert.Equal(1, run.Json.GetProperty("instruments").GetInt32());
        Assert.Contains("row 2", run.Json.GetProperty("files")[0].GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("breaks off", run.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recordings_instruments_are_listed_too()
    {
        using TempFolder folder = new();
        string ticks = folder.Write("ticks.csv", "ts,symbol,ltp\n2026-11-18T10:00:00+05:30,RELIANCE,1500\n2026-11-18T10:00:01+05:30,NIFTY,25000\n");
        Astra.Run("import", "--ticks", ticks, "--out", folder["day.rec"]).Exits(0);
        Assert.Contains("RELIANCE", Astra.Run("instruments", "--recording", folder["day.rec"]).Exits(0).Out, StringComparison.Ordinal);
        JsonElement one = Found("--recording", folder["day.rec"], "--show", "nifty").Single();
        Assert.Equal((65, true), (one.GetProperty("lotSize").GetInt32(), one.GetProperty("indexTradedAsFuture").GetBoolean()));
        Astra.Run("instruments", "--recording", folder["day.rec"], "--master", ticks).Refuses("either");
    }

    [Fact]
    public void The_brokers_own_files_are_read()
    {
        string folder = Path.GetDirectoryName(SharedData.Require(Path.Combine("masters", "shoonya_NFO_symbols_2025-10.txt")))!;
        string[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)];
        JsonElement json = Astra.Run("instruments", "--master", string.Join(',', files), "--date", "2025-10-24", "--json").Exits(0).Json;
        Assert.Equal(files.Length, json.GetProperty("files").GetArrayLength());
        Assert.Equal(json.GetProperty("instruments").GetInt32(), json.GetProperty("files").EnumerateArray().Sum(f => f.GetProperty("accepted").GetInt32()));
        Assert.True(json.GetProperty("instruments").GetInt32() > 1300);
    }

    private static string[] Symbols(params string[] arguments) => [.. Found(arguments).Select(f => f.GetProperty("tradingSymbol").GetString()!)];

    private static JsonElement[] Found(params string[] arguments) =>
        [.. Astra.Run(["instruments", .. arguments, "--json"]).Exits(0).Json.GetProperty("found").EnumerateArray()];
}
