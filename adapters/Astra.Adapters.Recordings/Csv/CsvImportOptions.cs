using Astra.Markets;

namespace Astra.Adapters.Recordings;

public sealed record CsvImportOptions
{
    /// <summary>A day: what the longest bars span.</summary>
    public const int MaxIntervalMinutes = 24 * 60;

    /// <summary>Minutes of a bar, 1 to <see cref="MaxIntervalMinutes"/>; null infers the most common spacing of the file.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary>Segment code (NSE_EQ, NSE_INDEX, NSE_FUT, MCX_FUT, …) for files without the column; null derives it from each symbol.</summary>
    public string? Segment { get; init; }

    /// <summary>
    /// Ticks up to this late are sorted into place; later ones are rejected. It bounds the importer's memory. Recorders that merge
    /// several connections have been seen to step back by twenty seconds.
    /// </summary>
    public long ReorderWindowNanos { get; init; } = 30 * Timestamp.NanosPerSecond;

    public ContractSpecs? Specs { get; init; }

    /// <summary>What <see cref="Segment"/> may be.</summary>
    public static IEnumerable<string> Segments => SegmentCode.Known;

    /// <exception cref="ArgumentException">The segment is unknown, or the interval out of range; the message names what is allowed.</exception>
    public void Validate()
    {
        if (Segment is { } code && !SegmentCode.TryParse(code, out _, out _))
            throw new ArgumentException($"segment '{code}' is unknown; known are {string.Join(", ", Segments)}");
        if (IntervalMinutes is < 1 or > MaxIntervalMinutes)
            throw new ArgumentException($"a bar of {IntervalMinutes} minutes; an interval is 1 to {MaxIntervalMinutes} minutes, a day");
    }
}
