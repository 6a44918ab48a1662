using System.Globalization;
using Astra.Adapters.Recordings;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>A recording in figures: what <c>recording stat</c> prints, and <c>record</c> and <c>import</c> at their end.</summary>
internal static class RecordingReport
{
    public static void Write(string path, bool json)
    {
        RecordingStat stat = RecordingStat.Of(path);
        if (json) Json.Write(Of(path, stat));
        else WriteTable(path, stat);
    }

    public static object Of(string path, RecordingStat stat) => new
    {
        File = path,
        stat.Provenance,
        Instruments = stat.Instruments.Count,
        Records = stat.Counts.Total,
        stat.Counts.Touchline,
        Trades = stat.Counts.Trade,
        stat.Counts.Depth,
        Bars = stat.Counts.Bar,
        First = stat.First?.ToString(),
        Last = stat.Last?.ToString(),
        Bytes = stat.FileBytes,
        BytesPerRecord = Math.Round(stat.BytesPerTick, 2),
        PerInstrument = stat.Instruments.Select(i => new
        {
            i.Instrument.Id,
            i.Instrument.Symbol,
            i.Instrument.Segment,
            i.Instrument.Kind,
            i.Instrument.IndexTradedAsFuture,
            Records = i.Counts.Total,
            i.Counts.Touchline,
            Trades = i.Counts.Trade,
            i.Counts.Depth,
            Bars = i.Counts.Bar,
            First = i.First?.ToString(),
            Last = i.Last?.ToString(),
        }),
    };

    private static void WriteTable(string path, RecordingStat stat)
    {
        Line($"{path}: {stat.Provenance}");
        Line($"{Count.Of(stat.Counts.Total, "record")} ({stat.Counts.Touchline:N0} touchline, {stat.Counts.Trade:N0} trade, {stat.Counts.Depth:N0} depth, {stat.Counts.Bar:N0} bar), {stat.First} to {stat.Last}, {stat.FileBytes / 1e6:N1} MB, {stat.BytesPerTick:0.0} bytes a record");
        Table table = new Table().Border(TableBorder.Simple).AddColumn("instrument").AddColumn("segment").AddColumn(new TableColumn("records").RightAligned()).AddColumn("first").AddColumn("last");
        foreach (InstrumentStat i in stat.Instruments)
            table.AddRow(
                i.Instrument.Symbol.EscapeMarkup(), SegmentName.Of(i.Instrument.Segment), i.Counts.Total.ToString("N0", CultureInfo.InvariantCulture), i.First?.ToString() ?? "",
                i.Last?.ToString() ?? "");
        Terminal.Out.Write(table);
    }

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
