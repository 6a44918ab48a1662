using System.Globalization;
using Astra.Costs;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>Answers about costs for people.</summary>
internal static class CostsScreen
{
    public static void Write(TradeAnswer a)
    {
        Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{a.Broker}, {a.Exchange} {a.Segment}, {a.Date:yyyy-MM-dd}; rupees"));
        Table table = new Table().Border(TableBorder.Simple).AddColumn("line");
        foreach (string column in (string[])["estimate", "note"]) table.AddColumn(new TableColumn(column).RightAligned());
        foreach (string column in (string[])["rate", "from", "source"]) table.AddColumn(column);
        foreach (CostLine line in a.Lines)
        {
            table.AddRow(line.Line, Micros(line.Estimate), Rupees(line.Note), Cell(line, 0, r => r.Terms), Cell(line, 0, From), Cell(line, 0, Source));
            for (int i = 1; i < line.Rows.Count; i++) table.AddRow("", "", "", Cell(line, i, r => r.Terms), Cell(line, i, From), Cell(line, i, Source));
        }
        table.AddRow("total", Micros(a.Estimate), Rupees(a.Note), "", "", "");
        if (a.Depository > 0)
        {
            table.AddRow("depository", "", Rupees(a.Depository), "with GST, outside the note", "", "");
            table.AddRow("with it", "", Rupees(a.NoteWithDepository), "", "", "");
        }
        Terminal.Out.Write(table);
        if (a.Gross is { } gross) Line($"gross {gross:N2} - charges {a.NoteWithDepository:N2} = net {a.Net:N2}");
        if (a.BreakEven is { } even) Line($"breaks even at {even:0.00##} ({(a.TickAssumed ? "assumed " : "")}tick {a.BreakEvenTick:0.00##}; charges of both sides by the estimate)");
        if (a.Warning is { } warning) Terminal.Say(warning);
    }

    public static void Write(IReadOnlyList<PlanRow> plans)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in (string[])["broker", "segment", "from", "brokerage", "source"]) table.AddColumn(column);
        string broker = "", segment = "";
        foreach (PlanRow plan in plans)
        {
            bool same = plan.Broker == broker;
            table.AddRow(same ? "" : plan.Broker.EscapeMarkup(), same && plan.Segment == segment ? "" : plan.Segment,
                plan.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), plan.Terms, plan.Source.EscapeMarkup());
            (broker, segment) = (plan.Broker, plan.Segment);
        }
        Terminal.Out.Write(table);
    }

    private static string Cell(CostLine line, int row, Func<RateRow, string> part) => row < line.Rows.Count ? part(line.Rows[row]).EscapeMarkup() : "";

    private static string From(RateRow row) => row.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Source(RateRow row) => row.Source;

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static string Rupees(decimal value) => value.ToString("N2", CultureInfo.InvariantCulture);

    private static string Micros(decimal value) => value.ToString("N6", CultureInfo.InvariantCulture);
}
