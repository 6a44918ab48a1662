namespace Astra.Research;

/// <summary>What can be wrong with a row of bars.</summary>
public enum BarFault : byte
{
    None = 0,
    /// <summary>Fewer or more cells than the header has columns.</summary>
    WrongCellCount,
    /// <summary>Not ISO 8601, or a time of day without an offset from UTC.</summary>
    BadTime,
    /// <summary>A price that is blank, NaN, infinite or no number.</summary>
    NotANumber,
    /// <summary>A price with more than four decimals, or above a hundred million rupees.</summary>
    PriceOutOfRange,
    PriceNotPositive,
    HighBelowLow,
    /// <summary>Open or close outside high and low.</summary>
    OutsideRange,
    /// <summary>A volume that is negative, NaN, no whole number, or too large.</summary>
    BadVolume,
    /// <summary>No symbol, or a segment that is not known.</summary>
    BadSymbol,
    /// <summary>A second bar of one symbol and time.</summary>
    Duplicate,
    /// <summary>Earlier than the symbol's bar above it.</summary>
    Backward,
}

/// <summary>Rows that were dropped because that was asked for.</summary>
/// <param name="FirstLine">Line of the first of them; the header is line 1.</param>
public sealed record BarRepair(BarFault Fault, long Count, long FirstLine)
{
    public string Words => BarFaults.Words(Fault);
}

/// <summary>Counts faults; the words for them.</summary>
internal sealed class BarFaults
{
    private static readonly BarFault[] Kinds = Enum.GetValues<BarFault>();

    private readonly long[] _counts = new long[Kinds.Length];
    private readonly long[] _lines = new long[Kinds.Length];

    public void Add(BarFault fault, long line)
    {
        if (_counts[(int)fault]++ == 0) _lines[(int)fault] = line;
    }

    public IReadOnlyList<BarRepair> ToList() =>
        [.. Kinds.Where(kind => _counts[(int)kind] > 0).Select(kind => new BarRepair(kind, _counts[(int)kind], _lines[(int)kind]))];

    public static string Words(BarFault fault) => fault switch
    {
        BarFault.WrongCellCount => "more or fewer cells than the header",
        BarFault.BadTime => "a time that is not ISO 8601 with its offset, such as 2025-02-03T09:15:00+05:30",
        BarFault.NotANumber => "a price that is not a number",
        BarFault.PriceOutOfRange => "a price finer than 0.0001 rupee, or of a hundred million and more",
        BarFault.PriceNotPositive => "a price that is zero or negative",
        BarFault.HighBelowLow => "a high below its low",
        BarFault.OutsideRange => "an open or close outside high and low",
        BarFault.BadVolume => "a volume that is negative, too large (1e15 and more) or no whole number",
        BarFault.BadSymbol => "a blank symbol, or a segment that is not known",
        BarFault.Duplicate => "a second bar of the same time",
        BarFault.Backward => "a time before that of the row above",
        _ => fault.ToString(),
    };
}
