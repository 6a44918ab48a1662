using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>What a fill costs. A struct, so that the ledger's code is specialised for it.</summary>
public interface IFees
{
    Amount Of(bool buy, long priceUnits, long units);
}

/// <summary>A share of the fill's value, unrounded, each side.</summary>
/// <param name="rate">In billionths of the value: 0.03% is 300,000.</param>
public readonly struct FlatFees(long rate) : IFees
{
    public Amount Of(bool buy, long priceUnits, long units) => new((Int128)Math.BigMul(priceUnits, units) * rate);
}

/// <summary>The Indian charges of one day, all six components, each fill an order of its own.</summary>
public readonly struct IndianFees(ChargeRates rates) : IFees
{
    public Amount Of(bool buy, long priceUnits, long units) =>
        Amount.OfMoney(Parts(buy, priceUnits, units).Total);

    /// <summary>The same by component.</summary>
    public Charges Parts(bool buy, long priceUnits, long units) => rates.ForFill(buy, Money.OfUnits(checked(priceUnits * units), 1), Money.Zero);
}
