namespace Astra.Core;

/// <summary>What an inbound event is. The values are part of the journal format: never reuse one.</summary>
public enum InboundKind : byte
{
    None = 0,

    // Fixed records: no reference is touched, and a run of them travels as plain bytes.
    /// <summary>Last price with best bid and ask: body <see cref="TouchlineTick"/>, fields present as <see cref="TickFields"/> in the header's flags.</summary>
    Touchline = 1,
    /// <summary>One trade print: body <see cref="TradeTick"/>.</summary>
    Trade = 2,
    /// <summary>Five levels a side: body <see cref="DepthTick"/>.</summary>
    Depth = 3,
    /// <summary>A finished bar from bar-driven history: body <see cref="HistoryBar"/>; the event's time is the bar's end.</summary>
    Bar = 4,
    /// <summary>Time has passed: no body. Closes the bars of quiet instruments and drives the day's timers.</summary>
    Clock = 5,
    /// <summary>A segment's session changes phase: body the first 32 bytes of <see cref="SessionChange"/>.</summary>
    Session = 6,
    /// <summary>An operator's command: body <see cref="Command"/>.</summary>
    Command = 7,
    /// <summary>An instrument's settlement or closing price of a day, as the exchange publishes it: body <see cref="SettlementPrice"/>.</summary>
    SettlementPrice = 8,
    /// <summary>A session change with the closing auction's times: body the whole <see cref="SessionChange"/>.</summary>
    AuctionSession = 9,
    /// <summary>An advisor's score on an instrument, or on the whole market when the header's is -1: body <see cref="ScoreUpdate"/>.</summary>
    Score = 10,
    /// <summary>The regime that an advisor has found, of an instrument or of all: body <see cref="RegimeUpdate"/>.</summary>
    Regime = 11,
    /// <summary>A live feed's health: body <see cref="FeedChange"/>.</summary>
    Feed = 12,
    /// <summary>A finished minute that a live feed missed, from the vendor's history: body <see cref="HistoryBar"/>. Builds bars, fills nothing; the event's time is when it came.</summary>
    Backfill = 13,
    /// <summary>A finished bar of the plan's interval from before the plan began, oldest first: body <see cref="HistoryBar"/>. Teaches the plan's indicators, decides nothing.</summary>
    WarmUp = 14,

    // Rare events with a payload object.
    /// <summary>First event of a journal: payload <see cref="EngineSettings"/>.</summary>
    Configure = 16,
    /// <summary>An instrument becomes known: payload <see cref="Markets.Instrument"/>.</summary>
    Instrument = 17,
    /// <summary>What to trade an instrument with: payload <see cref="Core.Plan"/>.</summary>
    Plan = 18,
}
