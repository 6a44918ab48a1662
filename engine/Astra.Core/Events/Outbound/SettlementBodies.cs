using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Where a settlement or closing price was taken from. The values are part of the outbound log's format.</summary>
public enum PriceSource : byte
{
    None = 0,
    /// <summary>The exchange's own figure for the day.</summary>
    Exchange = 1,
    /// <summary>Last price of what the derivative is on.</summary>
    Underlying = 2,
    /// <summary>Last price of the instrument itself: nothing better is known.</summary>
    Last = 3,
}

/// <summary>How a position ended with its instrument. The values are part of the outbound log's format.</summary>
public enum SettlementOutcome : byte
{
    None = 0,
    /// <summary>A future, its difference paid in money.</summary>
    Cash = 1,
    /// <summary>A long option in the money.</summary>
    Exercised = 2,
    /// <summary>A short option in the money.</summary>
    Assigned = 3,
    /// <summary>An option out of the money.</summary>
    Worthless = 4,
}

/// <summary>A position kept overnight, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct ValuationBody
{
    public int PlanId;
    /// <summary>Signed, in units.</summary>
    public int Quantity;
    /// <summary>IST day number since 1970-01-01 that has ended.</summary>
    public int Day;
    public Product Product;
    public PriceSource Source;
    public ushort Reserved;
    public Price Average;
    public Price Mark;
    /// <summary>Of what is open, at the mark, before charges.</summary>
    public Money Unrealised;
    /// <summary>Of it, what came since the valuation before: the day's mark-to-market.</summary>
    public Money Change;
    /// <summary>Paid so far in this round trip.</summary>
    public Money Charges;
    /// <summary>Margin blocked overnight, approximate; zero when margins are not known.</summary>
    public Money Margin;
}

/// <summary>A position's end by expiry, 96 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct SettlementBody
{
    public int PlanId;
    /// <summary>What was held, signed, in units.</summary>
    public int Quantity;
    /// <summary>IST day number since 1970-01-01 of the expiry.</summary>
    public int Day;
    public SettlementOutcome Outcome;
    public PriceSource Source;
    /// <summary>Whether shares change hands.</summary>
    public SettlementStyle Style;
    public byte Reserved0;
    /// <summary>Instrument id of the shares that the position became; -1 when it was paid in money.</summary>
    public int Into;
    /// <summary>Shares received (positive) or given (negative); 0 when settled in money.</summary>
    public int Shares;
    /// <summary>Final settlement price of the future, or of what the option is on.</summary>
    public Price Price;
    /// <summary>What the charges are on: the intrinsic value of an option, the value of shares that change hands, of a future its settlement value.</summary>
    public Money Value;
    /// <summary>Profit of the position at settlement, before charges.</summary>
    public Money Gross;
    public Money Brokerage;
    /// <summary>STT or CTT.</summary>
    public Money TransactionTax;
    /// <summary>Exchange charge with IPFT.</summary>
    public Money Exchange;
    public Money Sebi;
    public Money Stamp;
    public Money Gst;
}

/// <summary>The day-end correction of a segment's charges, 96 bytes. The six components are contract note less estimate and may be negative.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct TrueUpBody
{
    public Segment Segment;
    public byte Reserved0;
    public ushort Reserved1;
    /// <summary>IST day number since 1970-01-01.</summary>
    public int Day;
    /// <summary>Executed orders on the note.</summary>
    public int Orders;
    /// <summary>Shares that were debited from the demat account: one charge each.</summary>
    public int Debits;
    public Money Brokerage;
    /// <summary>STT or CTT.</summary>
    public Money TransactionTax;
    /// <summary>Exchange charge with IPFT.</summary>
    public Money Exchange;
    public Money Sebi;
    public Money Stamp;
    public Money Gst;
    /// <summary>Depository charges with their GST; not part of the note.</summary>
    public Money Depository;
    /// <summary>What the fills and settlements of the day were charged.</summary>
    public Money Accrued;
    /// <summary>What the contract note says.</summary>
    public Money Note;
    /// <summary>What the account is charged now: note less accrued, and the depository charges.</summary>
    public Money Total;
}
