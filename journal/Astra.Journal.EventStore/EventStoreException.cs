namespace Astra.Journal.EventStore;

/// <summary>A server, or what it holds, stands in the way. The message names the place (a node or a stream; never a password), what is wrong, and the remedy.</summary>
public sealed class EventStoreException(JournalErrorKind kind, string place, string problem, string remedy, Exception? inner = null)
    : JournalException(kind, place, problem, remedy, inner);
