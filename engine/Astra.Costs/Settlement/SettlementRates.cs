using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// What expiry costs: exercise, assignment, worthless expiry, shares received or given. Each call is one order. Estimates, each line
/// rounded once to the micro-rupee; once a day and position, so not made for the hot path (it allocates nothing all the same).
/// Brokerage bears GST. None bears an exchange charge, a SEBI fee or, but for shares received, stamp duty.
/// </summary>
public readonly struct SettlementRates
{
    internal SettlementRates(SettlementTable table) => Table = table;

    internal SettlementTable Table { get; }

    /// <summary>True when <see cref="ForExercise(Money, Money)"/> must be given the settlement value: commodity options that end in a future.</summary>
    public bool TaxesSettlementValue => Table.TaxesSettlementValue;

    /// <summary>The dated rows behind it, for people: those of exercised and assigned options, of shares received or given, or both.</summary>
    public IReadOnlyList<RateRow> Rows(bool options, bool shares) => Table.Rows(options, shares);

    /// <summary>A long option exercised: tax on the intrinsic value, brokerage of the exercised order. Nothing when it has none.</summary>
    /// <param name="intrinsic">Settlement less strike (or strike less settlement, of a put) times units.</param>
    public Charges ForExercise(Money intrinsic) => ForExercise(intrinsic, intrinsic);

    /// <summary>As above where the tax may be on the settlement price (commodity options that end in a future).</summary>
    /// <param name="settlementValue">Settlement price times units.</param>
    public Charges ForExercise(Money intrinsic, Money settlementValue) =>
        intrinsic.Micros <= 0 ? Charges.None : Table.Exercise(intrinsic, settlementValue).ToCharges();

    /// <summary>A short option assigned: brokerage only, since its tax was paid when it was sold.</summary>
    public Charges ForAssignment(Money intrinsic) => intrinsic.Micros <= 0 ? Charges.None : Table.Assignment(intrinsic).ToCharges();

    /// <summary>An option that expires worthless: nothing, unless the broker's rules say that it is charged.</summary>
    public Charges ForWorthless() => Table.Worthless().ToCharges();

    /// <summary>Shares received or given for a stock future or option: tax on both sides, stamp duty on the receiver's.</summary>
    /// <param name="value">Settlement price (of a future) or strike (of an option) times units.</param>
    /// <param name="nettedOff">True when another position of the same client gives what this one receives.</param>
    public Charges ForDelivery(bool receives, Money value, bool nettedOff = false) =>
        value.Micros <= 0 ? Charges.None : Table.Delivery(receives, value, nettedOff).ToCharges();
}
