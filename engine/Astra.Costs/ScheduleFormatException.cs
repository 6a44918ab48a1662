namespace Astra.Costs;

/// <summary>Which of the schedules a text is.</summary>
public enum ScheduleFile
{
    /// <summary>Statutory and exchange rates: <c>charges-schedule.csv</c>.</summary>
    Charges = 1,
    /// <summary>Brokers' own rates: <c>brokerage-plans.csv</c>.</summary>
    BrokeragePlans = 2,
    /// <summary>How brokers round and bill: <c>note-rules.csv</c>.</summary>
    NoteRules = 3,
    /// <summary>Charges of the depository: <c>depository-charges.csv</c>.</summary>
    DepositoryCharges = 4,
    /// <summary>Approximate margins: <c>margin-rates.csv</c>.</summary>
    MarginRates = 5,
    /// <summary>What a capital may trade: <c>capital-rules.csv</c>.</summary>
    CapitalRules = 6,
    /// <summary>Trades to be charged: any file.</summary>
    Trades = 9,
}

/// <summary>A schedule that cannot be trusted: names the file, the line and what to do about it.</summary>
public sealed class ScheduleFormatException(ScheduleFile file, int line, string problem, string remedy)
    : Exception($"{NameOf(file)} line {line}: {problem}; {remedy}")
{
    public ScheduleFile File { get; } = file;

    /// <summary>Line of the text, from 1; the header is line 1.</summary>
    public int Line { get; } = line;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;

    /// <summary>The file's usual name.</summary>
    public static string NameOf(ScheduleFile file) => file switch
    {
        ScheduleFile.Charges => "charges-schedule.csv",
        ScheduleFile.BrokeragePlans => "brokerage-plans.csv",
        ScheduleFile.NoteRules => "note-rules.csv",
        ScheduleFile.DepositoryCharges => "depository-charges.csv",
        ScheduleFile.MarginRates => "margin-rates.csv",
        ScheduleFile.CapitalRules => "capital-rules.csv",
        _ => "the file of trades",
    };
}
