namespace Astra.Journal.EventStore;

/// <summary>What the shipper of one stream does.</summary>
internal enum ShipperPhase
{
    /// <summary>Waits before the server is asked again.</summary>
    Pausing,
    /// <summary>The server's end of the stream is on its way here.</summary>
    ReadingEnd,
    /// <summary>The server holds outbound events that the core says again before long: a power cut took them from the folder.</summary>
    AwaitingLocal,
    /// <summary>The opener's mark is on its way to the server.</summary>
    Opening,
    Shipping,
    /// <summary>Ended by a defect.</summary>
    Failed,
}
