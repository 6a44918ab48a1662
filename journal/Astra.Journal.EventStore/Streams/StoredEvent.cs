namespace Astra.Journal.EventStore;

/// <summary>An event as the server keeps it.</summary>
/// <param name="Revision">Its number in the stream, from 0.</param>
/// <param name="Data">The bytes as they were received, not copied: they live as long as somebody holds them.</param>
/// <param name="Created">The server's clock at the write.</param>
internal readonly record struct StoredEvent(
    long Revision, Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> CustomMetadata, DateTimeOffset Created);
