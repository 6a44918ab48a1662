namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    /// <summary>All events or none, behind the expected last revision; -1 for no stream. Sent again with the same ids and number while its outcome is unknown. Returns the last event's revision.</summary>
    /// <exception cref="WrongRevisionException">The stream ends elsewhere.</exception>
    internal Task<long> AppendAsync(string stream, long expectedRevision, IReadOnlyList<ProposedEvent> events, CancellationToken stop) => throw new NotSupportedException();

    internal Task SetMetadataAsync(string stream, StreamMetadata metadata, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Empty metadata when none was set.</summary>
    internal Task<StreamMetadata> GetMetadataAsync(string stream, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Deletes so that the name can be used again; a later append continues the old numbers. False when there was no stream.</summary>
    internal Task<bool> DeleteAsync(string stream, CancellationToken stop) => throw new NotSupportedException();
}
