namespace Astra.Journal.EventStore;

/// <summary>What a node says it can do.</summary>
/// <param name="Version">The server's version; empty when it does not say.</param>
/// <param name="Methods">Written <c>service/method feature feature</c>, in lower case.</param>
public sealed record ServerFeatures(string Version, IReadOnlyList<string> Methods)
{
    /// <summary>Of a node that answers, but does not know the question.</summary>
    internal static readonly ServerFeatures Unsaid = new("", []);
}
