using System.Text;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

public sealed class CsvImportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-import-").FullName;

    private string Recording => Path.Combine(_folder, "out.rec");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Bars_are_stamped_at_their_end_with_an_inferred_interval()
    {
        ImportReport report = CsvImport.Bars(File("""
            symbol,ts,extra,close,low,high,open,segment,volume,oi
            NIFTY,2026-11-18T09:15:00+05:30,x,105,99,110,100,NSE_INDEX,,
            NIFTY,2026-11-18T09:18:00+05:30,x,106,99,110,105,NSE_INDEX,12,7
            NIFTY,2026-11-18T03:51:00Z,"a,b",107,99,110,106,NSE_INDEX,13,8
            """), Recording);
        Assert.Equal((3, 3, 3), (report.Rows, report.Accepted, report.IntervalMinutes));
        InboundRecord[] bars = Read();
        Assert.Equal([At(9, 18), At(9, 21), At(9, 24)], bars.Select(b => b.Header.ExchangeTime));
        Assert.Equal((At(9, 18), 105m, 110m, 99m, 106m, 12L, 7L, 3), (bars[1].Bar.Start, bars[1].Bar.Open.ToDecimal(), bars[1].Bar.High.ToDecimal(),
            bars[1].Bar.Low.ToDecimal(), bars[1].Bar.Close.ToDecimal(), bars[1].Bar.Volume, bars[1].Bar.OpenInterest, bars[1].Bar.IntervalMinutes));
    }

    [Fact]
    public void Every_bad_bar_is_counted_with_the_line_of_the_first()
    {
        ImportReport report = CsvImport.Bars(File("""
            ts,symbol,segment,open,high,low,close,volume,oi
            2026-11-18T09:15:00+05:30,ITC,NSE_EQ,100,101,99,100,5,
            2026-11-18T09:16:00,ITC,NSE_EQ,100,101,99,100,5,
            2026-13-18T09:16:00Z,ITC,NSE_EQ,100,101,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,1e2,101,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100.00001,101,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100,101,99,,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,0,101,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100,98,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100,101,99,102,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100,101,99,100,-5,
            2026-11-18T09:16:00+05:30,ITC,LSE,100,101,99,100,5,
            2026-11-18T09:16:00+05:30,XYZ,LSE,100,101,99,100,5,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,100,101,99,100,5,
            2026-11-18T09:14:00+05:30,ITC,NSE_EQ,100,101,99,100,5,
            2026-11-18T20:00:00+05:30,ITC,NSE_EQ,100,101,99,100,5,
            2026-11-18T20:00:00+05:30,ITC,,100,101,99,100,5,
            """), Recording);
        Assert.Equal(
        [
            new(RejectReason.BadTime, 2, 3), new(RejectReason.BadNumber, 1, 5), new(RejectReason.TooFine, 1, 6), new(RejectReason.MissingValue, 1, 7),
            new(RejectReason.PriceNotPositive, 1, 8), new(RejectReason.HighBelowLow, 1, 9), new(RejectReason.OutsideRange, 1, 10),
            new(RejectReason.NegativeQuantity, 1, 11), new(RejectReason.UnknownSegment, 2, 12), new(RejectReason.BackwardTime, 1, 15),
            new(RejectReason.Duplicate, 1, 17),
        ], report.Rejected);
        Assert.Equal((16, 3), (report.Rows, report.Accepted));
        Assert.Equal(16, report.Accepted + report.Rejected.Sum(r => r.Count));
    }

    [Fact]
    public void Bars_sorted_by_symbol_are_merged_by_time()
    {
        ImportReport report = CsvImport.Bars(File("""
            ts,symbol,segment,open,high,low,close,volume,oi
            2026-11-18T09:15:00+05:30,ITC,NSE_EQ,1,1,1,1,,
            2026-11-18T09:16:00+05:30,ITC,NSE_EQ,2,2,2,2,,
            2026-11-18T09:15:00+05:30,SBIN,NSE_EQ,3,3,3,3,,
            2026-11-18T09:16:00+05:30,SBIN,NSE_EQ,4,4,4,4,,
            """), Recording);
        Assert.Equal((4, 1), (report.Accepted, report.Reordered));
        Assert.Equal([1m, 3m, 2m, 4m], Read().Select(b => b.Bar.Open.ToDecimal()));
    }

    [Fact]
    public void Daily_bars_end_with_their_date()
    {
        ImportReport report = CsvImport.Bars(File("""
            ts,symbol,segment,open,high,low,close,volume,oi
            2026-11-16,ITC,NSE_EQ,1,1,1,1,,
            2026-11-17,ITC,NSE_EQ,2,2,2,2,,
            2026-11-20,ITC,NSE_EQ,3,3,3,3,,
            """), Recording);
        Assert.Equal(1440, report.IntervalMinutes);
        Assert.Equal(Ist.At(new DateOnly(2026, 11, 21), TimeOnly.MinValue), report.Recording.Last);
    }

    [Fact]
    public void Ticks_keep_what_is_there_and_leave_out_what_is_blank()
    {
        ImportReport report = CsvImport.Ticks(File("""
            ts,recv_ns,symbol,ltp,qty,bid,ask,bidqty,askqty,volume,oi,aggressor
            2026-11-18T10:00:00.000001+05:30,1794976200000009999,RELIANCE-FUT,1518.9,500,1518.5,1518.8,1500,2000,100,200,
            2026-11-18T10:00:01+05:30,,RELIANCE-FUT,,,1518.6,,1000,0,,,
            2026-11-18T10:00:02+05:30,,RELIANCE-FUT,1519,500,,,,,,,S
            2026-11-18T10:00:03+05:30,,RELIANCE-FUT,1519.1,,,,,,,,
            2026-11-18T10:00:04+05:30,,RELIANCE-FUT,,,,,,,,,
            """), Recording);
        Assert.Equal([new(RejectReason.MissingValue, 1, 6)], report.Rejected);
        InboundRecord[] ticks = Read();
        Assert.Equal(1794976200000009999, ticks[0].Header.ArrivalTime.UnixNanos);
        Assert.Equal(TickFields.Last | TickFields.LastQuantity | TickFields.Bid | TickFields.Ask | TickFields.Volume | TickFields.OpenInterest, (TickFields)ticks[0].Header.Flags);
        Assert.Equal((TickFields.Bid, 1000, 0), ((TickFields)ticks[1].Header.Flags, ticks[1].Touchline.BidQuantity, ticks[1].Touchline.AskQuantity));
        Assert.Equal((InboundKind.Trade, 500, -1), (ticks[2].Header.Kind, ticks[2].Trade.Quantity, ticks[2].Trade.Aggressor));
        Assert.Equal(TickFields.Last, (TickFields)ticks[3].Header.Flags);
    }

    [Fact]
    public void Ticks_a_little_late_are_sorted_and_later_ones_rejected()
    {
        ImportReport report = CsvImport.Ticks(File("""
            ts,symbol,ltp
            2026-11-18T10:00:00+05:30,ITC,1
            2026-11-18T10:00:02+05:30,ITC,3
            2026-11-18T10:00:01+05:30,ITC,2
            2026-11-18T09:59:59+05:30,ITC,9
            2026-11-18T10:00:05+05:30,ITC,4
            """), Recording, new CsvImportOptions { ReorderWindowNanos = 2 * Timestamp.NanosPerSecond });
        Assert.Equal((4, 1), (report.Accepted, report.Reordered));
        Assert.Equal([new(RejectReason.BackwardTime, 1, 5)], report.Rejected);
        Assert.Equal([1m, 2m, 3m, 4m], Read().Select(t => t.Touchline.Last.ToDecimal()));
    }

    [Theory]
    [InlineData("NIFTY", "2024-03-01", "NSE_INDEX", 50, 1, "0.05")]
    [InlineData("NIFTY", "2026-11-18", "NSE_INDEX", 65, 1, "0.10")]
    [InlineData("BANKNIFTY", "2026-11-18", "NSE_INDEX", 30, 1, "0.20")]
    [InlineData("RELIANCE", "2023-03-01", "NSE_EQ", 1, 1, "0.05")]
    [InlineData("RELIANCE-FUT", "2025-11-17", "NSE_FUT", 500, 1, "0.50")]
    [InlineData("MCX-FUT", "2025-11-17", "NSE_FUT", 125, 1, "0.50")]
    [InlineData("GOLD05FEB25FUT", "2025-01-01", "MCX_FUT", 1, 100, "1")]
    [InlineData("CRUDEOIL17JUL254000PE", "2025-06-17", "MCX_OPT", 1, 100, "0.10")]
    [InlineData("CRUDEOILM17JUL254000PE", "2025-06-17", "MCX_OPT", 1, 10, "0.05")]
    [InlineData("USDINR26NOVFUT", "2026-11-18", "CUR_FUT", 1, 1000, "0.0025")]
    [InlineData("BTCUSDT-PERP", "2024-08-08", "OTHER", 1, 1, "0.05")]
    public void Instruments_follow_from_symbol_and_day(string symbol, string day, string code, int lot, int multiplier, string tick)
    {
        string price = symbol == "BANKNIFTY" ? "58000" : symbol == "NIFTY" ? "25000" : "6000";
        CsvImport.Ticks(File($"ts,symbol,ltp\n{day},{symbol},{price}\n"), Recording);
        using RecordingReader reader = RecordingReader.Open(Recording);
        Instrument instrument = Assert.Single(reader.Instruments);
        Assert.Equal((code, lot, multiplier), (SegmentCode.Of(instrument), instrument.LotSize, instrument.Multiplier));
        Assert.Equal(Price.FromRupees(decimal.Parse(tick, System.Globalization.CultureInfo.InvariantCulture)), instrument.TickSize);
        Assert.Equal(symbol.Contains("NIFTY", StringComparison.Ordinal), instrument.IndexTradedAsFuture);
    }

    [Fact]
    public void The_expiry_stands_in_the_symbol()
    {
        CsvImport.Ticks(File("ts,symbol,ltp\n2025-06-17,CRUDEOIL17JUL254000PE,42.1\n"), Recording);
        using RecordingReader reader = RecordingReader.Open(Recording);
        Assert.Equal(new DateOnly(2025, 7, 17), reader.Instruments[0].Expiry);
    }

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

    [Fact]
    public void The_span_of_bars_begins_with_the_first_ones_start()
    {
        CsvImport.Bars(File("ts,symbol,open,high,low,close\n2026-11-18T09:15:00+05:30,ITC,1,1,1,1\n2026-11-18T09:20:00+05:30,ITC,1,1,1,1\n"), Recording);
        RecordingStat stat = RecordingStat.Of(Recording);
        Assert.Equal((At(9, 15), At(9, 25)), (stat.First, stat.Last));
        Assert.Equal(At(9, 15), stat.Instruments[0].First);
    }

    [Theory]
    [InlineData("bars.csv")]
    [InlineData("bars.csv.gz")]
    public void Bars_survive_the_way_out_and_in_again(string name)
    {
        CsvImport.Bars(File("""
            ts,symbol,segment,open,high,low,close,volume,oi
            2026-11-18T09:15:00+05:30,NIFTY,NSE_INDEX,100.05,110,99,105,,
            2026-11-18T09:15:00+05:30,ITC,NSE_EQ,404,404.5,403.25,404,120,
            2026-11-18T09:16:00+05:30,NIFTY,NSE_INDEX,105,110.1234,99,106,,
            """), Recording);
        InboundRecord[] before = Read();
        string csv = Path.Combine(_folder, name);
        Assert.Equal(new ExportReport(3, 0), CsvExport.Bars(Recording, csv));
        CsvImport.Bars(csv, Recording);
        Assert.Equal(before.Select(r => r.Canonical.ToArray()), Read().Select(r => r.Canonical.ToArray()));
    }

    [Fact]
    public void Ticks_survive_the_way_out_and_in_again()
    {
        using (var generator = new MarketDayGenerator(new MarketDayOptions { Seed = 2, Ticks = 20_000 }, Instance))
        using (var writer = new RecordingWriter(Recording, generator.Description, generator.Instruments))
        {
            InboundRecord record = default;
            while (generator.TryRead(ref record)) writer.Write(record);
            writer.Complete();
        }
        string csv = Path.Combine(_folder, "ticks.csv.gz");
        ExportReport export = CsvExport.Ticks(Recording, csv);
        (string, string)[] before = Named(Read().Where(r => r.Header.Kind != InboundKind.Depth));
        Assert.Equal(before.Length, export.Rows);
        Assert.True(export.LeftOut > 0);
        ImportReport report = CsvImport.Ticks(csv, Recording);
        Assert.Empty(report.Rejected);
        Assert.Equal(before, Named(Read()));
    }

    [Theory]
    [InlineData("bars/nse_15m_2019_2021.csv.gz", 86_535, 0, 15)]
    [InlineData("bars/nse_1m_2016_08_09.csv.gz", 81_000, 0, 1)]
    [InlineData("bars/mcx_crudeoil_options_1m_2025_06.csv.gz", 130_550, 26, 1)] // 26 rows carry a negative volume
    [InlineData("bars/mcx_gold_futures_daily_2013_2023.csv.gz", 4_271, 234, 1440)] // 208 days without a trade, 26 closes outside high and low
    [InlineData("defects/stray_rows_2024_02_04.csv.gz", 361, 0, 1)]
    public void Recorded_bars_are_read_row_by_row(string name, long rows, long rejected, int interval)
    {
        ImportReport report = CsvImport.Bars(SharedData.Find(name), Recording);
        Assert.Equal((rows, rejected, interval), (report.Rows, report.Rejected.Sum(r => r.Count), report.IntervalMinutes));
    }

    [Theory]
    [InlineData("ticks/nse_stock_futures_ticks_2025-11-17.csv.gz", 4_214, 0)]
    [InlineData("ticks/nifty50_1s_2022_08.csv.gz", 235_349, 0)]
    [InlineData("ticks/binance_btcusdt-perp_2024-08.csv.gz", 87_402, 0)]
    [InlineData("ticks/us_ibm_2013-10-08_trades_quotes.csv.gz", 159_131, 0)]
    public void Recorded_ticks_are_read_row_by_row(string name, long rows, long rejected)
    {
        ImportReport report = CsvImport.Ticks(SharedData.Find(name), Recording);
        Assert.Equal((rows, rejected), (report.Rows, report.Rejected.Sum(r => r.Count)));
        Assert.Equal(rows, report.Recording.Counts.Total);
    }

    private (string, string)[] Named(IEnumerable<InboundRecord> records)
    {
        // Ids follow the order of appearance, which an import without depth may change.
        using RecordingReader reader = RecordingReader.Open(Recording);
        return [.. records.Select(r =>
        {
            string symbol = reader.Instruments[r.Header.Instrument].Symbol;
            r.Header.Instrument = 0;
            return (symbol, Convert.ToHexString(r.Canonical));
        }).OrderBy(p => p.symbol, StringComparer.Ordinal)];
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
