using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// One instrument's net position and the round trip it belongs to. Cost is kept as a sum, not an average, so that profit is exact:
/// closing the last unit takes exactly what is left.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
internal struct Position
{
    /// <summary>Signed, in units.</summary>
    public int Quantity;
    public int Peak;
    public int Orders;
    /// <summary>Who last moved the stop; becomes the exit's reason when it is hit.</summary>
    public Reason StopReason;
    /// <summary>Intraday leaves before the close; anything else is kept over days.</summary>
    public Product Product;
    public byte Reserved0;
    /// <summary>Signed sum of price units times quantity of what is open.</summary>
    public long OpenUnits;
    public long EntryUnits;
    public long EntryQuantity;
    public long ExitUnits;
    public long ExitQuantity;
    public Timestamp EntryTime;
    public Money Gross;
    public Money Charges;
    public Money Unrealised;

    // Protection: engine-run stop, resting target.
    public Price Stop;
    public Price Target;
    /// <summary>Distance from entry to first stop: one R.</summary>
    public Price Risk;
    /// <summary>Most favourable close since entry; the stop trails it.</summary>
    public Price BestClose;

    /// <summary>Why it was leaving when the session closed; the exit is sent again when trading resumes.</summary>
    public Reason Leaving;
    public ushort Reserved1;
    public int Reserved2;
    /// <summary>Unrealised profit at the last overnight valuation.</summary>
    public Money Valued;

    public readonly bool IsOpen => Quantity != 0;

    public readonly Side Side => Quantity > 0 ? Side.Buy : Quantity < 0 ? Side.Sell : Side.None;

    /// <summary>Average price of what is open, rounded toward zero to the price unit.</summary>
    public readonly Price Average => Quantity == 0 ? Price.Zero : new Price(OpenUnits / Quantity);

    /// <summary>Profit if everything closed at this price, before charges.</summary>
    public readonly Money ProfitAt(Price price, int multiplier) =>
        Money.OfUnits(checked(price.Units * Quantity - OpenUnits), multiplier);

    public void Add(Side side, int quantity, Price price)
    {
        long units = checked(price.Units * quantity);
        Quantity += (int)side * quantity;
        OpenUnits += (int)side * units;
        EntryUnits += units;
        EntryQuantity += quantity;
        if (Math.Abs(Quantity) > Math.Abs(Peak)) Peak = Quantity;
    }

    /// <summary>Closes part of the position and returns the profit of that part, in price units times quantity.</summary>
    public long Reduce(int quantity, Price price)
    {
        int direction = (int)Side;
        long cost = quantity == Math.Abs(Quantity) ? OpenUnits : (long)((Int128)OpenUnits * quantity / Math.Abs(Quantity));
        long proceeds = checked(price.Units * quantity);
        Valued -= quantity == Math.Abs(Quantity) ? Valued : new Money((long)((Int128)Valued.Micros * quantity / Math.Abs(Quantity)));
        Quantity -= direction * quantity;
        OpenUnits -= cost;
        ExitUnits += proceeds;
        ExitQuantity += quantity;
        return direction * proceeds - cost;
    }
}
