using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// What positions and entries in flight ask as margin, and how much an entry may still take. Margins are those of today's prices: a bought
/// option and a delivered share ask their value, so what is free is the cash that is left; a future asks a part of its value. Each position
/// counts alone: what a hedge would save is not used. Without margin rates nothing is asked.
/// </summary>
/// <param name="margins">Null when the settings carry no rates.</param>
/// <param name="capital">Null when the settings carry no capital rules.</param>
/// <param name="books">All instruments, to find what a short option is on.</param>
internal sealed class MarginDesk(MarginBook? margins, CapitalFilter? capital, List<InstrumentBook> books)
{
    // Those that may hold something; made anew from the books after a restart.
    private readonly List<InstrumentBook> _holding = [];

    /// <summary>Terms of a day and product: the one that is held, or that the plan would open.</summary>
    public void Resolve(InstrumentBook book, Product product, DateOnly date)
    {
        (book.Margin, book.Capital) = (null, null);
        if (capital is not null && capital.TryResolve(book.Instrument, product, date, out CapitalTerms terms, out _))
            (book.Margin, book.Capital) = (terms.Margin, terms);
        else if (margins is not null && capital is null && margins.TryResolve(book.Instrument, product, date, out MarginTerms margin, out _))
            book.Margin = margin;
    }

    /// <summary>From now on the book's position and entry count.</summary>
    public void Hold(InstrumentBook book)
    {
        if (margins is not null && !_holding.Contains(book)) _holding.Add(book);
    }

    /// <summary>Margin of all that is held and on its way, at the latest prices.</summary>
    public Money InUse()
    {
        Money sum = Money.Zero;
        for (int i = _holding.Count - 1; i >= 0; i--)
        {
            InstrumentBook book = _holding[i];
            int quantity = book.MostUnits;
            if (quantity != 0)
            {
                sum = Add(sum, Of(book, quantity));
                continue;
            }
            _holding[i] = _holding[^1];
            _holding.RemoveAt(_holding.Count - 1);
        }
        return sum;
    }

    /// <summary>Cuts an entry to what the free margin and the capital rules allow; a reason when that is not one lot.</summary>
    public Reason Limit(InstrumentBook book, Side side, Money equity, ref int quantity)
    {
        if (margins is null) return Reason.None;
        if (book.Margin is not { } margin) return Reason.NoMarginRate;
        int lot = book.Instrument.LotSize;
        Price last = book.Touch.Last, underlying = Underlying(book, (int)side);
        Money free = Less(equity, InUse());
        Money perLot;
        if (book.Capital is { } terms)
        {
            if (equity < terms.MinimumCapital) return Reason.CapitalTooSmall;
            Money share = new((long)((Int128)equity.Micros * terms.MaximumShareBasisPoints / 10_000));
            if (share < free) free = share;
            perLot = terms.Needed(lot * (int)side, last, underlying);
        }
        else
        {
            perLot = margin.Required(lot * (int)side, last, underlying);
        }
        if (perLot > free) return Reason.MarginLimit;
        if (perLot > Money.Zero) quantity = (int)Math.Min(quantity, free.Micros / perLot.Micros * lot);
        return Reason.None;
    }

    /// <summary>Whether the capital could take one lot of what a plan is to trade; the value is what it would take, rupees.</summary>
    public Reason Check(Plan plan, InstrumentBook book, Money equity, DateOnly date, out double value)
    {
        value = 0;
        if (capital is null) return Reason.None;
        Price last = book.Touch.Last.Units > 0 ? book.Touch.Last : book.Instrument.PreviousClose;
        Feasibility found = capital.Check(book.Instrument, plan.Product, equity, last, Price.Zero, date);
        value = found.Needed.Rupees;
        return found.Reason switch
        {
            // Without a price or a rate of this day the entries are asked, each on its own day.
            FeasibilityReason.Feasible or FeasibilityReason.NoPrice or FeasibilityReason.NoTerms => Reason.None,
            FeasibilityReason.Expired => Reason.InstrumentExpired,
            FeasibilityReason.NotTradable => Reason.NotTradable,
            _ => Reason.CapitalTooSmall,
        };
    }

    /// <summary>Margin of one position, approximate; zero when its terms are not known.</summary>
    public Money Held(InstrumentBook book) => book.Margin is null ? Money.Zero : Of(book, book.Position.Quantity);

    /// <summary>A position of unknown terms, shares that a settlement brought, counts with its whole value.</summary>
    private Money Of(InstrumentBook book, int quantity) => book.Margin is { } terms
        ? terms.Required(quantity, book.Touch.Last, Underlying(book, quantity))
        : Money.Of(book.Touch.Last, Math.Abs(quantity), book.Instrument.Multiplier);

    /// <summary>Price of what a short option is on; zero for anything else, and where it is not known.</summary>
    private Price Underlying(InstrumentBook book, int quantity) =>
        book.Instrument.Kind == InstrumentKind.Option && quantity < 0 && FinalPrice.UnderlyingOf(book, books) is { } on ? on.Touch.Last : Price.Zero;

    private static Money Add(Money a, Money b) => b.Micros > long.MaxValue - a.Micros ? new Money(long.MaxValue) : a + b;

    private static Money Less(Money a, Money b) => a.Micros < long.MinValue + b.Micros ? new Money(long.MinValue) : a - b;
}
