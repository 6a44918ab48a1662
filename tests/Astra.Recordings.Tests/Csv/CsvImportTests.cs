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

    [Theory]
    [InlineData("NIFTY28OCT2525000CE", "2025-10-20", "NIFTY", "25000", OptionRight.Call, SettlementStyle.Cash, 75, 1800)]
    [InlineData("NIFTY30JAN2523000PE", "2025-01-20", "NIFTY", "23000", OptionRight.Put, SettlementStyle.Cash, 25, 0)] // the month's contract of the old lot…
    [InlineData("NIFTY23JAN2523000PE", "2025-01-20", "NIFTY", "23000", OptionRight.Put, SettlementStyle.Cash, 75, 0)] // …beside the week's of the new one
    [InlineData("RELIANCE28OCT251480CE", "2025-10-20", "RELIANCE", "1480", OptionRight.Call, SettlementStyle.Physical, 500, 0)]
    [InlineData("CRUDEOIL17JUL254000PE", "2025-06-17", "CRUDEOIL", "4000", OptionRight.Put, SettlementStyle.Physical, 1, 100)]
    [InlineData("USDINR26NOV2588.25CE", "2025-11-18", "USDINR", "88.25", OptionRight.Call, SettlementStyle.Cash, 1, 10_000)]
    [InlineData("BANKNIFTY26NOVFUT", "2026-11-18", "BANKNIFTY", "0", OptionRight.None, SettlementStyle.Cash, 30, 600)]
    [InlineData("GOLD05FEB25FUT", "2025-01-01", "GOLD", "0", OptionRight.None, SettlementStyle.Physical, 1, 0)]
    [InlineData("CRUDEOIL19NOV25FUT", "2025-11-01", "CRUDEOIL", "0", OptionRight.None, SettlementStyle.Cash, 1, 100)]
    public void A_contract_tells_what_it_is_on_and_how_it_settles(
        string symbol, string day, string underlying, string strike, OptionRight right, SettlementStyle settlement, int lot, int freeze)
    {
        Instrument contract = Imported(symbol, day);
        Assert.Equal(
            (underlying, Price.FromRupees(decimal.Parse(strike, System.Globalization.CultureInfo.InvariantCulture)), right, settlement, lot, freeze),
            (contract.Underlying, contract.Strike, contract.Right, contract.Settlement, contract.LotSize, contract.FreezeQuantity));
    }

    [Theory]
    [InlineData("RELIANCE", InstrumentKind.Equity, ChargeGroup.Common, true)]
    [InlineData("SMALLCOMPANY", InstrumentKind.Equity, ChargeGroup.Common, false)]
    [InlineData("NIFTYBEES", InstrumentKind.Etf, ChargeGroup.Common, false)]
    [InlineData("GOLDBEES", InstrumentKind.Etf, ChargeGroup.OtherFund, false)]
    [InlineData("MON100", InstrumentKind.Etf, ChargeGroup.OtherFund, false)]
    public void A_share_or_fund_is_charged_and_closed_by_its_name(string symbol, InstrumentKind kind, ChargeGroup group, bool auction)
    {
        Instrument share = Imported(symbol, "2026-11-18");
        Assert.Equal((kind, group, auction, "", 0), (share.Kind, share.Group, share.ClosingAuction, share.Underlying, share.FreezeQuantity));
    }

    private static Instrument Imported(string symbol, string day)
    {
        Assert.True(SegmentCode.TryParse(SegmentCode.Derive(symbol), out Segment segment, out InstrumentKind kind));
        return InstrumentInference.Infer(
            0, symbol, segment, kind, DateOnly.ParseExact(day, "yyyy-MM-dd"), Price.FromRupees(100), ShippedFacts.Specs, ShippedFacts.Lists);
    }

    [Fact]
    public void The_expiry_stands_in_the_symbol()
    {
        CsvImport.Ticks(File("ts,symbol,ltp\n2025-06-17,CRUDEOIL17JUL254000PE,42.1\n"), Recording);
        using RecordingReader reader = RecordingReader.Open(Recording);
        Assert.Equal(new DateOnly(2025, 7, 17), reader.Instruments[0].Expiry);
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
