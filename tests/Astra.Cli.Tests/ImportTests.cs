using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra import</c> and <c>astra recording</c>: CSV in, a recording, CSV out.</summary>
public sealed class ImportTests
{
    private const string Bars = """
        ts,symbol,segment,open,high,low,close,volume,oi
        2024-02-05T09:15:00+05:30,INFY,NSE_EQ,1700,1704.5,1699,1702,12000,
        2024-02-05T09:15:00+05:30,TCS,NSE_EQ,3900,3905,3895,3901,5000,
        2024-02-05T09:16:00+05:30,INFY,NSE_EQ,1702,1703,1701,1702.5,9000,
        2024-02-05T09:16:00+05:30,TCS,NSE_EQ,3901,3890,3899,3900,4000,
        2024-02-05T09:17:00+05:30,INFY,NSE_EQ,1702.5,1706,1702,x,8000,

        """;

    private const string Ticks = """
        ts,symbol,ltp,qty,bid,ask,bidqty,askqty
        2024-02-05T09:15:00.100+05:30,INFY,1700,10,1699.95,1700.05,100,120
        2024-02-05T09:15:00.400+05:30,INFY,1700.05,5,,,,
        2024-02-05T09:15:01.000+05:30,INFY,-3,5,,,,
        2024-02-05T09:15:02.000+05:30,INFY,1700.1,7,1700.05,1700.15,80,90

        """;

    [Fact]
    public void Bars_are_counted_by_instrument_and_refusals_by_reason_with_their_line()
    {
        using TempFolder folder = new();
        JsonElement import = Astra.Run("import", "--bars", folder.Write("bars.csv", Bars), "--out", folder["bars.rec"], "--json").Exits(0).Json;
        Assert.Equal(5, import.GetProperty("rows").GetInt32());
        Assert.Equal(3, import.GetProperty("accepted").GetInt32());
        Assert.Equal(1, import.GetProperty("intervalMinutes").GetInt32());
        Assert.Equal(5, import.GetProperty("rejected").GetProperty("highBelowLow").GetProperty("firstLine").GetInt32());
        Assert.Equal(6, import.GetProperty("rejected").GetProperty("badNumber").GetProperty("firstLine").GetInt32());

        JsonElement stat = Astra.Run("recording", "stat", folder["bars.rec"], "--json").Exits(0).Json;
        Assert.Equal((3, 2), (stat.GetProperty("bars").GetInt32(), stat.GetProperty("instruments").GetInt32()));
        foreach (JsonElement told in (JsonElement[])[import, stat])
            Assert.Equal(("2024-02-05T09:15:00+05:30", "2024-02-05T09:17:00+05:30"), (told.GetProperty("first").GetString(), told.GetProperty("last").GetString()));
    }

