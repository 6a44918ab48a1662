using System.Globalization;
using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>
/// Contracts and their prices from a CSV: <c>symbol,segment,price</c>, and for derivatives <c>underlying,lot,multiplier,strike,right,expiry,
/// underlying_price</c>; <c>as_of</c> dates the prices.
/// </summary>
internal static class ContractList
{
    private const long HighestPrice = 10_000_000 * Price.UnitsPerRupee;
    private const int MostUnits = 100_000;

    /// <exception cref="CsvFormatException">A row is not understood; file, line and remedy are named.</exception>
    public static FeasibleMarket Read(string path, string source)
    {
        DataFile.RequireFile(path);
        using CsvTable table = CsvTable.Open(path, "symbol", "segment", "price");
        List<Instrument> instruments = [];
        List<Price> last = [], underlying = [];
        DateOnly day = default;
        while (table.Next())
        {
            if (table[table.Column("symbol")].IsWhiteSpace() && table[table.Column("price")].IsWhiteSpace()) continue;
            instruments.Add(Contract(table, instruments.Count));
            last.Add(PriceOf(table, table.Column("price"), "price"));
            int on = table.Column("underlying_price");
            underlying.Add(table[on].IsWhiteSpace() ? Price.Zero : PriceOf(table, on, "underlying_price"));
            if (DateOf(table, "as_of") is { } asOf && asOf > day) day = asOf;
        }
        if (instruments.Count == 0) throw new CsvFormatException(path, 0, "no contract is in it; write rows below the header");
        if (day == default) day = Ist.DateOf(Now());
        Price[] known = [.. last];
        Price[] found = FeasibleMarket.UnderlyingPrices([.. instruments], known);
        for (int i = 0; i < found.Length; i++)
            if (underlying[i].Units > 0) found[i] = underlying[i];
        return new([.. instruments], known, found, day, $"{source}, prices of {day:yyyy-MM-dd}");
    }

    public static Timestamp Now() => new((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100);

    public static Price PriceOf(CsvTable table, int column, string name)
    {
        if (FieldParser.Number(table[column], 4, out long units) is not null || units <= 0 || units > HighestPrice)
            throw new CsvFormatException(table.Path, table.Line, $"{name} '{table[column]}' is no price; write rupees above 0, at most one crore, with at most four decimals");
        return new Price(units);
    }

    private static Instrument Contract(CsvTable table, int id)
    {
        string symbol = table[table.Column("symbol")].Trim().ToString();
        if (symbol.Length == 0) throw new CsvFormatException(table.Path, table.Line, "the symbol is empty; write the instrument's name");
        string code = table[table.Column("segment")].Trim().ToString();
        if (!SegmentCode.TryParse(code, out Segment segment, out InstrumentKind kind) || segment == Segment.None)
            throw new CsvFormatException(table.Path, table.Line, $"unknown segment '{code}'; use one of {string.Join(", ", SegmentCode.Known.Where(c => c != "OTHER"))}");
        int lot = Whole(table, "lot"), multiplier = Whole(table, "multiplier");
        if ((long)lot * multiplier > MostUnits)
            throw new CsvFormatException(table.Path, table.Line, $"lot {lot} times multiplier {multiplier} is over {MostUnits}; correct one of them");
        Instrument contract = new(id, symbol, segment, kind, new Price(500), lot, multiplier, Expiry: DateOf(table, "expiry"))
        {
            Underlying = table[table.Column("underlying")].Trim().ToString(),
        };
        if (kind != InstrumentKind.Option) return contract;
        int right = table.Column("right");
        return contract with
        {
            Strike = PriceOf(table, table.Column("strike"), "strike"),
            Right = table[right].Trim() switch
            {
                "CE" => OptionRight.Call,
                "PE" => OptionRight.Put,
                _ => throw new CsvFormatException(table.Path, table.Line, $"right '{table[right]}' is none of an option; write CE or PE"),
            },
        };
    }

    private static int Whole(CsvTable table, string name)
    {
        ReadOnlySpan<char> text = table[table.Column(name)].Trim();
        if (text.Length == 0) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MostUnits
            ? number
            : throw new CsvFormatException(table.Path, table.Line, $"{name} '{text}' is no whole number from 1 to {MostUnits}; correct it");
    }

    private static DateOnly? DateOf(CsvTable table, string name)
    {
        ReadOnlySpan<char> text = table[table.Column(name)].Trim();
        if (text.Length == 0) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new CsvFormatException(table.Path, table.Line, $"{name} '{text}' is no date; write it as 2026-11-24");
    }
}
