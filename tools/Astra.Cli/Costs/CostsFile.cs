using System.Globalization;
using System.Text;
using Astra.Adapters.Recordings;
using Astra.Costs;
using Astra.Markets;
using CsvTable = Astra.Costs.CsvTable;

namespace Astra.Cli;

/// <summary>
/// <c>astra costs --file</c>: every row charged, or none. A file with a bad row writes nothing: a ledger that lacks rows is worse than
/// none, so the first bad rows are all named at once instead.
/// </summary>
internal static class CostsFile
{
    public const string Header = "id,brokerage,stt,ctt,exchange_txn,sebi,stamp,gst,total,dp_with_gst,total_with_dp,total_unrounded";
    private const int MostProblems = 20;

    /// <summary>Charges a file; false when a row was refused, with the reasons said on stderr.</summary>
    /// <param name="output">File to write; null or <c>-</c> for stdout.</param>
    public static bool Write(string file, string? output, CostBooks books)
    {
        bool toScreen = output is null or "-";
        if (!toScreen)
        {
            RecordingPath.RequirePlace(output!);
            RecordingPath.RequireOther(file, output!);
        }
        if (Charge(file, books) is not { } text) return false;
        if (toScreen)
        {
            Console.Out.Write(text);
            return true;
        }
        using Stream stream = RecordingPath.Create(output!, RecordingPath.IsCompressed(output!));
        stream.Write(Encoding.UTF8.GetBytes(text));
        return true;
    }

    private static string? Charge(string file, CostBooks books)
    {
        List<CsvRow> rows = Rows(file);
        CostsColumns columns = new(file, rows[0].Line, rows[0].Cells);
        StringBuilder text = new(Header + "\n");
        List<GroupProblem> problems = [];
        int bad = 0;
        foreach (CsvRow row in rows.Skip(1))
        {
            problems.Clear();
            string id = columns.Of(row.Cells, "id");
            if (CostsRow.Read(columns, row.Cells, problems) is { } group && books.Pricer.TryPrice(group, problems, out GroupCosts? costs))
            {
                Append(text, id, costs);
                if (costs.Warning is { } warning) Terminal.Say($"{file}, line {row.Line}, row {id}: {warning}");
                continue;
            }
            if (++bad <= MostProblems)
                foreach (GroupProblem problem in problems) Terminal.Say($"{file}, line {row.Line}, row {id}, column {problem.Column}: {problem.Text}");
        }
        if (bad == 0) return text.ToString();
        if (bad > MostProblems) Terminal.Say($"{file}: and {Count.Of(bad - MostProblems, "more bad row")}");
        Terminal.Say($"{file}: {bad} of {Count.Of(rows.Count - 1, "row")} cannot be charged; nothing was written");
        return null;
    }

    private static List<CsvRow> Rows(string file)
    {
        DataFile.RequireFile(file);
        try
        {
            using StreamReader reader = new(RecordingPath.OpenRead(file));
            List<CsvRow> rows = Costs.CsvTable.Read(ScheduleFile.Trades, reader.ReadToEnd());
            return rows.Count > 0 ? rows : throw new UsageException($"{file}: the file is empty; begin it with a header that has id, trade_date, broker, exchange, segment, legs");
        }
        catch (ScheduleFormatException e)
        {
            throw new UsageException($"{file}, line {e.Line}: {e.Problem}; {e.Remedy}");
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{file}: the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
    }

    private static void Append(StringBuilder text, string id, GroupCosts costs)
    {
        Charges note = costs.Note;
        (Money stt, Money ctt) = costs.Commodity ? (Money.Zero, note.TransactionTax) : (note.TransactionTax, Money.Zero);
        text.Append(id.AsSpan().IndexOfAny(",\"") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        foreach (Money amount in (ReadOnlySpan<Money>)[note.Brokerage, stt, ctt, note.Exchange, note.Sebi, note.Stamp, note.Gst, note.Total, costs.Depository, note.Total + costs.Depository])
            text.Append(',').Append(amount.ToString());
        text.Append(',').Append(Exact(costs.Exact.Total)).Append('\n');
    }

    /// <summary>All decimals that there are, two at least, no exponent.</summary>
    public static string Exact(decimal rupees) => rupees.ToString("0.00##########################", CultureInfo.InvariantCulture);
}
