namespace Astra.Research;

/// <summary>Is told where a ledger stands at each bar's close; a struct, so that a sweep that does not ask pays nothing.</summary>
public interface IMarks
{
    /// <param name="position">Signed units.</param>
    void At(int bar, long closeUnits, Amount cash, int position, int multiplier);
}

/// <summary>Nobody wants to know.</summary>
public readonly struct NoMarks : IMarks
{
    public void At(int bar, long closeUnits, Amount cash, int position, int multiplier)
    {
    }
}

/// <summary>Equity in rupees of every bar, and how many bars held a position.</summary>
public struct EquityMarks(double[] equity) : IMarks
{
    public int BarsHeld { get; private set; }

    public void At(int bar, long closeUnits, Amount cash, int position, int multiplier)
    {
        equity[bar] = (cash + Amount.OfPrice(closeUnits, (long)position * multiplier)).Rupees;
        if (position != 0) BarsHeld++;
    }
}

/// <summary>Keeps the closed trades.</summary>
public readonly struct TradeList(List<LedgerTrade> trades) : ITradeSink
{
    public void Closed(in LedgerTrade trade) => trades.Add(trade);
}
