namespace Astra.Journal.EventStore;

/// <summary>The server's clock against this machine's.</summary>
/// <param name="Ahead">Positive when the server's is ahead.</param>
/// <param name="Uncertainty">Half of the round trip that measured it; with gossip also how old its time stamp may be.</param>
/// <param name="Source">What told the server's time: <c>write</c> or <c>gossip</c>.</param>
public sealed record ClockDifference(TimeSpan Ahead, TimeSpan Uncertainty, string Source);
