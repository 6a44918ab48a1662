using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>What a fill costs. A struct, so that the ledger's code is specialised for it.</summary>
public interface IFees
{
    /// <summary>Of a fill as it is made.</summary>
    Amount Of(bool buy, long priceUnits, long units);

    /// <summary>Of a trade's entry, as it turns out now that the trade is left: a share sold on the day it was bought was no delivery.</summary>
    Amount OfEntry(in LedgerTrade trade, long units);

    /// <summary>Of leaving a trade.</summary>
    Amount OfExit(in LedgerTrade trade, long priceUnits, long units);
}

/// <summary>A share of the fill's value, unrounded, each side.</summary>
/// <param name="rate">In billionths of the value: 0.03% is 300,000.</param>
public readonly struct FlatFees(long rate) : IFees
{
    public Amount Of(bool buy, long priceUnits, long units) => Amount.OfProduct(priceUnits, units, rate);

    public Amount OfEntry(in LedgerTrade trade, long units) => trade.EntryFee;

    public Amount OfExit(in LedgerTrade trade, long priceUnits, long units) => Of(trade.Side < 0, priceUnits, units);
}

/// <summary>The Indian charges of one day, all six components, each fill an order of its own.</summary>
/// <param name="rates">Of what a position is held as.</param>
/// <param name="sameDay">Of a trade that ends on the day it began: for shares those of the day trade, otherwise the same.</param>
/// <param name="firstBar">The day's first bar.</param>
public readonly struct IndianFees(ChargeRates rates, ChargeRates sameDay, int firstBar) : IFees
{
    /// <summary>One set of rates for whatever is done.</summary>
    public IndianFees(ChargeRates rates)
        : this(rates, rates, 0)
    {
    }

    public Amount Of(bool buy, long priceUnits, long units) => Amount.OfMoney(Parts(rates, buy, priceUnits, units).Total);

    public Amount OfEntry(in LedgerTrade trade, long units) =>
        trade.EntryBar < firstBar ? trade.EntryFee : Amount.OfMoney(Parts(sameDay, trade.Side > 0, trade.EntryUnits, units).Total);

    public Amount OfExit(in LedgerTrade trade, long priceUnits, long units) => Amount.OfMoney(Parts(Leaving(in trade), trade.Side < 0, priceUnits, units).Total);

    /// <summary>A left trade's charges by component; <paramref name="entered"/> are the fees of its first day.</summary>
    public Charges PartsOf(in LedgerTrade trade, long units, in IndianFees entered) =>
        (trade.EntryBar < firstBar ? entered.Parts(trade.Side > 0, trade.EntryUnits, units) : Parts(sameDay, trade.Side > 0, trade.EntryUnits, units))
        + Parts(Leaving(in trade), trade.Side < 0, trade.ExitUnits, units);

    /// <summary>A fill's charges by component, as it is made.</summary>
    public Charges Parts(bool buy, long priceUnits, long units) => Parts(rates, buy, priceUnits, units);

    private ChargeRates Leaving(in LedgerTrade trade) => trade.EntryBar < firstBar ? rates : sameDay;

    private static Charges Parts(ChargeRates at, bool buy, long priceUnits, long units) => at.ForFill(buy, Money.OfUnits(checked(priceUnits * units), 1), Money.Zero);
}
