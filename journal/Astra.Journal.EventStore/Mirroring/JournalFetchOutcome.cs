namespace Astra.Journal.EventStore;

/// <summary>What a fetch did.</summary>
/// <param name="Events">Inbound events that were added to the folder.</param>
/// <param name="Outbound">Outbound events likewise.</param>
/// <param name="Snapshots">Snapshots likewise.</param>
/// <param name="Comparison">The folder and the server compared afterwards.</param>
public sealed record JournalFetchOutcome(string Folder, long Events, long Outbound, int Snapshots, JournalComparisonResult Comparison);
