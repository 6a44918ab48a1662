using Astra.Markets;

namespace Astra.Costs;

/// <summary>Exact charges of one act of settlement in rupees; no exchange charge and no SEBI fee fall on any.</summary>
internal readonly record struct SettlementLines(decimal Brokerage, decimal Tax, decimal Stamp, decimal GstRate, bool Commodity)
{
    /// <summary>The estimate: each line to the nearest micro-rupee.</summary>
    public Charges ToCharges() => new(
        Money.FromRupees(Brokerage), Money.FromRupees(Tax), Money.Zero, Money.Zero, Money.FromRupees(Stamp), Money.FromRupees(Brokerage * GstRate));
}
