using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

internal static class Proposed
{
    public static ProposedEvent New(int bytes, byte fill = 1) => new(Guid.NewGuid(), "t", Enumerable.Repeat(fill, bytes).ToArray(), new byte[] { 7 }, IsJson: false);
}
