using System.Globalization;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Lots, multipliers and tick sizes by date, for sources that carry prices but no instrument master.</summary>
public sealed class ContractSpecs
{
    private readonly Dictionary<(string Underlying, string Field), List<Row>> _rows = [];

    private readonly record struct Row(DateOnly From, decimal PriceFrom, decimal Value);

    private ContractSpecs()
    {
    }

    /// <summary>The facts that ship with the program, <c>data/contract-specs.csv</c> beside it.</summary>
    public static ContractSpecs Default => Shipped.Value;

    private static readonly Lazy<ContractSpecs> Shipped =
        new(() => Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "contract-specs.csv"))));

    /// <summary>Throws <see cref="FormatException"/> with the line for a row that is not understood.</summary>
    public static ContractSpecs Parse(string csv)
    {
        var specs = new ContractSpecs();
        bool header = true;
        int number = 0;
        foreach (string line in csv.Split('\n', StringSplitOptions.TrimEntries))
        {
            number++;
            if (line.Length == 0 || line[0] == '#') continue;
            if (header)
            {
                header = false;
                continue;
            }
            string[] cells = line.Split(',');
            if (cells.Length != 6
                || !decimal.TryParse(cells[2], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)
                || !DateOnly.TryParseExact(cells[3], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly from)
                || !decimal.TryParse(cells[4], NumberStyles.Number, CultureInfo.InvariantCulture, out decimal priceFrom))
                throw new FormatException($"contract-specs.csv, line {number}: expected underlying,field,value,effective_from,price_from,source");
            specs.Of(cells[0], cells[1]).Add(new Row(from, priceFrom, value));
        }
        return specs;
    }

    /// <summary>Units in a lot; 1 where none is known.</summary>
    public int Lot(string underlying, DateOnly day) => (int)(Find(underlying, "lot", day, 0) ?? 1);

    /// <summary>Rupees per rupee of price and unit of quantity; 1 where none is known.</summary>
    public int Multiplier(string underlying, DateOnly day) => (int)(Find(underlying, "multiplier", day, 0) ?? 1);

    public Price FutureTick(string underlying, string otherwise, DateOnly day, Price price) => Tick(underlying, otherwise, "future_tick", day, price);

    public Price OptionTick(string underlying, string otherwise, DateOnly day, Price price) => Tick(underlying, otherwise, "option_tick", day, price);

    public Price StockTick(DateOnly day, Price price) => Tick("STOCK", "STOCK", "cash_tick", day, price);

    private Price Tick(string underlying, string otherwise, string field, DateOnly day, Price price) =>
        Price.FromRupees(Find(underlying, field, day, price.ToDecimal()) ?? Find(otherwise, field, day, price.ToDecimal()) ?? 0.05m);

    private decimal? Find(string underlying, string field, DateOnly day, decimal price)
    {
        if (!_rows.TryGetValue((underlying, field), out List<Row>? rows)) return null;
        DateOnly from = rows.Min(r => r.From);
        foreach (Row row in rows)
            if (row.From <= day && row.From > from) from = row.From;
        decimal? value = null;
        decimal highest = decimal.MinValue;
        foreach (Row row in rows)
            if (row.From == from && row.PriceFrom <= price && row.PriceFrom > highest) (highest, value) = (row.PriceFrom, row.Value);
        return value;
    }

    private List<Row> Of(string underlying, string field)
    {
        if (!_rows.TryGetValue((underlying, field), out List<Row>? rows)) _rows.Add((underlying, field), rows = []);
        return rows;
    }
}
