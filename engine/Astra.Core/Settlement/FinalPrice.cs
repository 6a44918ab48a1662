using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// The price at which a derivative ends. On its expiry day the exchange's settlement price of a contract, future or option, is that of what it is on.
/// Without it, the underlying's own settlement price or last price serves, when the journal has that instrument; at worst the contract's own last price.
/// </summary>
internal readonly record struct FinalPrice(Price Price, PriceSource Source)
{
    public static FinalPrice Of(InstrumentBook book, InstrumentBook? underlying)
    {
        if (book.SettlementDay == book.ExpiryDay) return new(book.SettlementPrice, PriceSource.Exchange);
        if (underlying is not null && underlying.SettlementDay == book.ExpiryDay) return new(underlying.SettlementPrice, PriceSource.Exchange);
        // A last price of another day would settle the contract at what its underlying no longer is.
        if (underlying is { Touch.Last.Units: > 0 } && Ist.DayOf(underlying.Touch.LastTime) == book.ExpiryDay) return new(underlying.Touch.Last, PriceSource.Underlying);
        return new(book.Touch.Last.Units > 0 ? book.Touch.Last : book.Position.Average, PriceSource.Last);
    }

    /// <summary>
    /// The instrument that a derivative is on: the share, fund or index of that name, or for an option on a commodity the first future that
    /// expires no sooner. Null when the journal has none.
    /// </summary>
    public static InstrumentBook? UnderlyingOf(InstrumentBook book, List<InstrumentBook> books)
    {
        if (book.UnderlyingAmong == books.Count) return book.Underlying;
        (book.Underlying, book.UnderlyingAmong) = (FindUnderlying(book, books), books.Count);
        return book.Underlying;
    }

    private static InstrumentBook? FindUnderlying(InstrumentBook book, List<InstrumentBook> books)
    {
        Instrument derivative = book.Instrument;
        if (derivative.Underlying.Length == 0) return null;
        InstrumentBook? found = null;
        foreach (InstrumentBook other in books)
        {
            Instrument i = other.Instrument;
            bool spot = i.Kind is InstrumentKind.Equity or InstrumentKind.Etf or InstrumentKind.Index && IsNamed(i, derivative.Underlying);
            if (spot && (found is null || IsSameExchange(i, derivative))) found = other;
            bool future = derivative.Segment == Segment.Commodity && derivative.Kind == InstrumentKind.Option && i.Segment == Segment.Commodity &&
                i.Kind == InstrumentKind.Future && string.Equals(i.Underlying, derivative.Underlying, StringComparison.Ordinal) && other.ExpiryDay >= book.ExpiryDay;
            if (future && (found is null || other.ExpiryDay < found.ExpiryDay)) found = other;
        }
        return found;
    }

    private static bool IsNamed(Instrument instrument, string name) =>
        string.Equals(instrument.Symbol, name, StringComparison.Ordinal) ||
        (instrument.Kind == InstrumentKind.Index && string.Equals(instrument.Underlying, name, StringComparison.Ordinal));

    private static bool IsSameExchange(Instrument a, Instrument b) => IsBse(a) == IsBse(b);

    private static bool IsBse(Instrument instrument) => instrument.Segment is Segment.BseEquity or Segment.BseDerivatives;
}
