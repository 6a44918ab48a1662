namespace Astra.Markets;

/// <summary>What the market says of one option; zero where it says nothing.</summary>
public readonly record struct OptionQuote(Price Bid, Price Ask, Price Last)
{
    /// <summary>
    /// The price to value the option at, in rupees: the middle of a two-sided quote that is not crossed; else the last trade, moved to the bid or ask
    /// that it contradicts; false when neither is there. A bid or ask alone is no price: the other side may be anywhere.
    /// </summary>
    public bool TryMark(out double rupees)
    {
        bool bid = Bid > Price.Zero, ask = Ask > Price.Zero;
        if (bid && ask && Bid <= Ask)
        {
            rupees = 0.5 * (Bid.Rupees + Ask.Rupees);
            return true;
        }
        Price last = Last;
        // A crossed quote is wrong on one side at least, so neither moves the last trade.
        if (bid && !ask && last < Bid) last = Bid;
        if (ask && !bid && last > Ask) last = Ask;
        rupees = last.Rupees;
        return Last > Price.Zero;
    }
}
