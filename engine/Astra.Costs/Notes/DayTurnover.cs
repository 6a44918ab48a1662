using Astra.Markets;

namespace Astra.Costs;

/// <summary>What was bought and sold of one instrument on one day. Blittable: it can lie in a snapshot.</summary>
public struct DayTurnover
{
    /// <summary>Units.</summary>
    public long BoughtQuantity;

    public Money Bought;

    /// <summary>Units.</summary>
    public long SoldQuantity;

    public Money Sold;

    /// <summary>Value of both sides.</summary>
    public readonly Money Total => Bought + Sold;

    /// <summary>One fill. Allocates nothing.</summary>
    /// <param name="value">Price times units; for an option the premium.</param>
    public void Add(bool buy, long quantity, Money value)
    {
        if (buy)
        {
            BoughtQuantity += quantity;
            Bought += value;
        }
        else
        {
            SoldQuantity += quantity;
            Sold += value;
        }
    }

    public static DayTurnover operator +(in DayTurnover a, in DayTurnover b) => new()
    {
        BoughtQuantity = a.BoughtQuantity + b.BoughtQuantity,
        Bought = a.Bought + b.Bought,
        SoldQuantity = a.SoldQuantity + b.SoldQuantity,
        Sold = a.Sold + b.Sold,
    };
}
