namespace Astra.Markets;

/// <summary>
/// Cutting an order at the exchange's freeze quantity, in whole lots: 2600 units of lot 65 with a freeze quantity of 1800 are 1755 + 845,
/// never 1800 + 800. Each slice is an order of its own, brokerage included.
/// </summary>
/// <remarks>
/// Quantities are in the unit that the instrument's are counted in (units of a share derivative, lots of a commodity or currency).
/// A freeze quantity below one lot lets no order through: <see cref="MaxQuantity"/>, <see cref="Count"/> and <see cref="Next"/> are then 0,
/// so a loop over the slices ends at once, and the caller refuses the order. That is a fault of the instrument's data.
/// </remarks>
public static class OrderSlices
{
    /// <summary>The largest order, a whole number of lots; <see cref="int.MaxValue"/> when there is no freeze quantity, 0 when not one lot fits.</summary>
    public static int MaxQuantity(Instrument instrument)
    {
        if (instrument.FreezeQuantity <= 0) return int.MaxValue;
        return instrument.LotSize <= 1 ? instrument.FreezeQuantity : instrument.FreezeQuantity - instrument.FreezeQuantity % instrument.LotSize;
    }

    /// <summary>How many orders a quantity becomes: the fewest that do; 0 for a quantity of 0 or less, and where no lot fits.</summary>
    public static int Count(Instrument instrument, int quantity)
    {
        int largest = MaxQuantity(instrument);
        return quantity <= 0 || largest == 0 ? 0 : (quantity - 1) / largest + 1;
    }

    /// <summary>
    /// Size of the next order when this much is left: take it off and ask again until nothing is left. Whole lots as long as the quantity is;
    /// a broken lot stays in the last slice. 0 for a quantity of 0 or less, and where no lot fits.
    /// </summary>
    public static int Next(Instrument instrument, int remaining) => Math.Max(0, Math.Min(remaining, MaxQuantity(instrument)));
}
