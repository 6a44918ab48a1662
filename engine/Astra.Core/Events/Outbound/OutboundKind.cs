namespace Astra.Core;

/// <summary>What the core says. The values are part of the outbound log's format: never reuse one.</summary>
public enum OutboundKind : byte
{
    None = 0,
    /// <summary>Body <see cref="Markets.Bar"/>.</summary>
    BarClosed = 1,
    /// <summary>Body <see cref="SignalBody"/>.</summary>
    Signal = 2,
    /// <summary>A step in an order's life; the reason says which and why: body <see cref="OrderBody"/>.</summary>
    Order = 3,
    /// <summary>Body <see cref="FillBody"/>.</summary>
    Fill = 4,
    /// <summary>Body <see cref="StopBody"/>.</summary>
    StopMoved = 5,
    /// <summary>Body <see cref="PositionBody"/>.</summary>
    Position = 6,
    /// <summary>A round trip is over: body <see cref="TradeBody"/>.</summary>
    Trade = 7,
    /// <summary>A position is told to leave: body <see cref="PositionBody"/>.</summary>
    SquareOff = 8,
    /// <summary>Body <see cref="PlanBody"/>.</summary>
    PlanApplied = 9,
    /// <summary>Body <see cref="PlanBody"/>.</summary>
    PlanRejected = 10,
    /// <summary>Body <see cref="RiskBody"/>.</summary>
    RiskTripped = 11,
    /// <summary>Something a person should see: body <see cref="AlertBody"/>.</summary>
    Alert = 12,
    /// <summary>Body <see cref="CheckpointBody"/>.</summary>
    Checkpoint = 13,
    /// <summary>A segment's day is over: body <see cref="DayBody"/>.</summary>
    DayClosed = 14,
    /// <summary>A position that is kept overnight, marked at the day's end: body <see cref="ValuationBody"/>.</summary>
    Valuation = 15,
    /// <summary>A position that ends with its instrument: body <see cref="SettlementBody"/>. A trade follows.</summary>
    Settlement = 16,
    /// <summary>What a day's contract note differs from the charges of its fills: body <see cref="TrueUpBody"/>.</summary>
    TrueUp = 17,
    /// <summary>A live feed's health has changed: body <see cref="FeedStatusBody"/>.</summary>
    FeedStatus = 18,
}
