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
    /// <summary>The instrument expired and was settled in money.</summary>
    Expiry = 12,
    Exercised = 13,
    Assigned = 14,
    ExpiredWorthless = 15,
    /// <summary>Shares changed hands because a derivative on them expired.</summary>
    PhysicalDelivery = 16,
    /// <summary>An entry into an instrument whose last day is over.</summary>
    InstrumentExpired = 17,
    /// <summary>A position kept overnight was marked at its price of the day.</summary>
    DayEnd = 18,

    // Order life.
    Placed = 20,
    Accepted = 21,
    PartiallyFilled = 22,
    Filled = 23,
    Expired = 25,

    // Decisions, continued.
    /// <summary>A strategy wants a position of a size.</summary>
    StrategyHold = 30,
    /// <summary>A strategy quotes both sides.</summary>
    StrategyQuote = 31,

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
    /// <summary>The free margin, or the part of the capital that one order may take, does not pay for one lot.</summary>
    MarginLimit = 50,
    /// <summary>The margin rates or the capital rules have no row for the instrument and day.</summary>
    NoMarginRate = 51,
    /// <summary>Shares that are taken into delivery cannot be sold short.</summary>
    NoShortDelivery = 52,
    /// <summary>The capital is too small for the instrument; a plan's value is what it would take, rupees.</summary>
    CapitalTooSmall = 53,
    /// <summary>No live feed brings data: what the market does now is not known.</summary>
    FeedDown = 54,
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
    /// <summary>Delivery is for shares and funds, carrying for derivatives.</summary>
    BadProduct = 71,
    /// <summary>The exchange takes no order as large as one lot.</summary>
    FreezeBelowLot = 72,
    /// <summary>A peer that is not known, named twice, or the traded instrument itself; or more than a plan may name.</summary>
    BadPeers = 73,
    /// <summary>A fixed quantity that is no whole number of lots, or one where the risk sizes; an inventory out of range.</summary>
    BadSizing = 74,
    BadSides = 75,
    /// <summary>Renko and range bars need a size in ticks, the other styles take none.</summary>
    BadChartSize = 76,
    /// <summary>The strategy cannot work with the instrument or its peers.</summary>
    MarketMismatch = 77,

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
    /// <summary>A traded price or limit that is no multiple of the instrument's tick: its data is wrong. Counted and used.</summary>
    OffTick = 100,
    /// <summary>A price outside the day's band, where nothing can trade.</summary>
    OutsidePriceBand = 101,
    /// <summary>The market itself traded beyond a band that may widen, and the band followed by a step.</summary>
    BandWidened = 102,
    /// <summary>A price of the closing auction: continuous trading in this share is over.</summary>
    ClosingAuction = 103,
    /// <summary>An entry was cut to the most orders that one decision may send; the value is the quantity that was wanted.</summary>
    EntryCut = 104,
    /// <summary>A running session was given other times.</summary>
    SessionAmended = 105,
    /// <summary>New times for a session that is not running, or times that no session can have.</summary>
    BadAmendment = 106,
    /// <summary>The first prices of a day were all outside its band: its base is wrong (a split, a bonus), and the day has no band.</summary>
    BandDropped = 107,

    /// <summary>No final settlement price and no price of the underlying: an expiry was settled at the contract's own last price, the value.</summary>
    ExpiryWithoutPrice = 110,
    /// <summary>The engine did not run at an expiry; it was settled when the next session began. The value is the expiry's day.</summary>
    ExpiryMissed = 111,
    /// <summary>Shares to receive or give at expiry were settled in money: no position here can take or give them. The value is how many.</summary>
    DeliveryInMoney = 112,
    /// <summary>A settlement price for a day that is settled already; not used.</summary>
    LateSettlementPrice = 113,
    /// <summary>A settlement price of a day that is not the present one.</summary>
    BadSettlementPrice = 114,
    /// <summary>The day's contract note could not be struck: no rates for an instrument that traded.</summary>
    NoContractNote = 115,
    /// <summary>An advisor's score out of its range.</summary>
    BadScore = 116,
    /// <summary>An advisor's regime that there is not.</summary>
    BadRegime = 117,
    /// <summary>A feed's change of a state, cause or feed number that there is not.</summary>
    BadFeedChange = 118,
    /// <summary>A minute filled in from history whose bar is closed or being built already.</summary>
    LateBackfill = 119,
    /// <summary>A bar to warm up with that no plan can take: of another interval, out of order, or after the plan's first live bar.</summary>
    LateWarmUp = 120,
}
