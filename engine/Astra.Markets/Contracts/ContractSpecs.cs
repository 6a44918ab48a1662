namespace Astra.Markets;

/// <summary>
/// Lots, multipliers, ticks and largest orders by date, for sources that carry prices but no instrument master, and for what a master leaves
/// out. The broker's master of the day overrules it.
/// </summary>
/// <remarks>
/// A lot belongs to the contract, so it is asked for by expiry: on one day of January 2025 NIFTY contracts of 75 and of 25 units traded.
/// Before its first row a fact is taken from that row: the best that is known, not a promise. Looked up at the edge, not on the hot path.
/// </remarks>
public sealed class ContractSpecs
{
    private static readonly string[] ClassNames = ["STOCK", "INDEX", "CURRENCY", "COMMODITY"];
    private static readonly Price UnknownTick = new(500);

    private readonly SortedDictionary<string, List<ContractFact>[]> _facts;

    private ContractSpecs(SortedDictionary<string, List<ContractFact>[]> facts) => _facts = facts;

    /// <exception cref="CalendarFormatException">A row is not understood, overlaps another or leaves a gap; file and line are named.</exception>
    public static ContractSpecs Parse(string csv) => new(ContractRows.Parse(csv));

    /// <summary>True when a lot size of contracts on this underlying is known: it has derivatives counted in units.</summary>
    public bool HasLot(string underlying) => Rows(underlying, ContractField.Lot) is not null;

    /// <summary>Units in a lot of the contract with this expiry; 1 where none is known.</summary>
    public int Lot(string underlying, DateOnly expiry) => (int)(Find(underlying, ContractField.Lot, expiry) ?? 1);

    /// <summary>True when a multiplier is known; without one a commodity's or currency's trades cannot be valued.</summary>
    public bool HasMultiplier(string underlying) => Rows(underlying, ContractField.Multiplier) is not null;

    /// <summary>Rupees per rupee of price and unit of quantity; 1 where none is known.</summary>
    public int Multiplier(string underlying, DateOnly day) => (int)(Find(underlying, ContractField.Multiplier, day) ?? 1);

    /// <summary>
    /// Largest order on a day, in what the instrument's quantity counts: the smaller of freeze quantity and specified maximum. 0 where none is
    /// known for the day.
    /// </summary>
    public int LargestOrder(string underlying, DateOnly day) =>
        (FindFrom(underlying, ContractField.Freeze, day), FindFrom(underlying, ContractField.MaxOrder, day)) switch
        {
            ({ } freeze, { } maximum) => (int)Math.Min(freeze, maximum),
            var (freeze, maximum) => (int)(freeze ?? maximum ?? 0),
        };

    /// <param name="level">Price of the underlying (of the future where that is all that is known).</param>
    public Price FutureTick(string underlying, UnderlyingClass kind, DateOnly day, Price level) =>
        Tick(underlying, kind, ContractField.FutureTick, day, level);

    /// <param name="level">Price of the underlying; the strike is near enough. Zero where not known: the coarsest tick.</param>
    public Price OptionTick(string underlying, UnderlyingClass kind, DateOnly day, Price level) =>
        Tick(underlying, kind, ContractField.OptionTick, day, level == Price.Zero ? new Price(long.MaxValue) : level);

    /// <summary>Tick of a share; the exchange sets it once a month from the last close.</summary>
    public Price StockTick(DateOnly day, Price price) => Tick("STOCK", UnderlyingClass.Stock, ContractField.CashTick, day, price);

    private Price Tick(string underlying, UnderlyingClass kind, ContractField field, DateOnly day, Price level) =>
        (Find(underlying, field, day, level) ?? Find(ClassNames[(int)kind], field, day, level)) is { } rupees ? Price.FromRupees(rupees) : UnknownTick;

    /// <summary>Null before the first row too.</summary>
    private decimal? FindFrom(string underlying, ContractField field, DateOnly day) =>
        Rows(underlying, field) is { } rows && rows[0].From <= day ? Find(underlying, field, day) : null;

    private decimal? Find(string underlying, ContractField field, DateOnly day, Price level = default)
    {
        if (Rows(underlying, field) is not { } rows) return null;
        int first = 0;
        for (int i = 1; i < rows.Count && rows[i].From <= day; i++)
            if (rows[i].From != rows[first].From) first = i;
        // After the last day that a row is said to hold nothing is known; between two rows (a lot, between expiries) the earlier one serves.
        if (rows[first].To < day && rows[^1].From == rows[first].From) return null;
        decimal value = rows[first].Value;
        for (int i = first + 1; i < rows.Count && rows[i].From == rows[first].From && rows[i].PriceFrom <= level; i++) value = rows[i].Value;
        return value;
    }

    private List<ContractFact>? Rows(string underlying, ContractField field) =>
        _facts.TryGetValue(underlying, out List<ContractFact>[]? fields) && fields[(int)field].Count > 0 ? fields[(int)field] : null;
}
