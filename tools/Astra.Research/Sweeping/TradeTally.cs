namespace Astra.Research;

/// <summary>What a sweep keeps of closed trades: counts and exact sums.</summary>
/// <param name="multiplier">The instrument's rupees of value for one rupee of price and one unit.</param>
/// <param name="trades">Where each is kept besides; null for most.</param>
internal struct TradeTally(int multiplier, List<LedgerTrade>? trades) : ITradeSink
{
    private Int128 _traded;

    public int Trades { get; private set; }

    /// <summary>Trades with a profit after fees; one that comes out at nothing is no win.</summary>
    public int Wins { get; private set; }

    public Amount Profits { get; private set; }

    /// <summary>Of the losing trades together, positive.</summary>
    public Amount Losses { get; private set; }

    /// <summary>Value bought and sold.</summary>
    public readonly Amount Turnover => new(_traded * Amount.PerPriceUnit);

    public void Closed(in LedgerTrade trade)
    {
        Trades++;
        _traded += Math.BigMul(trade.EntryUnits + trade.ExitUnits, (long)trade.Quantity * multiplier);
        if (trade.Profit > Amount.Zero)
        {
            Wins++;
            Profits += trade.Profit;
        }
        else Losses -= trade.Profit;
        trades?.Add(trade);
    }
}
