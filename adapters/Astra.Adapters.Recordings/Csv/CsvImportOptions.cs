using Astra.Markets;

namespace Astra.Adapters.Recordings;

public sealed record CsvImportOptions
{
    /// <summary>Minutes of a bar; null infers the most common spacing of the file.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary>Segment code (NSE_EQ, NSE_INDEX, NSE_FUT, MCX_FUT, …) for files without the column; null derives it from each symbol.</summary>
    public string? Segment { get; init; }

    /// <summary>
    /// Ticks up to this late are sorted into place; later ones are rejected. It bounds the importer's memory. Recorders that merge
    /// several connections have been seen to step back by twenty seconds.
    /// </summary>
    public long ReorderWindowNanos { get; init; } = 30 * Timestamp.NanosPerSecond;

    public ContractSpecs? Specs { get; init; }
}