    [Fact]
    public void Ticks_go_in_and_come_out_the_same_through_gzip()
    {
        using TempFolder folder = new();
        string zipped = folder["ticks.csv.gz"];
        using (GZipStream gzip = new(File.Create(zipped), CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(Ticks));
        JsonElement first = Astra.Run("import", "--ticks", zipped, "--out", folder["a.rec.gz"], "--json").Exits(0).Json;
        Assert.Equal((4, 3), (first.GetProperty("rows").GetInt32(), first.GetProperty("accepted").GetInt32()));
        Assert.Equal(4, first.GetProperty("rejected").GetProperty("priceNotPositive").GetProperty("firstLine").GetInt32());

        Astra.Run("recording", "export", folder["a.rec.gz"], "--out", folder["b.csv.gz"]).Exits(0);
        JsonElement again = Astra.Run("import", "--ticks", folder["b.csv.gz"], "--out", folder["b.rec"], "--json").Exits(0).Json;
        Assert.Equal((3, 3), (again.GetProperty("rows").GetInt32(), again.GetProperty("accepted").GetInt32()));
    }

    [Fact]
    public void Bars_are_shadow_traded_on_the_way()
    {
        using TempFolder folder = new();
        JsonElement result = Astra.Run("shadow", "--data", folder.Write("bars.csv", Bars), "--journal", folder["j"], "--json").Exits(0).Json;
        Assert.Equal(3, result.GetProperty("ticks").GetInt64());
        Astra.Run("replay", "--journal", folder["j"], "--json").Exits(0);
    }

    [Fact]
    public void A_file_that_is_no_table_is_refused_by_name_line_and_remedy()
    {
        using TempFolder folder = new();
        Astra.Run("import", "--bars", folder.Write("a.csv", "when,what\n1,2\n"), "--out", folder["a.rec"], "--json").Refuses(folder["a.csv"], "line 1");
        Astra.Run("shadow", "--data", folder.Write("b.csv", "hello\n"), "--journal", folder["j"], "--json").Refuses(folder["b.csv"], "line 1", "bars", "ticks");
        Astra.Run("import", "--ticks", folder["missing.csv"], "--out", folder["a.rec"]).Refuses(folder["missing.csv"]);
        Astra.Run("recording", "stat", folder["b.csv"], "--json").Refuses(folder["b.csv"], "not an Astra recording");
        Astra.Run("shadow", "--recording", folder["b.csv"], "--journal", folder["j"]).Refuses(folder["b.csv"]);
        Assert.False(File.Exists(folder["a.rec"]));
    }

    [Fact]
    public void A_file_that_only_claims_to_be_gzip_is_refused()
    {
        using TempFolder folder = new();
        Astra.Run("shadow", "--data", folder.Write("bars.csv.gz", Bars), "--journal", folder["j"]).Refuses(folder["bars.csv.gz"], "gzip");
    }

    [Fact]
    public void Impossible_options_are_refused_with_what_is_allowed()
    {
        using TempFolder folder = new();
        string bars = folder.Write("bars.csv", Bars);
        Astra.Run("import", "--bars", bars, "--out", folder["a.rec"], "--segment", "BAD").Refuses("--segment BAD", "NSE_EQ", "MCX_FUT");
        Astra.Run("import", "--bars", bars, "--out", folder["a.rec"], "--interval", "0").Refuses("--interval 0", "1 to 1440");
        Astra.Run("import", "--bars", bars, "--out", bars).Refuses(bars);
        Astra.Run("record", "--generate", "seed=1,ticks=9999999999999", "--out", folder["a.rec"]).Refuses("200,000,000");
        Assert.Equal(Bars, File.ReadAllText(bars));
    }

    [Fact]
    public void A_file_without_a_usable_row_is_refused_by_its_own_name()
    {
        using TempFolder folder = new();
        string header = folder.Write("header.csv", "ts,symbol,ltp\n"), bad = folder.Write("bad.csv", "ts,symbol,ltp\n2024-02-05,INFY,-1\n"), empty = folder.Write("empty.csv", "");
        Astra.Run("import", "--ticks", bad, "--out", folder["a.rec"]).Refuses($"{bad}: holds no usable row", "price not positive");
        Astra.Run("shadow", "--data", header, "--journal", folder["j"]).Refuses($"{header}: holds no usable row");
        Astra.Run("shadow", "--data", empty, "--journal", folder["j"]).Refuses(empty, "empty");
        Assert.False(File.Exists(folder["a.rec"]));
    }

    [Fact]
    public void Places_are_named_when_they_are_folders_or_missing()
    {
        using TempFolder folder = new();
        string lost = Path.Combine(folder["nowhere"], "x.rec");
        Astra.Run("record", "--generate", "seed=1,ticks=1000", "--out", lost).Refuses(lost, $"{folder["nowhere"]} does not exist");
        Astra.Run("recording", "stat", Path.GetTempPath()).Refuses("is a folder");
        Astra.Run("recording", "stat", lost).Refuses($"{lost} does not exist");
    }

    [Fact]
    public void An_export_counts_what_the_columns_have_no_place_for()
    {
        using TempFolder folder = new();
        JsonElement made = Astra.Run("record", "--generate", "seed=1,ticks=3000", "--out", folder["day.rec"], "--json").Exits(0).Json;
        JsonElement export = Astra.Run("recording", "export", folder["day.rec"], "--out", folder["day.csv"], "--json").Exits(0).Json;
        Assert.Equal(made.GetProperty("depth").GetInt64(), export.GetProperty("leftOut").GetInt64());
        Assert.Equal(made.GetProperty("records").GetInt64(), export.GetProperty("leftOut").GetInt64() + export.GetProperty("rows").GetInt64());
    }

    [Fact]
    public void What_a_killed_import_left_goes_with_the_next()
    {
        using TempFolder folder = new();
        (string, string)[] environment = [("TMPDIR", folder["tmp"])];
        string left = Path.Combine(Directory.CreateDirectory(folder["tmp"]).FullName, $"astra-import-{int.MaxValue}-x.rec"), own = Path.Combine(folder["tmp"], $"astra-import-{Environment.ProcessId}-x.rec");
        File.WriteAllText(left, "");
        File.WriteAllText(own, "");
        Astra.Run(environment, "shadow", "--data", folder.Write("bars.csv", Bars), "--journal", folder["j"], "--json").Exits(0);
        if (!OperatingSystem.IsWindows()) Assert.Equal([own], Directory.GetFiles(folder["tmp"]));
    }
}
