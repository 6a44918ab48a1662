using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Prices by symbol from the user's CSV, and which of them found a use.</summary>
internal sealed class PriceList
{
    private readonly SortedDictionary<string, Price> _prices = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    private PriceList(string file) => File = file;

    public string File { get; }

    public int Total => _prices.Count;

    public int Used => _used.Count;

    public IEnumerable<string> Unused => _prices.Keys.Where(symbol => !_used.Contains(symbol));

    public Price? Find(string symbol)
    {
        if (!_prices.TryGetValue(symbol, out Price price)) return null;
        _used.Add(symbol);
        return price;
    }

    /// <exception cref="CsvFormatException">A column is missing, a price is none, a symbol comes twice; file and line are named.</exception>
    public static PriceList Read(string path)
    {
        DataFile.RequireFile(path);
        using CsvTable table = CsvTable.Open(path, "symbol", "price");
        (int symbol, int price) = (table.Column("symbol"), table.Column("price"));
        PriceList list = new(Path.GetFileName(path));
        while (table.Next())
        {
            string name = table[symbol].Trim().ToString();
            if (name.Length == 0 && table[price].IsWhiteSpace()) continue;
            if (name.Length == 0) throw new CsvFormatException(path, table.Line, "the symbol is empty; write the instrument's name");
            if (!list._prices.TryAdd(name, ContractList.PriceOf(table, price, "price")))
                throw new CsvFormatException(path, table.Line, $"{name} has a price already; keep one row of it");
        }
        return list.Total > 0 ? list : throw new CsvFormatException(path, 0, "no price is in it; write rows of symbol,price");
    }
}
