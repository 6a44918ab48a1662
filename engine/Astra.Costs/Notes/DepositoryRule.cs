using Astra.Markets;

namespace Astra.Costs;

/// <summary>One dated row of <c>depository-charges.csv</c>.</summary>
/// <param name="Variant">Empty for the usual client, otherwise a name such as <c>female</c>.</param>
/// <param name="WithGst">Per scrip and day of delivery sale, rounded to the paisa.</param>
/// <param name="LeastValue">Sales below this value are free.</param>
/// <param name="RoundTrip">True when a sale is charged although as much was bought in the same group; false when only shares that leave the account are.</param>
public sealed record DepositoryRule(
    string Broker, string Variant, Money Amount, Money WithGst, Money LeastValue, bool RoundTrip, DateOnly From, string Source, int Line)
{
    /// <summary>What a day's delivery trades of one scrip cost.</summary>
    public Money For(in DayTurnover delivered)
    {
        if (delivered.SoldQuantity == 0 || delivered.Sold < LeastValue) return Money.Zero;
        return RoundTrip || delivered.SoldQuantity > delivered.BoughtQuantity ? WithGst : Money.Zero;
    }
}
