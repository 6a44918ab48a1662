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

    /// <summary>Name of what a derivative is on, for example <c>NIFTY</c>; empty for anything else, and where it is not known.</summary>
    public string Underlying { get; init; } = "";

    /// <summary>Exercise price of an option, zero otherwise.</summary>
    public Price Strike { get; init; }

    public OptionRight Right { get; init; }

    /// <summary>Which rows of the charge schedule it reads where its segment and kind leave a choice.</summary>
    public ChargeGroup Group { get; init; }

    /// <summary>What happens at expiry; stock derivatives settle in shares, index derivatives in cash.</summary>
    public SettlementStyle Settlement { get; init; }

    /// <summary>True for a share that leaves continuous trading for the closing auction (shares with derivatives, from 2026-08-03).</summary>
    public bool ClosingAuction { get; init; }

    /// <summary>How far a day's price may be from <see cref="PreviousClose"/>, in basis points (2000 = 20%); 0 when no band is known.</summary>
    public int PriceBandBasisPoints { get; init; }

    /// <summary>Close of the day before the first one, the base of the price band; zero when not known. Later days use their own predecessor's close.</summary>
    public Price PreviousClose { get; init; }

    public bool Tradable => Kind != InstrumentKind.Index || IndexTradedAsFuture;
}
