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
        Assert.Equal("2024-02-05T09:16:00+05:30", stat.GetProperty("first").GetString());
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
}
