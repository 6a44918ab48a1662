namespace Astra.EventStore.Tests.Contract;

/// <summary>The embedded log: what the others are held to.</summary>
public sealed class EmbeddedLogContract : JournalContract
{
    protected override JournalPlace NewPlace() => new EmbeddedPlace();
}
