using System.IO.Compression;
using Astra.Markets;

namespace Astra.Research.Tests;

public sealed class BarFileTests : IDisposable
{
    private const string Header = "time,session,open,high,low,close,volume";
    private const string Good = "2025-02-03T09:15:00+05:30,1,100.00,101.00,99.50,100.50,10";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"bars-{Guid.NewGuid():N}.csv");

    public void Dispose()
    {
        File.Delete(_path);
        File.Delete(_path + ".gz");
    }

    [Fact]
    public void A_bar_has_its_prices_times_and_session()
    {
        Write(Header, Good, "2025-02-03T09:16:00+05:30,1,100.5,100.5,100.5,100.5,", "2025-02-04T09:15:00+05:30,2,101,101,101,101,7");
        BarSeries series = BarFile.Read(_path).Series.Single();

        Assert.Equal(1, series.IntervalMinutes);
        Assert.Equal([BarFlags.SessionStart, BarFlags.None, BarFlags.SessionStart], series.Bars.ToArray().Select(b => b.Flags));
        Bar bar = series[0];
        Assert.Equal("2025-02-03T09:15:00+05:30", bar.Start.ToString());
        Assert.Equal("2025-02-03T09:16:00+05:30", bar.End.ToString());
        Assert.Equal((1_000_000, 1_010_000, 995_000, 1_005_000), (bar.Open.Units, bar.High.Units, bar.Low.Units, bar.Close.Units));
        Assert.Equal((10, 0), (bar.Volume, series[1].Volume));
    }

    [Fact]
    public void Several_symbols_give_a_series_each_and_gaps_are_no_fault()
    {
        Write("ts,symbol,segment,open,high,low,close,volume,oi",
            "2024-02-01T09:15:00+05:30,SBIN,NSE_EQ,600,601,599,600,5,", "2024-02-01T09:15:00+05:30,NIFTY,NSE_INDEX,21700,21710,21690,21705,,",
            "2024-02-01T09:16:00+05:30,SBIN,NSE_EQ,600,601,599,600,5,", "2024-02-01T11:00:00+05:30,SBIN,NSE_EQ,600,601,599,600,5,",
            "2024-02-02T09:16:00+05:30,NIFTY,NSE_INDEX,21700,21710,21690,21705,,");
        BarFileContent content = BarFile.Read(_path);

        Assert.Equal(["SBIN", "NIFTY"], content.Series.Select(s => s.Instrument.Symbol));
        Assert.Equal([3, 2], content.Series.Select(s => s.Count));
        Assert.Equal(InstrumentKind.Index, content.Series[1].Instrument.Kind);
        Assert.Equal(BarFlags.SessionStart, content.Series[1][1].Flags);
        Assert.Equal(["NIFTY"], BarFile.Read(_path, new BarFileOptions { Symbols = ["NIFTY"] }).Series.Select(s => s.Instrument.Symbol));
    }

    [Theory]
    [InlineData("2025-02-03T09:15:00+05:30,1,100,101,99,100,1", "second bar of the same time")]
    [InlineData("2025-02-03T09:14:00+05:30,1,100,101,99,100,1", "before that of the row above")]
    [InlineData("2025-02-03T09:16:00+05:30,1,NaN,101,99,100,1", "not a number")]
    [InlineData("2025-02-03T09:16:00+05:30,1,,101,99,100,1", "not a number")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,inf,99,100,1", "not a number")]
    [InlineData("2025-02-03T09:16:00+05:30,1,0,101,99,100,1", "zero or negative")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,-99,100,1", "zero or negative")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,98,99,100,1", "high below its low")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,102,1", "outside high and low")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100.00001,101,99,100,1", "finer than 0.0001")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,1e12,99,100,1", "hundred million")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100,9223372036854775808", "volume")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100,-1", "volume")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100,1.5", "volume")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100,NaN", "volume")]
    [InlineData("2025-02-03T09:16:00+05:30,1,100,101,99,100", "cells")]
    [InlineData("2025-02-03 09:16:00,1,100,101,99,100,1", "ISO 8601")]
    [InlineData("2025-02-30T09:16:00+05:30,1,100,101,99,100,1", "ISO 8601")]
    public void A_bad_row_is_refused_with_its_line_or_dropped_and_counted(string row, string words)
    {
        Write(Header, Good, row, "2025-02-03T09:17:00+05:30,1,100,101,99,100,1");

        ResearchInputException refusal = Assert.Throws<ResearchInputException>(() => BarFile.Read(_path));
        Assert.Equal(3, refusal.Line);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_path, refusal.Message, StringComparison.Ordinal);

        BarFileContent repaired = BarFile.Read(_path, new BarFileOptions { Repair = true });
        Assert.Equal(2, repaired.Series.Single().Count);
        BarRepair repair = Assert.Single(repaired.Repairs);
        Assert.Equal((1, 3), (repair.Count, repair.FirstLine));
        Assert.Contains(words, repair.Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(Header, "nothing below the header")]
    [InlineData("time,session,open,high,low,volume", "column close is missing")]
    [InlineData("date,price", "time or ts, open, high, low, close is missing")]
    [InlineData("ts,symbol,strike,open,high,low,close", "option chain")]
    public void A_file_without_bars_is_refused(string text, string words)
    {
        File.WriteAllText(_path, text);
        Assert.Contains(words, Assert.Throws<ResearchInputException>(() => BarFile.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_all_bad_is_refused_even_with_repair()
    {
        Write(Header, "2025-02-03T09:16:00+05:30,1,0,0,0,0,0");
        Assert.Contains("no row is left", Assert.Throws<ResearchInputException>(() => BarFile.Read(_path, new BarFileOptions { Repair = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_is_read_by_its_ending_and_torn_gzip_is_refused()
    {
        using (GZipStream packed = new(File.Create(_path + ".gz"), CompressionLevel.Fastest)) packed.Write(System.Text.Encoding.UTF8.GetBytes($"{Header}\n{Good}\n"));
        Assert.Equal(1, BarFile.Read(_path + ".gz").Series.Single().Count);
        File.WriteAllText(_path + ".gz", $"{Header}\n{Good}\n");
        Assert.Contains("gzip", Assert.Throws<ResearchInputException>(() => BarFile.Read(_path + ".gz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_symbol_that_is_not_there_is_said_with_those_that_are()
    {
        Write("ts,symbol,open,high,low,close", "2024-02-01T09:15:00+05:30,SBIN,600,601,599,600");
        string message = Assert.Throws<ResearchInputException>(() => BarFile.Read(_path, new BarFileOptions { Symbols = ["TCS"] })).Message;
        Assert.Contains("TCS", message, StringComparison.Ordinal);
        Assert.Contains("SBIN", message, StringComparison.Ordinal);
    }

    private void Write(params string[] lines) => File.WriteAllLines(_path, lines);
}
