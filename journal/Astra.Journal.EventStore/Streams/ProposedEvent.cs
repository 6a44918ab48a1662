namespace Astra.Journal.EventStore;

/// <summary>An event that is to be stored.</summary>
/// <param name="Id">Names the event for ever: sent again at the same place, it is the same event whatever its bytes. Never all zero.</param>
/// <param name="Type">Never empty.</param>
/// <param name="IsJson">Sets the server's JSON flag; else the content is octets.</param>
internal sealed record ProposedEvent(Guid Id, string Type, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> CustomMetadata, bool IsJson);
