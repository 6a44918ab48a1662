using System.Globalization;
using System.Text;
using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <param name="Rows">Rows written.</param>
/// <param name="LeftOut">Records of kinds that the table has no columns for.</param>
public readonly record struct ExportReport(long Rows, long LeftOut);

/// <summary>Writes a recording as CSV in the columns that <see cref="CsvImport"/> reads; gzip by its ending, whole or not at all.
/// Times carry the offset of IST.</summary>
public static class CsvExport
{
    /// <summary>Bars only; a volume or open interest of 0 is left blank, for a bar does not tell the two apart.</summary>
    public static ExportReport Bars(string recording, string path) =>
        Write(recording, path, "ts,symbol,segment,open,high,low,close,volume,oi", (row, instrument, record) =>
        {
            if (record.Header.Kind != InboundKind.Bar) return false;
            HistoryBar bar = record.Bar;
            row.Append(CultureInfo.InvariantCulture, $"{bar.Start},{instrument.Symbol},{SegmentCode.Of(instrument)},");
            row.Append(CultureInfo.InvariantCulture, $"{bar.Open.ToDecimal()},{bar.High.ToDecimal()},{bar.Low.ToDecimal()},{bar.Close.ToDecimal()},");
            if (bar.Volume != 0) row.Append(bar.Volume);
            row.Append(',');
            if (bar.OpenInterest != 0) row.Append(bar.OpenInterest);
            return true;
        });

    /// <summary>Touchlines and trades; depth has no columns here.</summary>
    public static ExportReport Ticks(string recording, string path) =>
        Write(recording, path, "ts,recv_ns,symbol,segment,ltp,qty,bid,ask,bidqty,askqty,volume,oi,aggressor", (row, instrument, record) =>
        {
            if (record.Header.Kind is not (InboundKind.Touchline or InboundKind.Trade)) return false;
            row.Append(CultureInfo.InvariantCulture, $"{record.Header.ExchangeTime},");
            if (record.Header.ArrivalTime != record.Header.ExchangeTime) row.Append(record.Header.ArrivalTime.UnixNanos);
            row.Append(CultureInfo.InvariantCulture, $",{instrument.Symbol},{SegmentCode.Of(instrument)},");
            if (record.Header.Kind == InboundKind.Trade) AddTrade(row, instrument, record.Trade);
            else AddTouchline(row, instrument, record.Touchline, (TickFields)record.Header.Flags);
            return true;
        });

    private static void AddTrade(StringBuilder row, Instrument instrument, in TradeTick trade)
    {
        row.Append(CultureInfo.InvariantCulture, $"{trade.Price.ToDecimal()},{Quantity(instrument, trade.Quantity)},,,,,,,");
        if (trade.Aggressor != 0) row.Append(trade.Aggressor > 0 ? 'B' : 'S');
    }

    private static void AddTouchline(StringBuilder row, Instrument instrument, in TouchlineTick tick, TickFields fields)
    {
        Cell(TickFields.Last, tick.Last.ToDecimal());
        Cell(TickFields.LastQuantity, Quantity(instrument, tick.LastQuantity));
        Cell(TickFields.Bid, tick.Bid.ToDecimal());
        Cell(TickFields.Ask, tick.Ask.ToDecimal());
        Cell(TickFields.Bid, Quantity(instrument, tick.BidQuantity));
        Cell(TickFields.Ask, Quantity(instrument, tick.AskQuantity));
        Cell(TickFields.Volume, Quantity(instrument, tick.Volume));
        Cell(TickFields.OpenInterest, Quantity(instrument, tick.OpenInterest));

        void Cell(TickFields field, decimal value)
        {
            if ((fields & field) != 0) row.Append(CultureInfo.InvariantCulture, $"{value}");
            row.Append(',');
        }
    }

    /// <summary>The importer counts coins in thousandths.</summary>
    private static decimal Quantity(Instrument instrument, long quantity) =>
        instrument.Symbol.EndsWith("-PERP", StringComparison.Ordinal) ? quantity / 1000m : quantity;

    private static ExportReport Write(string recording, string path, string header, Func<StringBuilder, Instrument, InboundRecord, bool> format)
    {
        using RecordingReader reader = RecordingReader.Open(recording);
        RecordingPath.RequireOther(recording, path);
        RecordingPath.RequirePlace(path);
        string part = path + ".part";
        try
        {
            ExportReport report;
            using (var text = new StreamWriter(RecordingPath.Create(part, RecordingPath.IsCompressed(path)))) report = Write(reader, text, header, format);
            File.Move(part, path, overwrite: true);
            return report;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static ExportReport Write(RecordingReader reader, StreamWriter text, string header, Func<StringBuilder, Instrument, InboundRecord, bool> format)
    {
        text.Write(header);
        text.Write('\n');
        long rows = 0, leftOut = 0;
        var row = new StringBuilder();
        InboundRecord record = default;
        while (reader.TryRead(ref record))
        {
            row.Clear();
            if (!format(row, reader.Instruments[record.Header.Instrument], record))
            {
                leftOut++;
                continue;
            }
            rows++;
            text.Write(row.Append('\n'));
        }
        return new ExportReport(rows, leftOut);
    }
}
