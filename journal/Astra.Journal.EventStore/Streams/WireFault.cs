namespace Astra.Journal.EventStore;

/// <summary>A fault with what the server said about it.</summary>
/// <param name="Text">The server's words, in one line.</param>
/// <param name="Leader">Who leads, when the server names it.</param>
/// <param name="CurrentRevision">Where the stream ends; -1 for no stream, null when unsaid.</param>
/// <param name="SizeLimit">Largest append in bytes, when the server names it.</param>
internal readonly record struct WireFault(AppendFault Fault, string Text, NodeAddress? Leader = null, long? CurrentRevision = null, long? SizeLimit = null);
