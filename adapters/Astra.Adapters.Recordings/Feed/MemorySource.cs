using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Records held in memory, for tests and small experiments.</summary>
public sealed class MemorySource(
    IReadOnlyList<Instrument> instruments, IReadOnlyList<InboundRecord> records, string description = "records in memory") : IRecordSource
{
    private int _next;

    public string Description => description;

    public IReadOnlyList<Instrument> Instruments => instruments;

    public long? ExpectedTicks => records.Count;

    public bool BarsOnly { get; } = records.Count > 0 && records.All(r => r.Header.Kind == InboundKind.Bar);

    public bool TryRead(ref InboundRecord record)
    {
        if (_next == records.Count) return false;
        record = records[_next++];
        return true;
    }

    public void Dispose()
    {
    }
}
