using Astra.Markets;

namespace Astra.Costs;

/// <summary>The exit price from which a round trip loses nothing, all charges of both sides counted.</summary>
public static class BreakEven
{
    /// <summary>
    /// For a long the lowest, for a short the highest price on the tick grid at which the exit nets zero or more by the estimate;
    /// null when no price above zero does. Found by search on integers, so exact.
    /// </summary>
    /// <param name="isLong">True when the exit is a sale.</param>
    /// <param name="quantity">Units to close, more than zero.</param>
    /// <param name="multiplier">Value multiplier of the contract.</param>
    /// <param name="entryValue">What was bought (or sold) to open, at its prices.</param>
    /// <param name="entryCharges">Charges paid so far, and any other cost that the exit is to earn (a depository charge).</param>
    /// <param name="rates">Rates of the exit's day.</param>
    /// <param name="tick">Price step, more than zero.</param>
    /// <param name="mostPerOrder">Units of the largest order: each slice of the exit bears its own brokerage.</param>
    /// <exception cref="ArgumentOutOfRangeException">A quantity, multiplier, tick or order size below one, or a negative entry value.</exception>
    public static Price? Price(bool isLong, long quantity, int multiplier, Money entryValue, Money entryCharges, in ChargeRates rates, Price tick, long mostPerOrder = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(multiplier, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tick.Units, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPerOrder, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(entryValue.Micros);
        // A long gains with the price and a short loses: search the first tick at which that turns.
        long low = 0, high = 1;
        while ((Net(high, rates) >= Money.Zero) != isLong)
        {
            if ((Int128)tick.Units * high * quantity * multiplier > MostUnits) return null;
            (low, high) = (high, high * 2);
        }
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            if ((Net(middle, rates) >= Money.Zero) == isLong) high = middle;
            else low = middle;
        }
        long ticks = isLong ? high : low;
        return ticks == 0 ? null : tick * ticks;

        Money Net(long ticks, in ChargeRates exit)
        {
            Price price = tick * ticks;
            Money value = Money.Of(price, quantity, multiplier);
            Money gain = isLong ? value - entryValue : entryValue - value;
            return gain - entryCharges - Charge(price, exit);
        }

        Money Charge(Price price, in ChargeRates exit)
        {
            long slices = quantity / Math.Min(quantity, mostPerOrder), rest = quantity - slices * Math.Min(quantity, mostPerOrder);
            Money whole = exit.ForFill(buy: !isLong, Money.Of(price, Math.Min(quantity, mostPerOrder), multiplier), Money.Zero).Total;
            Money last = exit.ForFill(buy: !isLong, Money.Of(price, rest, multiplier), Money.Zero).Total;
            return new Money(checked(whole.Micros * slices)) + last;
        }
    }

    /// <summary>Price units times quantity beyond which money might overflow.</summary>
    private const long MostUnits = long.MaxValue / 1_000;
}
