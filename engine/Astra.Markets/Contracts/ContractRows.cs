using System.Globalization;

namespace Astra.Markets;

/// <summary>Reads <c>contract-specs.csv</c> into rows per underlying and field, rising by day and price, and refuses what contradicts itself.</summary>
internal static class ContractRows
{
    private static readonly string[] FieldNames = ["lot", "multiplier", "cash_tick", "future_tick", "option_tick", "freeze", "max_order"];

    /// <summary>Lots change between expiries, which stand at most five weeks apart.</summary>
    private const int LongestGapBetweenExpiries = 35;

    public static SortedDictionary<string, List<ContractFact>[]> Parse(string csv)
    {
        var facts = new SortedDictionary<string, List<ContractFact>[]>(StringComparer.Ordinal);
        var table = new CalendarTable(
            "contract-specs.csv", csv, "underlying", "field", "value", "effective_from", "effective_to", "price_from", "source");
        while (table.Next())
        {
            string underlying = table.Text("underlying");
            if (underlying.Length == 0) throw table.Error("underlying is blank; name one, or STOCK, INDEX, CURRENCY or COMMODITY");
            int field = Array.IndexOf(FieldNames, table.Text("field"));
            if (field < 0) throw table.Error($"field '{table.Text("field")}' is unknown; known are {string.Join(", ", FieldNames)}");
            if (table.Text("source").Length == 0) throw table.Error("source is blank; say where the fact is from");
            if (!facts.TryGetValue(underlying, out List<ContractFact>[]? fields))
            {
                fields = new List<ContractFact>[FieldNames.Length];
                for (int i = 0; i < fields.Length; i++) fields[i] = [];
                facts.Add(underlying, fields);
            }
            Add(table, fields[field], (ContractField)field);
        }
        return facts;
    }

    private static void Add(CalendarTable table, List<ContractFact> rows, ContractField field)
    {
        DateOnly? to = table.Text("effective_to").Length == 0 ? null : table.Date("effective_to");
        var row = new ContractFact(table.Date("effective_from"), to, PriceFrom(table, field), Value(table, field));
        if (to < row.From) throw table.Error($"effective_to {to:yyyy-MM-dd} is before effective_from {row.From:yyyy-MM-dd}");
        if (rows.Count > 0) CheckAgainst(table, rows[^1], row, field);
        else if (row.PriceFrom != Price.Zero) throw table.Error("the first row of a day must hold from price 0");
        rows.Add(row);
    }

    private static void CheckAgainst(CalendarTable table, ContractFact before, ContractFact row, ContractField field)
    {
        if (row.From == before.From)
        {
            if (row.PriceFrom <= before.PriceFrom) throw table.Error("rows of one day must rise by price_from; this one overlaps the row before");
            if (row.To != before.To) throw table.Error("rows of one day must end on one day");
            return;
        }
        if (row.PriceFrom != Price.Zero) throw table.Error("the first row of a day must hold from price 0");
        if (row.From < before.From) throw table.Error($"rows must rise by effective_from; {before.From:yyyy-MM-dd} stands before this one");
        if (before.To is not { } end) return;
        int gap = row.From.DayNumber - end.DayNumber - 1;
        if (gap < 0) throw table.Error($"overlaps the row before, which holds to {end:yyyy-MM-dd}");
        if (gap > (field == ContractField.Lot ? LongestGapBetweenExpiries : 0))
            throw table.Error($"{gap} days without a row since {end:yyyy-MM-dd}; a fact must hold without gaps");
    }

    private static decimal Value(CalendarTable table, ContractField field)
    {
        decimal value = Number(table, "value", table.Text("value"));
        bool tick = field is ContractField.CashTick or ContractField.FutureTick or ContractField.OptionTick;
        if (value <= 0) throw table.Error($"value '{table.Text("value")}' is not above zero");
        if (tick ? value * Price.UnitsPerRupee % 1 != 0 || value > 1000 : value % 1 != 0 || value > int.MaxValue)
            throw table.Error($"value '{table.Text("value")}' is not a {(tick ? "tick of 0.0001 to 1000 rupees" : "whole number")}");
        return value;
    }

    /// <summary>"1000" is that price and above; ">1000" is above that price.</summary>
    private static Price PriceFrom(CalendarTable table, ContractField field)
    {
        string text = table.Text("price_from");
        bool above = text.StartsWith('>');
        decimal price = Number(table, "price_from", above ? text[1..] : text);
        if (price < 0 || price * Price.UnitsPerRupee % 1 != 0 || price > 1_000_000_000) throw table.Error($"price_from '{text}' is not a price; write it as 250, or >1000");
        bool byPrice = field is ContractField.CashTick or ContractField.FutureTick or ContractField.OptionTick;
        if (!byPrice && (above || price != 0)) throw table.Error("only ticks depend on the price; price_from must be 0");
        return Price.FromRupees(price) + new Price(above ? 1 : 0);
    }

    private static decimal Number(CalendarTable table, string column, string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw table.Error($"{column} '{text}' is not a number");
}
