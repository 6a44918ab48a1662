namespace Astra.EventStore.Tests.Faults;

public enum JournalMode
{
    /// <summary>The server's acknowledgements open the gate.</summary>
    EventStoreDb,
    /// <summary>The embedded log gates, a mirror follows.</summary>
    Mirrored,
}
