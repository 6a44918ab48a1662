using System.Globalization;
using System.Text.Json;
using Astra.Adapters.Recordings;
using Astra.Costs;
using Astra.Markets;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>What a capital can trade: counts by class first, then instruments with the reason of each.</summary>
internal static class FeasibleReport
{
    private const int RowsShown = 60;
    private const string Approximate = "margins are approximations from dated rates: the broker's own margin is the authority";

    /// <param name="all">Every instrument, whatever is shown of them.</param>
    /// <param name="shown">Those to list, in order.</param>
    public static void Write(FeasibleQuestion asked, IReadOnlyList<FeasibleRow> all, IReadOnlyList<FeasibleRow> shown, int? limit)
    {
        Line($"capital  {FeasibilityText.Rupees(asked.Capital)} rupees on {asked.Day:yyyy-MM-dd}; {(asked.Sell ? "selling" : "buying")}, {Held(asked.Product)}");
        Line($"from     {asked.Source}");
        Line($"note     {Approximate}");
        Line($"answer   {all.Count(r => r.Result.Ok):N0} of {Count.Of(all.Count, "instrument")} can be traded");
        Table groups = new Table().Border(TableBorder.Simple).AddColumn("class").AddColumn(new TableColumn("can").RightAligned()).AddColumn(new TableColumn("of").RightAligned()).AddColumn("why not");
        foreach (IGrouping<string, FeasibleRow> group in all.GroupBy(r => r.Class))
            groups.AddRow(
                group.Key, Number(group.Count(r => r.Result.Ok)), Number(group.Count()),
                string.Join("; ", group.Where(r => !r.Result.Ok).GroupBy(r => r.Result.Reason).OrderByDescending(g => g.Count()).Select(g => $"{g.Key.Text()}: {g.Count():N0}")));
        Terminal.Out.Write(groups);
        Table table = new Table().Border(TableBorder.Simple).AddColumn("").AddColumn("instrument").AddColumn(new TableColumn("price").RightAligned())
            .AddColumn(new TableColumn("up to lots").RightAligned()).AddColumn("reason");
        int most = limit ?? RowsShown;
        foreach (FeasibleRow row in shown.Take(most))
            table.AddRow(
                row.Result.Ok ? "yes" : "no", row.Instrument.Symbol.EscapeMarkup(), row.Last.Units > 0 ? row.Last.ToString() : "-", row.Lots > 0 ? Number(row.Lots) : "-",
                FeasibilityText.Of(row, asked.Sell).EscapeMarkup());
        if (shown.Count > 0 && most > 0) Terminal.Out.Write(table);
        if (shown.Count > most) Line($"{shown.Count - most:N0} more; see --limit, --only, --segment, or --json for all");
    }

    public static void WriteJson(FeasibleQuestion asked, IReadOnlyList<FeasibleRow> all, IReadOnlyList<FeasibleRow> shown, int? limit) => Json.Write(new
    {
        Capital = asked.Capital.ToDecimal(),
        Date = asked.Day,
        Side = asked.Sell ? "sell" : "buy",
        Product = Code(asked.Product),
        asked.Source,
        ExamplePrices = asked.Examples,
        Approximate = true,
        Note = Approximate,
        Instruments = all.Count,
        Feasible = all.Count(r => r.Result.Ok),
        Groups = all.GroupBy(r => r.Class).Select(group => new
        {
            Class = group.Key,
            Instruments = group.Count(),
            Feasible = group.Count(r => r.Result.Ok),
            Reasons = group.Where(r => !r.Result.Ok).GroupBy(r => r.Result.Reason).ToDictionary(g => JsonNamingPolicy.CamelCase.ConvertName(g.Key.ToString()), g => g.Count()),
        }),
        Rows = shown.Take(limit ?? int.MaxValue).Select(row => new
        {
            row.Instrument.Symbol,
            Segment = SegmentCode.Of(row.Instrument),
            row.Class,
            row.Result.Ok,
            row.Result.Reason,
            Text = FeasibilityText.Of(row, asked.Sell),
            Price = row.Last.Units > 0 ? row.Last.ToDecimal() : (decimal?)null,
            UnderlyingPrice = row.Underlying.Units > 0 ? row.Underlying.ToDecimal() : (decimal?)null,
            Lot = row.Instrument.LotSize,
            row.Instrument.Multiplier,
            Margin = Margin(row, asked.Sell),
            Needed = row.Result.Needed.Micros > 0 ? decimal.Round(row.Result.Needed.ToDecimal(), 2) : (decimal?)null,
            Had = decimal.Round(row.Result.Had.ToDecimal(), 2),
            row.Lots,
        }),
    });

    /// <summary>Of one lot, without a cushion; null where no terms or no price are known.</summary>
    private static decimal? Margin(FeasibleRow row, bool sell) => row.Problem is not null || row.Last.Units <= 0 ? null
        : decimal.Round(row.Terms.Margin.Required(sell ? -row.Instrument.LotSize : row.Instrument.LotSize, row.Last, row.Underlying).ToDecimal(), 2);

    private static string Code(Product product) => product switch
    {
        Product.Delivery => "CNC",
        Product.Carry => "NRML",
        _ => "MIS",
    };

    private static string Held(Product product) => product switch
    {
        Product.Delivery => "shares for delivery (CNC)",
        Product.Carry => "derivatives overnight (NRML)",
        _ => "within the day (MIS)",
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
