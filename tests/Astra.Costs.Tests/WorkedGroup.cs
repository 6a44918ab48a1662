using System.Globalization;
using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>A rounding group of a file with the columns of the reference examples, and every figure expected of it.</summary>
internal sealed record WorkedGroup(string Id, TradeGroup Group, SortedDictionary<string, string> Cells)
{
    public static readonly string[] Columns =
        ["brokerage", "stt", "ctt", "exchange_txn", "sebi", "stamp", "gst", "total", "dp_with_gst", "total_with_dp", "total_unrounded"];

    public static GroupPricer Pricer { get; } = new(Books.Shipped, Books.Depository);

    public static GroupCosts Price(TradeGroup group, GroupPricer? pricer = null)
    {
        List<GroupProblem> problems = [];
        Assert.True((pricer ?? Pricer).TryPrice(group, problems, out GroupCosts? costs), string.Join("; ", problems));
        return costs;
    }

    /// <summary>A group from its parts as a file has them.</summary>
    public static TradeGroup Of(string date, string broker, string exchange, string segment, string legs, string options = "", string basis = "leg", string instrument = "", long lot = 1)
    {
        Assert.True(TradeLeg.TryParseAll(legs, orderRequired: true, out IReadOnlyList<TradeLeg> parsed, out string? problem), problem);
        Assert.True(GroupOptions.TryParse(options, out GroupOptions given, out problem), problem);
        return new TradeGroup(broker, exchange, segment, Books.Date(date), instrument, lot, parsed, basis == "vwap" ? SttBasis.DayAverage : SttBasis.Leg, given);
    }

    public static List<WorkedGroup> Read(string path)
    {
        List<WorkedGroup> rows = [];
        List<CsvRow> table = [.. CsvTable.Read(ScheduleFile.Charges, File.ReadAllText(path))];
        foreach (CsvRow row in table.Skip(1))
        {
            SortedDictionary<string, string> cells = new(StringComparer.Ordinal);
            for (int i = 0; i < row.Cells.Length; i++) cells[table[0].Cells[i]] = row.Cells[i];
            rows.Add(new WorkedGroup(cells["id"], Of(cells["trade_date"], cells["broker"], cells["exchange"], cells["segment"], cells["legs"],
                cells["options"], cells["stt_basis"], cells["instrument"], long.Parse(cells["lot_size"], CultureInfo.InvariantCulture)), cells));
        }
        return rows;
    }

    public static decimal Figure(GroupCosts costs, string column) => column switch
    {
        "brokerage" => costs.Note.Brokerage.ToDecimal(),
        "stt" => costs.Commodity ? 0 : costs.Note.TransactionTax.ToDecimal(),
        "ctt" => costs.Commodity ? costs.Note.TransactionTax.ToDecimal() : 0,
        "exchange_txn" => costs.Note.Exchange.ToDecimal(),
        "sebi" => costs.Note.Sebi.ToDecimal(),
        "stamp" => costs.Note.Stamp.ToDecimal(),
        "gst" => costs.Note.Gst.ToDecimal(),
        "total" => costs.Note.Total.ToDecimal(),
        "dp_with_gst" => costs.Depository.ToDecimal(),
        "total_with_dp" => (costs.Note.Total + costs.Depository).ToDecimal(),
        "total_unrounded" => costs.Exact.Total,
        _ => throw new ArgumentException(column),
    };

    public void Check()
    {
        GroupCosts costs = Price(Group);
        foreach (string column in Columns)
            Assert.True(Figure(costs, column) == decimal.Parse(Cells[column], CultureInfo.InvariantCulture),
                $"{Id} {column}: {Figure(costs, column).ToString(CultureInfo.InvariantCulture)} instead of {Cells[column]}");
    }
}
