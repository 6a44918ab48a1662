namespace Astra.Costs;

/// <summary>One row of a schedule as it applies to a trade: what a report shows beside the line that it makes.</summary>
/// <param name="Line">Brokerage, STT, CTT, EXCH, IPFT, SEBI, STAMP or GST.</param>
/// <param name="Segment">Row of the schedule.</param>
/// <param name="Terms">The rate in words, for example <c>0.05% of sales</c>.</param>
/// <param name="Source">Where the row says it is from.</param>
/// <param name="File">Schedule that it stands in.</param>
/// <param name="FileLine">Its line there, from 1.</param>
public sealed record RateRow(string Line, string Segment, string Terms, DateOnly From, string Source, ScheduleFile File, int FileLine)
{
    internal static IReadOnlyList<RateRow> Of(RateTable table)
    {
        ChargeRows rows = table.Rows;
        List<RateRow> list = [Of(rows.Brokerage)];
        foreach (Levy? levy in (ReadOnlySpan<Levy?>)[rows.Tax, rows.Exchange, rows.Ipft, rows.Sebi, rows.Stamp, rows.Gst])
            if (levy is not null) list.Add(Of(levy));
        return list;
    }

    internal static RateRow Of(BrokerageRule rule) =>
        new("Brokerage", rule.Segment, rule.Terms, rule.From, rule.Source, ScheduleFile.BrokeragePlans, rule.Line);

    internal static RateRow Of(Levy levy) => new(levy.Name, levy.Segment, levy.Terms, levy.From, levy.Source, ScheduleFile.Charges, levy.Line);
}
