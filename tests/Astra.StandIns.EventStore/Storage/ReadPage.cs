namespace Astra.StandIns.EventStore;

internal enum ReadOutcome
{
    Found,
    Missing,
    Tombstoned,
}

/// <summary>A few events of a stream.</summary>
/// <param name="Next">Where to read on; below 0, or above <paramref name="Last"/>, at the end.</param>
/// <param name="Last">The stream's last revision.</param>
/// <param name="IsEnd">Nothing more in this direction.</param>
internal readonly record struct ReadPage(ReadOutcome Outcome, List<StandInEvent> Events, long Next, long Last, bool IsEnd);
