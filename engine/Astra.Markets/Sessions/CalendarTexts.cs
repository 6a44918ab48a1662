namespace Astra.Markets;

/// <summary>The texts of the calendar's files. An empty one leaves its feature off: no phases, no broker's times, every day covered.</summary>
public sealed record CalendarTexts
{
    /// <summary>sessions.csv: regular hours.</summary>
    public required string Sessions { get; init; }

    /// <summary>session-exceptions.csv: days that differ.</summary>
    public required string Exceptions { get; init; }

    /// <summary>session-phases.csv: what goes on around and within continuous trading.</summary>
    public string Phases { get; init; } = "";

    /// <summary>session-coverage.csv: for which days the two above are complete.</summary>
    public string Coverage { get; init; } = "";

    /// <summary>square-off.csv: when brokers close intraday positions.</summary>
    public string SquareOff { get; init; } = "";

    /// <param name="read">Gives the text of a file by its name.</param>
    public static CalendarTexts From(Func<string, string> read) => new()
    {
        Sessions = read("sessions.csv"),
        Exceptions = read("session-exceptions.csv"),
        Phases = read("session-phases.csv"),
        Coverage = read("session-coverage.csv"),
        SquareOff = read("square-off.csv"),
    };
}
