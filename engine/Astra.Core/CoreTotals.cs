using Astra.Markets;

namespace Astra.Core;

/// <summary>The core's figures since its journal began.</summary>
/// <param name="Events">Inbound events applied.</param>
/// <param name="Ticks">Touchline, trade, depth and history-bar events that were accepted.</param>
/// <param name="Bars">Candles closed, all intervals.</param>
/// <param name="Quarantined">Inputs refused, all reasons.</param>
/// <param name="Gross">Realised profit before charges.</param>
/// <param name="TransactionTax">STT and CTT.</param>
/// <param name="Exchange">Exchange charges with IPFT.</param>
/// <param name="Depository">Depository charges of shares that left, with GST.</param>
/// <param name="TrueUp">How much of all charges came as day-end corrections (contract note less estimates, and the depository's); already in the components.</param>
/// <param name="Unrealised">Of positions still open.</param>
/// <param name="Backfilled">Minutes that were filled in from history after a gap.</param>
/// <param name="WarmedUp">Bars from before their plans began, which plans have learned from.</param>
public readonly record struct CoreTotals(
    long Events,
    long Ticks,
    long Bars,
    long Signals,
    int Orders,
    long Fills,
    int Trades,
    int Winners,
    long Quarantined,
    Money Gross,
    Money Brokerage,
    Money TransactionTax,
    Money Exchange,
    Money Sebi,
    Money Stamp,
    Money Gst,
    Money Depository,
    Money TrueUp,
    Money Unrealised,
    Money Equity,
    long Backfilled,
    long WarmedUp)
{
    public Money Charges => Brokerage + TransactionTax + Exchange + Sebi + Stamp + Gst + Depository;

    /// <summary>Realised profit after charges.</summary>
    public Money Net => Gross - Charges;
}
