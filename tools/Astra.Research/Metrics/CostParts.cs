using Astra.Costs;

namespace Astra.Research;

/// <summary>What trading cost, in rupees, by component.</summary>
/// <param name="Other">Fees without components (a flat rate), or the part of the total that components do not explain.</param>
public sealed record CostParts(double Total, double Brokerage, double TransactionTax, double Exchange, double Sebi, double Stamp, double Gst, double Other)
{
    public static CostParts Of(IReadOnlyList<RunTrade> trades)
    {
        double total = 0, other = 0;
        Charges sum = Charges.None;
        foreach (RunTrade trade in trades)
        {
            total += trade.Fees;
            if (trade.Charges is { } charges) sum += charges;
            else other += trade.Fees;
        }
        return new(total, sum.Brokerage.Rupees, sum.TransactionTax.Rupees, sum.Exchange.Rupees, sum.Sebi.Rupees, sum.Stamp.Rupees, sum.Gst.Rupees, other);
    }

    /// <summary>In the order of a contract note, with the words that people read there.</summary>
    public IEnumerable<(string Name, double Rupees)> Lines =>
    [
        ("Brokerage", Brokerage), ("Transaction tax (STT/CTT)", TransactionTax), ("Exchange charges", Exchange), ("SEBI fee", Sebi), ("Stamp duty", Stamp), ("GST", Gst), ("Other fees", Other),
    ];
}
