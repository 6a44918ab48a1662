using Astra.Core;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Market records in time order, read once from front to back: a recording, a generator, or an array in a test. Reading it twice over (two
/// instances) gives the same records.
/// </summary>
public interface IRecordSource : IDisposable
{
    /// <summary>For people: the file's name or the generator's seed and date.</summary>
    string Description { get; }

    /// <summary>Ids are the indexes: 0, 1, 2, …</summary>
    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Records in all, for progress; null when not known.</summary>
    long? ExpectedTicks { get; }

    /// <summary>True when every record is a finished bar: then the day's clock need only tick by the minute.</summary>
    bool BarsOnly { get; }

    /// <summary>
    /// Sets header and body of the next record; false at the end. Bytes of the union beyond the kind's own length keep what they held.
    /// </summary>
    bool TryRead(ref InboundRecord record);
}
