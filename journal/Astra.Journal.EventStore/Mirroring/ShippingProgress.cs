namespace Astra.Journal.EventStore;

/// <summary>How far a shipping, a comparison or a fetch is.</summary>
/// <param name="Events">Inbound events done, counted from the first of the journal that is concerned.</param>
/// <param name="OfEvents">How many there are.</param>
/// <param name="Outbound">Outbound events done.</param>
/// <param name="OfOutbound">How many there are.</param>
/// <param name="State">A word or sentence on what goes on: shipping, connecting, and why.</param>
public sealed record ShippingProgress(long Events, long OfEvents, long Outbound, long OfOutbound, string State);
