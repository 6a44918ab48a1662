using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Contract;

/// <summary>The same on a real server or cluster, when one is named.</summary>
public sealed class RealServerContract : JournalContract
{
    public const string Variable = "ASTRA_ESDB";

    /// <summary>Skips here already: a case may draw events before it asks for a place.</summary>
    public RealServerContract() => _ = Settings;

    /// <summary>The server that is named; skips the test, saying what was not checked, when none is.</summary>
    public static EventStoreSettings Settings
    {
        get
        {
            string? text = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(string.IsNullOrWhiteSpace(text),
                $"NOT CHECKED AGAINST A REAL SERVER: set {Variable} to its connection string, for example {Variable}='esdb://127.0.0.1:2113?tls=false' for one node, "
                + $"or {Variable}='esdb://127.0.0.1:2111,127.0.0.1:2112,127.0.0.1:2113?tls=false' for a cluster");
            return EventStoreSettings.Parse(text!);
        }
    }

    protected override JournalPlace NewPlace() => new ServerPlace(Settings);
}
