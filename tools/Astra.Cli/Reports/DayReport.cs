using System.Globalization;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>A session or replay for people, on one screen.</summary>
internal static class DayReport
{
    private const int RowsShown = 24;

    /// <param name="goOn">What an interrupted user should do next.</param>
    public static void Write(ShadowResult result, string goOn = "go on with --resume and the same source")
    {
        Head(result);
        Instruments(result);
        Latency(result);
        Line($"journal    {Bytes(result.JournalBytes)}, {result.Events:N0} events in, {result.OutboundEvents:N0} out, {result.Snapshots} snapshots");
        Line($"time       {result.WallSeconds:0.00} s, {result.TicksPerSecond:N0} ticks/s; peak memory {Bytes(result.PeakMemoryBytes)}");
        Line($"hashes     outbound {result.OutboundHash}, state {result.StateHash}");
        Line($"           in {result.Journal}; see 'astra journal trades {result.Journaling.Arguments}', 'astra journal dump', 'astra replay'");
        JournalingReport.Write(result);
        if (result.ChargesMissing is { } missing) Line($"uncharged  {missing}; nothing was entered then");
        if (result.Recovered is { } r)
            Line($"recovered  {r.LastSequence + 1:N0} events in {r.Seconds:0.00} s, {(r.FromSnapshot is { } s ? $"from snapshot {s} and {r.TailEvents:N0} events after it" : "all replayed")}");
        if (result.Interrupted) Line($"interrupted: what was done is kept in {result.Journaling.FellBackTo ?? result.Journal}; {goOn}");
    }

    public static void Write(ReplayResult result)
    {
        Head(result);
        Instruments(result);
        Line($"hashes     outbound {result.OutboundHash}, state {result.StateHash}");
        Verdict(result);
    }

    public static void Verdict(ReplayResult result)
    {
        string what = FormattableString.Invariant(
            $"{result.Replayed:N0} events in, compared {result.Compared:N0} of {result.Said:N0} outbound events, hash {result.OutboundHash}, {result.EventsPerSecond / 1e6:0.0} M events/s");
        Terminal.Out.MarkupLine(result.Identical switch
        {
            true => $"[green bold]replay identical[/]: {what}",
            false => $"[red bold]replay DIFFERS[/]: {result.FirstDifference.EscapeMarkup()}",
            null => $"replayed, not compared: {what}",
        });
    }

    private static void Head(DayResult r)
    {
        string won = r.Trades == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * r.Winners / r.Trades:0.0}%");
        Terminal.Out.MarkupLineInterpolated($"[bold]{r.Source}[/]");
        Line($"market     {r.Instruments} instruments, {r.Ticks:N0} ticks, {r.Bars:N0} bars");
        Line($"trading    {r.Signals:N0} signals, {r.Orders:N0} orders, {r.Fills:N0} fills, {r.Trades:N0} trades, {won} won");
        Line($"P&L        gross {r.Pnl:N2} - charges {r.Charges:N2} = net {r.Net:N2} rupees; equity {r.Equity:N2}");
        ChargesResult c = r.ChargesBy;
        Line($"charges    brokerage {c.Brokerage:N0}, STT/CTT {c.TransactionTax:N0}, exchange {c.Exchange:N0}, SEBI {c.Sebi:N0}, stamp {c.Stamp:N0}, GST {c.Gst:N0}, depository {c.Depository:N0}; of it {r.TrueUp:N2} by contract notes at the day's end");
        if (r.Unrealised != 0) Line($"overnight  {r.Unrealised:N2} rupees unrealised in positions that are kept");
        Line($"refused    {(r.Quarantined.Count == 0 ? "none" : Counts(r.Quarantined))}");
        if (r.EntriesRefused.Count > 0) Line($"entries    refused: {Counts(r.EntriesRefused)}");
        if (r.PlansRejected.Count > 0) Line($"plans      rejected: {Counts(r.PlansRejected)}");
        string[] indices = [.. r.PerInstrument.Where(i => i.IndexTradedAsFuture).Select(i => i.Symbol)];
        if (indices.Length > 0) Line($"indices    {string.Join(", ", indices)}: index values, traded and charged as their futures");
    }

    private static string Counts(IReadOnlyDictionary<string, long> counts) =>
        string.Join(", ", counts.Select(c => $"{c.Key} {c.Value.ToString("N0", CultureInfo.InvariantCulture)}"));

    private static void Instruments(DayResult r)
    {
        if (r.Trades == 0) return;
        Table table = new Table().Border(TableBorder.Simple).AddColumn("instrument").AddColumn("segment");
        foreach (string column in (string[])["trades", "won", "gross", "charges", "net"]) table.AddColumn(new TableColumn(column).RightAligned());
        InstrumentRow[] rows = [.. r.PerInstrument.Where(i => i.Trades > 0).OrderByDescending(i => i.Trades)];
        foreach (InstrumentRow i in rows.Take(RowsShown).OrderBy(i => i.Id))
            table.AddRow(
                i.Symbol.EscapeMarkup(), SegmentName.Of(i.Segment), Number(i.Trades), Number(i.Winners), Rupees(i.Pnl), Rupees(i.Charges),
                i.Net < 0 ? $"[red]{Rupees(i.Net)}[/]" : $"[green]{Rupees(i.Net)}[/]");
        Terminal.Out.Write(table);
        if (rows.Length > RowsShown) Line($"           and {rows.Length - RowsShown} more instruments that traded less; --json lists all");
    }

    private static void Latency(DayResult r)
    {
        if (r.Latency is not { PublishToDecision.Count: > 0 } latency) return;
        Table table = new Table().Border(TableBorder.Simple).AddColumn("latency, µs");
        foreach (string column in (string[])["p50", "p90", "p99", "p99.9", "p99.99", "max"]) table.AddColumn(new TableColumn(column).RightAligned());
        AddRow(table, "publish to decision", latency.PublishToDecision);
        AddRow(table, "publish to durable", latency.PublishToDurable);
        if (latency.DueToDecision is { } decision) AddRow(table, "due to decision", decision);
        if (latency.DueToDurable is { } durable) AddRow(table, "due to durable", durable);
        Terminal.Out.Write(table);
        Line($"           {latency.Condition}; one event in 16 measured");
    }

    private static void AddRow(Table table, string name, PercentilesResult p) => table.AddRow(
        [name, .. ((long[])[p.P50, p.P90, p.P99, p.P999, p.P9999, p.Max]).Select(nanos => (nanos / 1e3).ToString(nanos < 100_000 ? "N1" : "N0", CultureInfo.InvariantCulture))]);

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Rupees(decimal value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Bytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture) + " MB";
}
