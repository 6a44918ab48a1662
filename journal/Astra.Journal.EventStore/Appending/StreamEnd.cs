using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>Where a stream ends, from its last frame.</summary>
/// <param name="JournalId">Journal that the stream belongs to.</param>
/// <param name="LastIndex">Revision of the last frame.</param>
/// <param name="NextSequence">Sequence that the next event carries.</param>
/// <param name="HighestTime">Highest exchange time from the journal's beginning.</param>
internal sealed record StreamEnd(Guid JournalId, long LastIndex, long NextSequence, Timestamp HighestTime)
{
    /// <summary>Index of the next frame.</summary>
    public long NextIndex => LastIndex + 1;
}
