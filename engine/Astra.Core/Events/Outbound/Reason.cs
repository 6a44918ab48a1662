namespace Astra.Core;

/// <summary>Why the core said something. The values are part of the outbound log's format: never reuse one.</summary>
public enum Reason : ushort
{
    None = 0,

    // Entries and exits.
    StrategyEntry = 1,
    StrategyExit = 2,
    StopLoss = 3,
    Target = 4,
    TrailingStop = 5,
    Breakeven = 6,
    SquareOffTime = 7,
    DailyLossLimit = 8,
    OperatorCommand = 9,
    PlanReplaced = 10,
    SessionClosed = 11,

    // Order life.
    Placed = 20,
    Accepted = 21,
    PartiallyFilled = 22,
    Filled = 23,
    Expired = 25,

    // An entry or plan that was refused.
    EntriesPaused = 40,
    OutsideTradingHours = 41,
    QuantityBelowOneLot = 42,
    PositionLimit = 43,
    GrossLimit = 44,
    OpenPositionsLimit = 45,
    NoAtrYet = 46,
    NoPriceYet = 47,
    DayStopped = 48,
    UnknownInstrument = 60,
    UnknownAlgorithm = 61,
    UnknownParameter = 62,
    ParameterOutOfRange = 63,
    BadInterval = 64,
    BadStopPolicy = 65,
    BadRisk = 66,
    BadTradingTimes = 67,
    NotTradable = 68,
    NoChargesForDate = 69,
    DuplicatePlan = 70,

    // Alerts: quarantined input, counted by reason.
    LateTick = 80,
    OutsideSession = 81,
    CrossedQuote = 82,
    /// <summary>Zero, negative, or above one crore rupees.</summary>
    PriceOutOfRange = 83,
    DuplicateInstrument = 84,
    NotConfigured = 85,
    FeedGap = 86,
    BadBar = 87,
    AlreadyConfigured = 88,
    BadInstrument = 89,
    /// <summary>A quantity or volume below zero, or beyond what any market trades in a day.</summary>
    QuantityOutOfRange = 90,
    BadSettings = 91,
    UnknownEvent = 92,
    PositionLeftAtClose = 93,
    UnknownCommand = 94,
    UnknownInstrumentTick = 95,
    NoChargeRow = 96,
    /// <summary>A tick stamped well ahead of every clock: taken at its word it would end the day for all.</summary>
    FutureTick = 97,
    /// <summary>A new session began while the last one was still open; it was closed first.</summary>
    SessionNotClosed = 98,
    /// <summary>Depth whose levels are not in order, or with a hole.</summary>
    BadDepth = 99,
}
