namespace Astra.Markets;

/// <summary>
/// What the engine knows of one tradable thing. The value of a trade is price x quantity x <see cref="Multiplier"/>;
/// a quantity is a whole number of lots, counted in the units that the exchange's feed counts.
/// </summary>
/// <param name="Id">Dense index from 0 within one journal or recording.</param>
/// <param name="Symbol">The exchange's or recording's name, for example <c>RELIANCE</c> or <c>NIFTY26NOVFUT</c>.</param>
/// <param name="TickSize">Smallest price step, greater than zero.</param>
/// <param name="LotSize">Units in one lot, 1 or more; belongs to the contract, not to the date.</param>
/// <param name="Multiplier">Rupees of value for one rupee of price and one unit of quantity, for example 1000 for USDINR counted in lots.</param>
/// <param name="FreezeQuantity">Largest order the exchange takes, in units; 0 when there is no limit.</param>
/// <param name="Expiry">Last trading day of a derivative, null otherwise.</param>
public sealed record Instrument(
    int Id,
    string Symbol,
    Segment Segment,
    InstrumentKind Kind,
    Price TickSize,
    int LotSize,
    int Multiplier = 1,
    int FreezeQuantity = 0,
    DateOnly? Expiry = null)
{
    /// <summary>
    /// True for an index that is shadow-traded as if its future traded at the index value: an index itself has no order book.
    /// Charges and lots are those of the future.
    /// </summary>
    public bool IndexTradedAsFuture { get; init; }

    public bool Tradable => Kind != InstrumentKind.Index || IndexTradedAsFuture;
}
