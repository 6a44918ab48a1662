using System.Diagnostics.CodeAnalysis;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Approximate margins by instrument, product and day. Look the terms up once a day and instrument; <see cref="MarginTerms.Required"/> is for
/// the hot path. Intraday futures and options ask as much as overnight ones: since 2021-09-01 the whole margin must be there at the day's peak.
/// </summary>
public sealed class MarginBook(MarginRates rates)
{
    /// <summary>The rates' text made into a book.</summary>
    /// <exception cref="ScheduleFormatException">As <see cref="MarginRates.Parse"/>.</exception>
    public static MarginBook Parse(string csv) => new(MarginRates.Parse(csv));

    /// <summary>The terms of an instrument held as a product on a day; otherwise a <paramref name="problem"/> that names what is missing.</summary>
    public bool TryResolve(Instrument instrument, Product product, DateOnly day, out MarginTerms terms, [NotNullWhen(false)] out string? problem) =>
        TryResolve(instrument, product, day, out terms, out _, out problem);

    /// <summary>As above, and the class of capital rule that the instrument falls under.</summary>
    internal bool TryResolve(Instrument instrument, Product product, DateOnly day, out MarginTerms terms, out CapitalClass rule,
        [NotNullWhen(false)] out string? problem)
    {
        terms = default;
        rule = default;
        MarginTable? table = rates.On(day);
        if (table is null)
        {
            problem = $"margin-rates.csv has no row that is in force on {day:yyyy-MM-dd}; add one that covers the date";
            return false;
        }
        if (ProblemOf(instrument, product, day) is { } found)
        {
            problem = found;
            return false;
        }
        ReadOnlySpan<char> name = NameOf(instrument);
        MarginClass kind = ClassOf(instrument, product, table, name);
        MarginRateSet set = table.Of(kind, name);
        if (!set.IsKnown)
        {
            problem = $"margin-rates.csv has no INITIAL row for {MarginRates.Classes[(int)kind]} {name} that is in force on {day:yyyy-MM-dd}; add a row that covers the date";
            return false;
        }
        terms = new MarginTerms(instrument, set, day);
        rule = RuleOf(kind, instrument.Kind == InstrumentKind.Option);
        problem = null;
        return true;
    }

    /// <summary>Approximate margin of one position alone; for a report, not for the hot path.</summary>
    /// <exception cref="ArgumentException">No terms are known; the message says why.</exception>
    public Money Required(Instrument instrument, Product product, long signedQuantity, Price last, Price underlying, DateOnly day) =>
        TryResolve(instrument, product, day, out MarginTerms terms, out string? problem)
            ? terms.Required(signedQuantity, last, underlying)
            : throw new ArgumentException(problem, nameof(instrument));

    private static string? ProblemOf(Instrument instrument, Product product, DateOnly day)
    {
        bool shares = instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf;
        if (!instrument.Tradable) return $"{instrument.Symbol} is an index, which cannot be traded; trade its future or its options";
        if (instrument.Segment == Segment.None || instrument.Kind == InstrumentKind.None) return $"{instrument.Symbol} has no segment or kind; correct the instrument";
        if (!shares && product == Product.Delivery) return $"{instrument.Symbol} is no share: it cannot be held as delivery (CNC); hold it as NRML or MIS";
        if (instrument.Expiry < day) return $"{instrument.Symbol} expired on {instrument.Expiry:yyyy-MM-dd}";
        if (instrument.Kind == InstrumentKind.Option && (instrument.Right == OptionRight.None || instrument.Strike.Units <= 0))
            return $"{instrument.Symbol} is an option without strike or right; correct the instrument";
        return null;
    }

    private static MarginClass ClassOf(Instrument instrument, Product product, MarginTable table, ReadOnlySpan<char> name) => instrument switch
    {
        { Segment: Segment.Currency } => MarginClass.Currency,
        { Segment: Segment.Commodity } => MarginClass.Commodity,
        { Kind: InstrumentKind.Index } => MarginClass.Index,
        { Kind: InstrumentKind.Equity or InstrumentKind.Etf } => product == Product.Intraday ? MarginClass.EquityIntraday : MarginClass.EquityDelivery,
        _ => table.Names(MarginClass.Index, name) ? MarginClass.Index : MarginClass.Stock,
    };

    private static CapitalClass RuleOf(MarginClass kind, bool option) => kind switch
    {
        MarginClass.EquityDelivery => CapitalClass.EquityDelivery,
        MarginClass.EquityIntraday => CapitalClass.EquityIntraday,
        MarginClass.Index => option ? CapitalClass.IndexOption : CapitalClass.IndexFuture,
        MarginClass.Stock => option ? CapitalClass.StockOption : CapitalClass.StockFuture,
        MarginClass.Currency => option ? CapitalClass.CurrencyOption : CapitalClass.CurrencyFuture,
        _ => option ? CapitalClass.CommodityOption : CapitalClass.CommodityFuture,
    };

    /// <summary>What a derivative is on; where the instrument does not say, its symbol up to the first digit: <c>NIFTY26NOVFUT</c>.</summary>
    private static ReadOnlySpan<char> NameOf(Instrument instrument)
    {
        if (instrument.Underlying.Length > 0) return instrument.Underlying;
        if (instrument.Kind is not (InstrumentKind.Future or InstrumentKind.Option)) return instrument.Symbol;
        int digit = instrument.Symbol.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 ? instrument.Symbol.AsSpan(0, digit) : instrument.Symbol;
    }
}
