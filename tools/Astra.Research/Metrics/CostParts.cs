using Astra.Costs;

namespace Astra.Research;

/// <summary>What trading cost, in rupees, by component.</summary>
/// <param name="Other">Fees without components (a flat rate), and what contract notes and depositories added to the components.</param>
public sealed record CostParts(double Total, double Brokerage, double TransactionTax, double Exchange, double Sebi, double Stamp, double Gst, double Other)
{
    public static CostParts Of(RunRecord run)
    {
        double total = run.Fees ?? run.Trades.Sum(trade => trade.Fees);
        Charges parts = run.Charges ?? Charges.None;
        double other = total - parts.Total.Rupees;
        return new(
            total, parts.Brokerage.Rupees, parts.TransactionTax.Rupees, parts.Exchange.Rupees, parts.Sebi.Rupees, parts.Stamp.Rupees, parts.Gst.Rupees,
            // What is left after a million sums of doubles is rounding, not a fee.
            Math.Abs(other) < 1e-9 * total ? 0 : other);
    }

    /// <summary>In the order of a contract note, with the words that people read there.</summary>
    public IEnumerable<(string Name, double Rupees)> Lines =>
    [
        ("Brokerage", Brokerage), ("Transaction tax (STT/CTT)", TransactionTax), ("Exchange charges", Exchange), ("SEBI fee", Sebi), ("Stamp duty", Stamp), ("GST", Gst), ("Other fees", Other),
    ];
}
