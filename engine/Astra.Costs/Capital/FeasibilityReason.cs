namespace Astra.Costs;

/// <summary>Why a capital can or cannot trade an instrument. The values may be journaled: never change one.</summary>
public enum FeasibilityReason : byte
{
    /// <summary>It can.</summary>
    Feasible = 0,
    /// <summary>The class asks for more capital than there is; needed is that minimum.</summary>
    CapitalUnderMinimum = 1,
    /// <summary>The margin with its cushion is over the capital.</summary>
    MarginOverCapital = 2,
    /// <summary>The margin with its cushion is over the part of the capital that one order may take; had is that part.</summary>
    ShareOfCapital = 3,
    /// <summary>No price is known, so no margin either.</summary>
    NoPrice = 4,
    /// <summary>An index, which has no order book.</summary>
    NotTradable = 5,
    /// <summary>Its last trading day is over.</summary>
    Expired = 6,
    /// <summary>No margin rate or capital rule covers it on the day, or the instrument is incomplete.</summary>
    NoTerms = 7,
}
