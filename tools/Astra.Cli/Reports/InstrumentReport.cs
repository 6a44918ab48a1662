using System.Globalization;
using System.Text.Json;
using Astra.Markets;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>What <c>astra instruments</c> prints.</summary>
internal static class InstrumentReport
{
    public static object Of(IReadOnlyList<MasterFileReport> files, IReadOnlyList<Instrument> all, IReadOnlyList<InstrumentView>? found) => new
    {
        Files = files.Select(f => new
        {
            f.File,
            f.Format,
            f.Rows,
            f.Accepted,
            Rejected = f.Named.Select(n => n.Reason).Distinct().ToDictionary(
                r => JsonNamingPolicy.CamelCase.ConvertName(r.ToString()),
                r => new { Count = f.CountOf(r), First = f.Named.Where(n => n.Reason == r).Select(n => new { n.Line, n.Row }) }),
            f.Problem,
        }),
        Instruments = all.Count,
        Counts = Counts(all).Select(c => new { c.Segment, c.Kind, c.Count }),
        Found = found,
    };

    public static void WriteFiles(IReadOnlyList<MasterFileReport> files)
    {
        foreach (MasterFileReport file in files)
        {
            Line($"{file.File}: {file.Format}, {Count.Of(file.Rows, "row")}, {Count.Of(file.Accepted, "instrument")}");
            foreach (MasterReject reason in file.Named.Select(n => n.Reason).Distinct())
            {
                Line($"  left out, {Words(reason)}: {file.CountOf(reason):N0}");
                foreach (MasterBadRow row in file.Named.Where(n => n.Reason == reason)) Line($"    {(file.Format == "Shoonya" ? "line" : "row")} {row.Line}: {row.Row}");
            }
        }
    }

    public static void WriteCounts(IReadOnlyList<Instrument> all)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn("segment").AddColumn("kind").AddColumn(new TableColumn("instruments").RightAligned());
        foreach ((Segment segment, InstrumentKind kind, int count) in Counts(all))
            table.AddRow(SegmentName.Of(segment), kind.ToString(), count.ToString("N0", CultureInfo.InvariantCulture));
        Terminal.Out.Write(table);
    }

    public static void WriteList(IReadOnlyList<InstrumentView> found, bool more)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("symbol").NoWrap()).AddColumn(new TableColumn("token").NoWrap()).AddColumn("segment").AddColumn("kind").AddColumn(new TableColumn("expiry").NoWrap())
            .AddColumn(new TableColumn("strike").RightAligned().NoWrap()).AddColumn(new TableColumn("lot").RightAligned()).AddColumn(new TableColumn("multiplier").RightAligned())
            .AddColumn(new TableColumn("tick").RightAligned()).AddColumn(new TableColumn("largest").RightAligned());
        foreach (InstrumentView i in found)
            table.AddRow(
                (i.TradingSymbol ?? i.Symbol).EscapeMarkup(), i.Token is null ? "" : $"{i.Exchange} {i.Token}".EscapeMarkup(), SegmentName.Of(i.Segment), i.Kind.ToString(), i.Expiry ?? "",
                i.Strike is null ? "" : Text($"{i.Strike:0.00##} {(i.Right == OptionRight.Call ? "CE" : "PE")}"), Text($"{i.LotSize}"), Text($"{i.Multiplier}"), Text($"{i.TickSize:0.00##}"),
                i.LargestOrder == 0 ? "" : Text($"{i.LargestOrder}"));
        Terminal.Out.Write(table);
        if (more) Terminal.Say($"only the first {found.Count} are shown; give --limit N for more, or search for more words");
    }

    public static void WriteOne(InstrumentView one)
    {
        Line($"{one.Symbol}");
        foreach ((string name, string value) in one.Lines()) Line($"  {name,-16} {value}");
    }

    private static IEnumerable<(Segment Segment, InstrumentKind Kind, int Count)> Counts(IReadOnlyList<Instrument> all) =>
        all.GroupBy(i => (i.Segment, i.Kind)).OrderBy(g => g.Key).Select(g => (g.Key.Segment, g.Key.Kind, g.Count()));

    /// <summary>NotInRupees as "not in rupees".</summary>
    private static string Words(MasterReject reason) => string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Console.Out.WriteLine(Text(text));
}
