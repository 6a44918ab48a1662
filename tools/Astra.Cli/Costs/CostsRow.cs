using System.Globalization;
using Astra.Costs;

namespace Astra.Cli;

/// <summary>One row of a file of trades turned into a rounding group.</summary>
internal static class CostsRow
{
    /// <summary>The group; null when a cell is wrong, with every wrong cell among the problems.</summary>
    public static TradeGroup? Read(CostsColumns columns, string[] cells, List<GroupProblem> problems)
    {
        string date = Cell("trade_date"), lot = Cell("lot_size"), broker = Cell("broker");
        SttBasis? basis = Basis(Cell("stt_basis"));
        bool dated = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        bool sized = long.TryParse(lot.Length == 0 ? "1" : lot, NumberStyles.None, CultureInfo.InvariantCulture, out long lotSize) && lotSize > 0;
        if (broker.Length == 0) Add("broker", "the broker is missing; write one of astra costs --plans");
        if (!dated) Add("trade_date", $"'{date}' is not a date; write it as 2026-04-01");
        if (!sized) Add("lot_size", $"'{lot}' is not a whole number from 1 on; write units of a lot, or 1");
        if (basis is null) Add("stt_basis", $"'{Cell("stt_basis")}' is unknown; write leg or vwap, or leave it empty for leg");
        if (!TradeLeg.TryParseAll(Cell("legs"), orderRequired: true, out IReadOnlyList<TradeLeg> legs, out string? problem)) Add("legs", problem);
        if (!GroupOptions.TryParse(Cell("options"), out GroupOptions options, out problem)) Add("options", problem);
        return problems.Count == 0
            ? new TradeGroup(broker, Cell("exchange"), Cell("segment"), day, Cell("instrument"), lotSize, legs, basis!.Value, options)
            : null;

        string Cell(string name) => columns.Of(cells, name);

        void Add(string column, string text) => problems.Add(new GroupProblem(column, text));
    }

    /// <summary>Leg when nothing is said; null when it is neither.</summary>
    public static SttBasis? Basis(string word) => word.ToLowerInvariant() switch
    {
        "" or "leg" => SttBasis.Leg,
        "vwap" => SttBasis.DayAverage,
        _ => null,
    };
}
