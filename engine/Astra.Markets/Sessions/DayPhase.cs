namespace Astra.Markets;

/// <summary>Parts of an exchange's day, as the exchange's timing circulars name them.</summary>
public enum DayPhase : byte
{
    BlockMorning,
    /// <summary>A pre-open session whose parts are not told apart here.</summary>
    PreOpen,
    /// <summary>Limit and market orders are collected.</summary>
    PreOpenEntry,
    PreOpenLimitOnly,
    PreOpenMatch,
    PreOpenBuffer,
    Continuous,
    /// <summary>Runs beside continuous trading.</summary>
    BlockAfternoon,
    /// <summary>Closing auction: the reference price is computed, nothing trades.</summary>
    AuctionReference,
    /// <summary>Closing auction: limit and market orders are collected.</summary>
    AuctionEntry,
    AuctionLimitOnly,
    AuctionMatch,
    /// <summary>Trading at the closing price.</summary>
    PostClose,
}

/// <summary>One phase of one day, [<paramref name="Start"/>, <paramref name="End"/>). Random endings count to their latest instant.</summary>
public readonly record struct PhaseWindow(DayPhase Phase, Timestamp Start, Timestamp End)
{
    public bool Contains(Timestamp at) => at >= Start && at < End;
}
