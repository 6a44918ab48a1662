using Astra.Markets;

namespace Astra.Research;

/// <summary>Makes an instrument of what a file says about it; null when the segment is not known.</summary>
/// <param name="id">Dense from 0 in the order of first appearance.</param>
/// <param name="segment">The file's code, empty where it has none.</param>
/// <param name="day">Of its first bar.</param>
/// <param name="price">First close.</param>
public delegate Instrument? InstrumentMaker(int id, string symbol, string segment, DateOnly day, Price price);

public sealed record BarFileOptions
{
    /// <summary>Drop bad rows and count them, instead of refusing the file at the first one.</summary>
    public bool Repair { get; init; }

    /// <summary>Minutes of a bar, 1 to 1440; null takes the most common spacing.</summary>
    public int? IntervalMinutes { get; init; }

    /// <summary>Keep these symbols only; null keeps all. Rows of others are not looked at beyond their symbol.</summary>
    public IReadOnlyCollection<string>? Symbols { get; init; }

    /// <summary>Sessions are the exchange's, and bars end with them. Without it a session is an Indian date.</summary>
    public SessionCalendar? Calendar { get; init; }

    /// <summary>Facts of the instruments; by default shares of tick 0.05 and lots of one.</summary>
    public InstrumentMaker Instruments { get; init; } = PlainInstruments.Of;

    /// <summary>Ends the reading of a long file.</summary>
    public CancellationToken Cancel { get; init; }

    /// <summary>Symbol of a file that has no such column; by default the file's name.</summary>
    public string? Symbol { get; init; }
}

/// <summary>What a file held.</summary>
/// <param name="Series">One of each symbol, in the order of first appearance.</param>
/// <param name="Rows">Below the header, dropped ones included.</param>
/// <param name="Repairs">Rows dropped, by what was wrong; empty unless repair was asked for.</param>
public sealed record BarFileContent(IReadOnlyList<BarSeries> Series, long Rows, IReadOnlyList<BarRepair> Repairs);
