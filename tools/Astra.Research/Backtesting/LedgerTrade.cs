using Astra.Markets;

namespace Astra.Research;

/// <summary>One round trip of a ledger; open while <see cref="ExitBar"/> is -1.</summary>
public struct LedgerTrade
{
    /// <summary>+1 long, -1 short.</summary>
    public int Side;
    public int Quantity;
    /// <summary>Index of the bar at whose open (or close, on square-off) it was filled.</summary>
    public int EntryBar;
    public int ExitBar;
    /// <summary>Squared off at the close of its session's last bar, not filled at an open.</summary>
    public bool LeftAtClose;
    /// <summary>Which of the result's series; 0 where there is one. Set by a runner, not by the ledger.</summary>
    public int Series;
    /// <summary>When it was filled; set by a runner, not by the ledger.</summary>
    public Timestamp EntryTime;
    public Timestamp ExitTime;
    public long EntryUnits;
    public long ExitUnits;
    public Amount EntryFee;
    public Amount ExitFee;
    /// <summary>(exit - entry) x quantity x side x multiplier less both fees; zero while open.</summary>
    public Amount Profit;
}

/// <summary>Is told of trades; a struct, so that a sweep that only counts pays for nothing else.</summary>
public interface ITradeSink
{
    void Closed(in LedgerTrade trade);
}
