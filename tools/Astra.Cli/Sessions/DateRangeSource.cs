using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The records of some days out of a longer source, both ends included. Instruments stay those of the whole, so ids do not shift.</summary>
internal sealed class DateRangeSource(IRecordSource source, DateOnly? from, DateOnly? to) : IRecordSource
{
    private readonly Timestamp _from = from is { } first ? Ist.At(first, TimeOnly.MinValue) : new Timestamp(long.MinValue);
    private readonly Timestamp _end = to is { } last ? Ist.At(last.AddDays(1), TimeOnly.MinValue) : new Timestamp(long.MaxValue);

    private InboundRecord _first;
    private bool _peeked;

    /// <summary>True when no record is of these days; asked before the first read.</summary>
    public bool IsEmpty
    {
        get
        {
            _peeked = TryRead(ref _first);
            return !_peeked;
        }
    }

    public string Description => source.Description;

    public IReadOnlyList<Instrument> Instruments => source.Instruments;

    public long? ExpectedTicks => null;

    public bool BarsOnly => source.BarsOnly;

    public bool TryRead(ref InboundRecord record)
    {
        if (_peeked)
        {
            _peeked = false;
            record = _first;
            return true;
        }
        do
        {
            if (!source.TryRead(ref record)) return false;
        }
        while (record.Header.ExchangeTime < _from);
        return record.Header.ExchangeTime < _end;
    }

    public void Dispose() => source.Dispose();
}
