using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Astra.Cli.Tests;

/// <summary><c>astra indicators</c>: the list, and columns over a file of bars.</summary>
public sealed class IndicatorsTests
{
    private const string Header = "time,session,open,high,low,close,volume";

    private const string Bars = $"""
        {Header}
        2026-11-18T09:15:00+05:30,1,10,11,9,10,100
        2026-11-18T09:16:00+05:30,1,10,12,10,12,300
        2026-11-18T09:18:00+05:30,1,12,12,11,11,0
        2026-11-19T09:15:00+05:30,2,11,13,11,12,50

        """;

    [Fact]
    public void Columns_are_computed_to_stdout_to_a_file_and_through_gzip()
    {
        using TempFolder folder = new();
        string file = folder.Write("bars.csv", Bars);
        const string Expected = """
            time,sma_2,vwap_session,obv
            2026-11-18T09:15:00+05:30,,10,100
            2026-11-18T09:16:00+05:30,11,11,400
            2026-11-18T09:18:00+05:30,11.5,11,400
            2026-11-19T09:15:00+05:30,11.5,12,450

            """;
        Assert.Equal(Expected, Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2,vwap_session,obv").Exits(0).Out);
        string names = folder.Write("names.csv", "time,sma_2,vwap_session,obv\n");
        Assert.Equal("", Astra.Run("indicators", "compute", "--input", file, "--columns-from", names, "--output", folder["out.csv.gz"]).Exits(0).Out);
        using StreamReader back = new(new GZipStream(File.OpenRead(folder["out.csv.gz"]), CompressionMode.Decompress));
        Assert.Equal(Expected, back.ReadToEnd());
    }

    [Fact]
    public void Each_case_starts_from_an_empty_state_and_dates_begin_sessions_where_no_column_does()
    {
        using TempFolder folder = new();
        string file = folder.Write("cases.csv", """
            case,time,open,high,low,close,volume
            a,2026-11-18T09:15:00+05:30,10,10,10,10,1
            a,2026-11-19T09:15:00+05:30,20,20,20,20,1
            b,2026-11-18T09:15:00+05:30,30,30,30,30,1
            b,2026-11-18T09:16:00+05:30,40,40,40,40,1

            """);
        Assert.Equal("""
            case,time,sma_2,vwap_session
            a,2026-11-18T09:15:00+05:30,,10
            a,2026-11-19T09:15:00+05:30,15,20
            b,2026-11-18T09:15:00+05:30,,30
            b,2026-11-18T09:16:00+05:30,35,35

            """, Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2,vwap_session").Exits(0).Out);
    }

    [Fact]
    public void Each_symbol_starts_from_an_empty_state_also_where_their_rows_stand_between_each_other()
    {
        using TempFolder folder = new();
        string file = folder.Write("symbols.csv", """
            ts,symbol,segment,open,high,low,close,volume,oi
            2026-11-18T15:29:00+05:30,A,NSE_EQ,10,10,10,10,1,
            2026-11-18T15:29:00+05:30,B,NSE_INDEX,30,30,30,30,,
            2026-11-18T23:50:00Z,A,NSE_EQ,20,20,20,20,1,
            2026-11-18T23:50:00Z,B,NSE_INDEX,40,40,40,40,,

            """);
        Assert.Equal("""
            symbol,ts,sma_2,vwap_session
            A,2026-11-18T15:29:00+05:30,,10
            B,2026-11-18T15:29:00+05:30,,
            A,2026-11-18T23:50:00Z,15,20
            B,2026-11-18T23:50:00Z,35,

            """, Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2,vwap_session").Exits(0).Out);
        string twice = folder.Write("twice.csv", File.ReadAllText(file) + "2026-11-18T23:50:00Z,A,NSE_EQ,20,20,20,20,1,\n");
        Astra.Run("indicators", "compute", "--input", twice, "--columns", "sma_2").Refuses("twice.csv, line 6", "the last row of A");
    }

    [Theory]
    [InlineData("input.csv.gz", "expected.csv.gz")]
    [InlineData("edge_input.csv.gz", "edge_expected.csv.gz")]
    public void The_reference_is_reproduced_in_every_cell(string input, string expected)
    {
        string file = SharedData.Require($"../reference/indicators/{input}"), wanted = SharedData.Require($"../reference/indicators/{expected}");
        using TempFolder folder = new();
        Astra.Run("indicators", "compute", "--input", file, "--columns-from", wanted, "--output", folder["out.csv"]).Exits(0);
        using StreamReader reader = new(new GZipStream(File.OpenRead(wanted), CompressionMode.Decompress));
        string[] header = reader.ReadLine()!.Split(','), actual = File.ReadAllLines(folder["out.csv"]), names = actual[0].Split(',');
        for (int row = 1; row < actual.Length; row++)
        {
            string[] theirs = reader.ReadLine()!.Split(','), ours = actual[row].Split(',');
            for (int i = 0; i < header.Length; i++)
            {
                if (header[i] is "case" or "bar" or "time") continue;
                string cell = ours[Array.IndexOf(names, header[i])];
                Assert.Equal(theirs[i].Length > 0, cell.Length > 0);
                if (cell.Length == 0) continue;
                double e = double.Parse(theirs[i], CultureInfo.InvariantCulture), a = double.Parse(cell, CultureInfo.InvariantCulture);
                Assert.True(Math.Abs(a - e) <= (header[i].StartsWith("bb_", StringComparison.Ordinal) || header[i].StartsWith("stddev", StringComparison.Ordinal) ? 1e-6 : 1e-8) * Math.Max(1, Math.Abs(e)), $"{header[i]} row {row}: {cell} instead of {theirs[i]}");
            }
        }
        Assert.Null(reader.ReadLine());
    }

    [Theory]
    [InlineData("2026-11-18T09:15:00+05:30,1,NaN,11,9,10,100", "line 2", "no number")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,0,10,100", "line 2", "over zero")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,-9,10,100", "line 2", "over zero")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,9,11,10,100", "line 2", "high 9 is under low 11")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,9,12,100", "line 2", "outside high and low")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,9,10,99999999999999999999", "line 2", "volume")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,9,10,-5", "line 2", "volume")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10.00001,11,9,10.00001,5", "line 2", "finer than 0.0001")]
    [InlineData("2026-11-18T09:15:00+05:30,1,10,11,9,10", "line 2", "6 cells where the header has 7")]
    [InlineData("soon,1,10,11,9,10,100", "line 2", "is no time")]
    [InlineData("2026-11-18T09:15:00+05:30,1,9,9,9,9,1\n2026-11-18T09:15:00+05:30,1,9,9,9,9,1", "line 3", "time of the row above")]
    [InlineData("2026-11-18T09:15:00+05:30,1,9,9,9,9,1\n2026-11-18T09:14:00+05:30,1,9,9,9,9,1", "line 3", "before the row above")]
    [InlineData("", "bars.csv", "no row")]
    public void A_bad_row_is_refused_with_its_line_and_nothing_is_written(string rows, string place, string reason)
    {
        using TempFolder folder = new();
        string file = folder.Write("bars.csv", $"{Header}\n{rows}\n");
        Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2", "--output", folder["out.csv"]).Refuses(place, reason);
        Assert.False(File.Exists(folder["out.csv"]));
    }

    [Fact]
    public void Bad_rows_are_left_out_and_counted_when_that_is_asked_for()
    {
        using TempFolder folder = new();
        string file = folder.Write("bars.csv", Bars + "2026-11-19T09:16:00+05:30,2,NaN,13,11,12,50\n");
        Outcome outcome = Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2", "--repair").Exits(0);
        Assert.Equal(5, outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("line 6", outcome.Err, StringComparison.Ordinal);
        Assert.Contains("1 bad row left out", outcome.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_and_columns_that_cannot_be_are_refused()
    {
        using TempFolder folder = new();
        string file = folder.Write("bars.csv", Bars), empty = folder.Write("empty.csv", ""), other = folder.Write("other.csv", "time,open\n"), zip = folder.Write("bad.csv.gz", "no gzip");
        Astra.Run("indicators", "compute", "--input", empty, "--columns", "sma_2").Refuses("empty.csv", "empty");
        Astra.Run("indicators", "compute", "--input", other, "--columns", "sma_2").Refuses("other.csv, line 1", "high, low, close, volume");
        Astra.Run("indicators", "compute", "--input", zip, "--columns", "sma_2").Refuses("bad.csv.gz");
        Astra.Run("indicators", "compute", "--input", folder["none.csv"], "--columns", "sma_2").Refuses("none.csv");
        Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2,foo").Refuses("no column 'foo'", "sma_20");
        Outcome zero = Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_0");
        zero.Refuses("'sma_0' cannot be computed", "sma_20");
        Assert.DoesNotContain("Parameter", zero.Err, StringComparison.Ordinal);
        Assert.DoesNotContain("Actual", zero.Err, StringComparison.Ordinal);
        Astra.Run("indicators", "compute", "--input", file).Refuses("--columns");
        Astra.Run("indicators", "compute", "--input", file, "--columns", "sma_2", "--output", file).Refuses("bars.csv");
        Assert.Equal(Bars, File.ReadAllText(file, Encoding.UTF8));
    }

    [Fact]
    public void The_list_names_every_indicator_for_people_and_scripts()
    {
        Assert.Contains("supertrend_10_3", Astra.Run("indicators", "list").Exits(0).Out, StringComparison.Ordinal);
        Assert.True(Astra.Run("indicators", "list", "--json").Exits(0).Json.GetProperty("indicators").GetArrayLength() > 50);
    }
}
