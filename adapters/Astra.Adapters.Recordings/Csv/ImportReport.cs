namespace Astra.Adapters.Recordings;

/// <summary>Why a row was left out.</summary>
public enum RejectReason
{
    /// <summary>Not ISO 8601, or a time of day without an offset from UTC.</summary>
    BadTime,
    /// <summary>A cell that is not a number, or too large.</summary>
    BadNumber,
    /// <summary>A price finer than 0.0001 rupee or a quantity with a fraction.</summary>
    TooFine,
    /// <summary>A needed cell is blank: a bar without its four prices, a tick without any field.</summary>
    MissingValue,
    PriceNotPositive,
    /// <summary>High below low.</summary>
    HighBelowLow,
    /// <summary>Open or close outside high and low.</summary>
    OutsideRange,
    NegativeQuantity,
    UnknownSegment,
    /// <summary>Earlier than the symbol's previous bar, or later than the reorder window allows a tick to be.</summary>
    BackwardTime,
    /// <summary>A second bar of the same symbol and start.</summary>
    Duplicate,
}

/// <param name="FirstLine">Line of the first such row; the header is line 1.</param>
public sealed record Rejection(RejectReason Reason, long Count, long FirstLine)
{
    /// <summary>The reason in words: <c>high below low</c>.</summary>
    public string Words => string.Concat(Reason.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}

/// <summary>What became of every row of an import.</summary>
public sealed record ImportReport
{
    public required long Rows { get; init; }

    public required long Accepted { get; init; }

    /// <summary>Accepted rows that stood out of order and were put in their place.</summary>
    public required long Reordered { get; init; }

    public required IReadOnlyList<Rejection> Rejected { get; init; }

    /// <summary>Of bars, given or inferred; null for ticks.</summary>
    public required int? IntervalMinutes { get; init; }

    public required RecordingHeader Recording { get; init; }
}

internal sealed class RejectionCounter
{
    private readonly long[] _counts = new long[Enum.GetValues<RejectReason>().Length];
    private readonly long[] _lines = new long[Enum.GetValues<RejectReason>().Length];

    public void Add(RejectReason reason, long line)
    {
        if (_counts[(int)reason]++ == 0) _lines[(int)reason] = line;
    }

    public long Total => _counts.Sum();

    /// <exception cref="CsvFormatException">None of the file's rows is left.</exception>
    public void RequireAccepted(string path, long rows)
    {
        if (rows > Total) return;
        string refused = rows == 0 ? "there is nothing below its header" : FormattableString.Invariant($"{rows:N0} refused: {string.Join("; ", ToList().Select(Shown))}");
        throw new CsvFormatException(path, 0, $"holds no usable row ({refused}); give a file that has some");

        static string Shown(Rejection r) => FormattableString.Invariant($"{r.Count:N0} {r.Words}, first in line {r.FirstLine}");
    }

    public IReadOnlyList<Rejection> ToList() =>
        [.. Enum.GetValues<RejectReason>().Where(r => _counts[(int)r] > 0).Select(r => new Rejection(r, _counts[(int)r], _lines[(int)r]))];
}
