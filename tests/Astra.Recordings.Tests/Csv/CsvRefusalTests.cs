using System.Text;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

/// <summary>What an import will not take, and what it says then.</summary>
public sealed class CsvRefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-import-").FullName;

    private string Recording => Path.Combine(_folder, "out.rec");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("ts,symbol,open,high,low\n", "'close' is missing")]
    [InlineData("\0\u0001PNG binary\u0002\n", "'ts' is missing")]
    [InlineData("time;symbol;open;high;low;close\n", "'ts' is missing")]
    public void A_file_that_is_no_table_of_bars_is_refused_with_line_and_remedy(string text, string problem)
    {
        string path = File(text);
        var error = Assert.Throws<CsvFormatException>(() => CsvImport.Bars(path, Recording));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
        Assert.False(System.IO.File.Exists(Recording));
    }

    [Fact]
    public void Plain_text_named_gz_is_refused_with_the_reason()
    {
        string path = Path.Combine(_folder, "bars.csv.gz");
        System.IO.File.WriteAllText(path, "ts,symbol,open,high,low,close\n");
        Assert.Contains("not whole gzip", Assert.Throws<CsvFormatException>(() => CsvImport.Bars(path, Recording)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_cut_short_is_refused_and_nothing_is_written()
    {
        string path = Path.Combine(_folder, "cut.csv.gz");
        string text = "ts,symbol,ltp\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"2026-11-18T10:{i / 600 % 60:00}:{i / 10 % 60:00}.{i % 10}+05:30,ITC,{100 + i * 7919 % 100}\n"));
        using (var gzip = new System.IO.Compression.GZipStream(System.IO.File.Create(path), System.IO.Compression.CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        Assert.Equal(20_000, CsvImport.Ticks(path, Recording).Accepted);
        System.IO.File.Delete(Recording);
        byte[] whole = System.IO.File.ReadAllBytes(path);
        System.IO.File.WriteAllBytes(path, whole[..(whole.Length * 2 / 3)]);
        var error = Assert.Throws<CsvFormatException>(() => CsvImport.Ticks(path, Recording));
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("ts,symbol,expiry,strike,spot,ce_ltp,ce_oi,pe_ltp\n", 1, "expiry, strike, ce_ltp, ce_oi, pe_ltp")]
    [InlineData("ts,symbol,expiry,strike,option_type,ltp\n2026-11-18,NIFTY,2026-11-24,,,24500\n2026-11-18,BANKNIFTY,2026-11-24,58000,CE,12\n", 3, "expiry, strike, option_type")]
    public void An_option_chain_is_refused_with_its_columns(string text, int line, string columns)
    {
        string path = File(text);
        var error = Assert.Throws<CsvFormatException>(() => CsvImport.Ticks(path, Recording));
        Assert.Equal(line, error.Line);
        Assert.Contains(columns, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_with_symbols_of_their_own_may_tell_their_strike() =>
        Assert.Equal(2, CsvImport.Ticks(File("ts,symbol,strike,ltp\n2026-11-18,NIFTY26NOV24500CE,24500,12\n2026-11-18,NIFTY26NOV24500PE,24500,13\n"), Recording).Accepted);

    [Fact]
    public void One_symbol_of_two_segments_is_two_instruments()
    {
        ImportReport report = CsvImport.Ticks(File("""
            ts,symbol,segment,ltp
            2026-11-18T10:00:00+05:30,RELIANCE,NSE_EQ,1500
            2026-11-18T10:00:01+05:30,RELIANCE,BSE_EQ,1501
            2026-11-18T10:00:02+05:30,RELIANCE,,1502
            2026-11-18T10:00:03+05:30,RELIANCE,BSE_EQ,1503
            2026-11-18T10:00:04+05:30,RELIANCE,LSE,1504
            """), Recording);
        Assert.Equal([new(RejectReason.UnknownSegment, 1, 6)], report.Rejected);
        Assert.Equal([("RELIANCE", Segment.NseEquity), ("RELIANCE:BSE_EQ", Segment.BseEquity)], report.Recording.Instruments.Select(i => (i.Symbol, i.Segment)));
        Assert.Equal([0, 1, 0, 1], Read().Select(t => t.Header.Instrument));
    }

    [Fact]
    public void Impossible_options_are_refused_with_what_is_allowed()
    {
        string path = File("ts,symbol,ltp\n2026-11-18,ITC,1\n");
        Assert.Contains("NSE_EQ, BSE_EQ", Assert.Throws<ArgumentException>(() => CsvImport.Ticks(path, Recording, new CsvImportOptions { Segment = "BAD" })).Message, StringComparison.Ordinal);
        foreach (int minutes in (int[])[0, -1, 1441])
            Assert.Contains("1 to 1440", Assert.Throws<ArgumentException>(() => CsvImport.Bars(path, Recording, new CsvImportOptions { IntervalMinutes = minutes })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_never_its_own_output()
    {
        const string Text = "ts,symbol,ltp\n2026-11-18,ITC,1\n";
        string path = File(Text), link = Path.Combine(_folder, "link.csv");
        System.IO.File.CreateSymbolicLink(link, path);
        foreach (string output in (string[])[path, Path.Combine(_folder, ".", "in.csv"), link])
            Assert.Contains(output, Assert.Throws<SameFileException>(() => CsvImport.Ticks(path, output)).Message, StringComparison.Ordinal);
        Assert.Equal(Text, System.IO.File.ReadAllText(path));
        CsvImport.Ticks(path, Recording);
        Assert.Throws<SameFileException>(() => CsvExport.Ticks(Recording, Recording));
    }

    [Theory]
    [InlineData("ts,symbol,ltp\n", "nothing below its header")]
    [InlineData("ts,symbol,ltp\n2026-11-18,ITC,-1\n2026-11-18,ITC,0\nx,ITC,1\n", "3 refused: 1 bad time, first in line 4; 2 price not positive, first in line 2")]
    public void A_file_without_a_usable_row_is_refused_with_the_reasons(string text, string reasons)
    {
        string path = File(text);
        var error = Assert.Throws<CsvFormatException>(() => CsvImport.Ticks(path, Recording));
        Assert.Contains(path + ": holds no usable row", error.Message, StringComparison.Ordinal);
        Assert.Contains(reasons, error.Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void An_export_of_a_damaged_recording_leaves_no_file()
    {
        CsvImport.Ticks(File("ts,symbol,ltp\n2026-11-18,ITC,1\n"), Recording);
        byte[] bytes = System.IO.File.ReadAllBytes(Recording);
        bytes[^60] ^= 1;
        System.IO.File.WriteAllBytes(Recording, bytes);
        string[] before = Directory.GetFiles(_folder);
        Assert.Throws<RecordingFormatException>(() => CsvExport.Ticks(Recording, Path.Combine(_folder, "out.csv")));
        Assert.Equal(before, Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_place_that_does_not_exist_is_named()
    {
        string path = File("ts,symbol,ltp\n2026-11-18,ITC,1\n"), output = Path.Combine(_folder, "nowhere", "x.rec");
        string message = Assert.Throws<DirectoryNotFoundException>(() => CsvImport.Ticks(path, output)).Message;
        Assert.Contains(output, message, StringComparison.Ordinal);
        Assert.Contains(Path.GetDirectoryName(output)! + " does not exist", message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<FileNotFoundException>(() => RecordingStat.Of(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<FileNotFoundException>(() => RecordingStat.Of(output)).Message, StringComparison.Ordinal);
    }

    private string File(string text)
    {
        string path = Path.Combine(_folder, "in.csv");
        System.IO.File.WriteAllText(path, text.ReplaceLineEndings("\n"), Encoding.UTF8);
        return path;
    }

    private InboundRecord[] Read()
    {
        using RecordingReader reader = RecordingReader.Open(Recording);
        var records = new List<InboundRecord>();
        InboundRecord record = default;
        while (reader.TryRead(ref record)) records.Add(record);
        return [.. records];
    }
}
