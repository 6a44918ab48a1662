using System.Text;

namespace Astra.Markets;

/// <summary>
/// The instruments of one day's masters: a compact table in the order of the files with lookups by token, by trading symbol and by contract.
/// Ids are row numbers from 0. Immutable, so it may be read from any thread.
/// </summary>
public sealed partial class InstrumentMaster
{
    /// <summary>What no lookup finds.</summary>
    public const int NotFound = -1;

    /// <summary>Step of an index that names none.</summary>
    private static readonly Price IndexTick = new(500);

    private readonly MasterTable _table;
    private readonly ContractSpecs _specs;
    private readonly InstrumentLists _lists;
    private readonly TextIndex _symbols = new();
    private readonly ContractOrder _contracts;

    internal InstrumentMaster(MasterTable table, ContractSpecs specs, InstrumentLists lists, DateOnly day)
    {
        (_table, _specs, _lists, Day) = (table, specs, lists, day);
        MarkSharesWithDerivatives(table);
        _contracts = new ContractOrder(table.Rows);
        _symbols.Reserve(Count);
        for (int id = 0; id < Count; id++) _symbols.Add(TextIndex.Hash(table.Symbol(id)), id);
    }

    /// <summary>The day that the masters are of.</summary>
    public DateOnly Day { get; }

    public int Count => _table.Count;

    public ref readonly MasterRow this[int id] => ref _table[id];

    /// <summary>The exchange's token, text as the broker writes it.</summary>
    public string Token(int id) => Encoding.ASCII.GetString(_table.Token(id));

    /// <summary>The trading symbol as the broker writes it, for example <c>SBIN-EQ</c> or <c>NIFTY28OCT25C25000</c>.</summary>
    public string Symbol(int id) => Encoding.ASCII.GetString(_table.Symbol(id));

    /// <summary>A derivative's underlying, a share's or index's own name.</summary>
    public string Name(int id) => _table.NameOf(_table[id].Name);

    public int Find(MasterExchange exchange, string token) => Fits(token) ? _table.Find(exchange, Encoding.ASCII.GetBytes(token)) : NotFound;

    /// <summary>By trading symbol, letter by letter; the first row of the files when several exchanges have it and none is named.</summary>
    public int FindSymbol(string symbol, MasterExchange exchange = MasterExchange.None)
    {
        if (!Fits(symbol)) return NotFound;
        byte[] text = Encoding.ASCII.GetBytes(symbol);
        uint hash = TextIndex.Hash(text);
        int slot = -1;
        int best = NotFound;
        for (int id; (id = _symbols.Next(hash, ref slot)) >= 0;)
            if ((best < 0 || id < best) && (exchange == MasterExchange.None || _table[id].Exchange == exchange) && _table.Symbol(id).SequenceEqual(text)) best = id;
        return best;
    }

    /// <summary>The instrument of a row, with everything that the engine needs of it; what the master leaves out is taken from the contract facts of its day.</summary>
    /// <param name="row">Row in this master.</param>
    /// <param name="id">The instrument's id in the journal or recording that it is for.</param>
    public Instrument ToInstrument(int row, int id)
    {
        ref readonly MasterRow from = ref _table[row];
        string name = Name(row);
        bool contract = from.Kind is InstrumentKind.Future or InstrumentKind.Option;
        bool index = from.Kind == InstrumentKind.Index;
        // An index without derivatives in the facts is a number to look at. The month's future is what it trades as.
        bool traded = index && _specs.HasLot(name);
        DateOnly monthEnd = new DateOnly(Day.Year, Day.Month, 1).AddMonths(1).AddDays(-1);
        string symbol = Symbol(row);
        int largest = from.FreezeQuantity > 0 || !(contract || index) ? from.FreezeQuantity : _specs.LargestOrder(name, Day);
        return new Instrument(
            id, index ? name : symbol.EndsWith("-EQ", StringComparison.Ordinal) ? symbol[..^3] : symbol, from.Segment, from.Kind,
            from.TickUnits > 0 ? from.TickSize : IndexTick, traded ? _specs.Lot(name, monthEnd) : from.LotSize, from.Multiplier, largest, from.Expiry)
        {
            IndexTradedAsFuture = traded,
            Underlying = contract || traded ? name : "",
            Strike = from.Strike,
            Right = from.Right,
            Group = contract ? ContractRules.GroupOf(from.Segment, from.Kind, name, Day, _lists) : from.Group,
            Settlement = contract
                ? ContractRules.SettlementOf(from.Segment, from.Kind, ContractRules.ClassOf(from.Segment, from.OnIndex), name, Day, _lists)
                : SettlementStyle.Cash,
            ClosingAuction = from.ClosingAuction,
        };
    }

    private static bool Fits(string text) => text.Length is > 0 and <= MasterTable.LongestName && Ascii.IsValid(text);

    /// <summary>A share whose derivatives stand in the same masters trades in the closing auction, at both exchanges.</summary>
    private static void MarkSharesWithDerivatives(MasterTable table)
    {
        var has = new bool[table.NameCount];
        foreach (ref readonly MasterRow row in table.Rows)
            if (row.Exchange == MasterExchange.Nfo && !row.OnIndex) has[row.Name] = true;
        foreach (ref MasterRow row in table.Rows)
            if (row.Kind == InstrumentKind.Equity && has[row.Name]) row.ClosingAuction = true;
    }
}
