using Astra.Markets;

namespace Astra.Costs;

/// <summary>What a fill costs, line by line as a contract note has it; never negative, but for the difference of two (a true-up).</summary>
/// <param name="TransactionTax">STT on equity and its derivatives, CTT on commodities, nothing on currency.</param>
/// <param name="Exchange">The exchange's transaction charge with its investor protection fund (IPFT).</param>
/// <param name="Sebi">Turnover fee of the regulator.</param>
/// <param name="Stamp">Stamp duty, paid by the buyer.</param>
/// <param name="Gst">On brokerage, exchange charge and, since 2022-07-18, the SEBI fee.</param>
public readonly record struct Charges(Money Brokerage, Money TransactionTax, Money Exchange, Money Sebi, Money Stamp, Money Gst)
{
    public static readonly Charges None;

    public Money Total => Brokerage + TransactionTax + Exchange + Sebi + Stamp + Gst;

    public static Charges operator +(in Charges a, in Charges b) => new(
        a.Brokerage + b.Brokerage, a.TransactionTax + b.TransactionTax, a.Exchange + b.Exchange,
        a.Sebi + b.Sebi, a.Stamp + b.Stamp, a.Gst + b.Gst);

    public static Charges operator -(in Charges a, in Charges b) => new(
        a.Brokerage - b.Brokerage, a.TransactionTax - b.TransactionTax, a.Exchange - b.Exchange,
        a.Sebi - b.Sebi, a.Stamp - b.Stamp, a.Gst - b.Gst);
}
