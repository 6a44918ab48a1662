using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.EventStore.Tests;

/// <summary>A source in the middle of which something happens.</summary>
/// <param name="at">Record before which it happens.</param>
internal sealed class InterruptedSource(IRecordSource source, int at, Action action) : IRecordSource
{
    private int _read;

    public string Description => source.Description;

    public IReadOnlyList<Instrument> Instruments => source.Instruments;

    public long? ExpectedTicks => source.ExpectedTicks;

    public bool BarsOnly => source.BarsOnly;

    public bool TryRead(ref InboundRecord record)
    {
        if (_read++ == at) action();
        return source.TryRead(ref record);
    }

    public void Dispose() => source.Dispose();
}
