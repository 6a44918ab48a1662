using Astra.Markets;

namespace Astra.Research;

/// <summary>Which sides a backtest takes.</summary>
public enum TradeSides : byte
{
    /// <summary>Buys when flat; a signal to be short only leaves.</summary>
    LongOnly = 0,
    ShortOnly = 1,
    /// <summary>Both; the opposite signal closes and opens in the same bar.</summary>
    Reverse = 2,
}

/// <summary>
/// The rules of a next-open backtest: a decision at a bar's close is carried out at the next bar's open, whole, at that price worsened by
/// the slippage. No stops, no limits on volume or margin; for those let the engine trade (its fills are its own).
/// </summary>
public sealed record LedgerRules
{
    public Money Cash { get; init; } = Money.FromRupees(1_000_000m);

    public TradeSides Sides { get; init; }

    /// <summary>Units of an entry; 0 = all-in: the most whole lots that cash pays for with their fee, at the fill's own price.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Ticks given away by each fill.</summary>
    public int SlippageTicks { get; init; }

    /// <summary>Nothing is kept overnight: positions leave at the session's square-off time, and nothing is entered from then on.</summary>
    public bool Intraday { get; init; }
}

/// <summary>What a bar's place in its session asks of the ledger.</summary>
[Flags]
public enum BarGate : byte
{
    None = 0,
    /// <summary>An entry decided before is dropped, not carried out.</summary>
    NoEntry = 1,
    /// <summary>The position leaves at this bar's open.</summary>
    LeaveAtOpen = 2,
    /// <summary>The position leaves at this bar's close, the session's last, since no bar came after the square-off time.</summary>
    LeaveAtClose = 4,
}
