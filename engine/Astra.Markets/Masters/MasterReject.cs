namespace Astra.Markets;

/// <summary>Why a row of a master became no instrument.</summary>
public enum MasterReject : byte
{
    None = 0,
    /// <summary>Fewer cells than columns, or a value that is no text, number or boolean.</summary>
    BadRow,
    /// <summary>A token without a name: a place that the exchange keeps free.</summary>
    Placeholder,
    /// <summary>A contract that the exchange tests its systems with.</summary>
    TestContract,
    /// <summary>An exchange that the engine does not trade (NCDEX and others).</summary>
    UnknownExchange,
    /// <summary>A kind of instrument that is unknown, or that the engine does not trade (interest rates).</summary>
    UnknownInstrument,
    /// <summary>The underlying of contracts, listed for reference: nothing of it trades.</summary>
    ReferenceOnly,
    /// <summary>A series or group that is no share and no fund: debt, government paper, rights.</summary>
    UntradedSeries,
    /// <summary>Quoted in another currency than the rupee: its value would be wrong.</summary>
    NotInRupees,
    /// <summary>The token is blank, too long, or not plain text.</summary>
    BadToken,
    /// <summary>A name is too long or not plain text.</summary>
    BadName,
    BadLot,
    /// <summary>Not above zero, or finer than 0.0001 rupee, or not one that this market has.</summary>
    BadTick,
    BadExpiry,
    BadStrike,
    /// <summary>An option that is neither call nor put.</summary>
    BadRight,
    /// <summary>Rupees per rupee of price are not a whole number, or are not told and not known.</summary>
    BadMultiplier,
    BadFreeze,
    /// <summary>The exchange's token stood in an earlier row; the first one holds.</summary>
    DuplicateToken,
}
