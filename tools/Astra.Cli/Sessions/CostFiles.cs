using Astra.Costs;

namespace Astra.Cli;

/// <summary>Where a session's dated costs, margins and capital rules are read from.</summary>
internal sealed record CostFiles(string Charges, string Brokerage, string NoteRules, string Depository, string MarginRates, string CapitalRules)
{
    /// <summary>Instead of a file: the feature is off.</summary>
    public const string None = "none";

    /// <summary>Those that ship beside the program.</summary>
    public static CostFiles Shipped => new(
        ProgramData.ChargesSchedule, ProgramData.BrokeragePlans, ProgramData.NoteRules, ProgramData.DepositoryCharges,
        ProgramData.MarginRates, ProgramData.CapitalRules);

    public static string TextOf(string file) => file == None ? "" : DataFile.ReadText(file);

    public string Of(ScheduleFile schedule) => schedule switch
    {
        ScheduleFile.Charges => Charges,
        ScheduleFile.BrokeragePlans => Brokerage,
        ScheduleFile.NoteRules => NoteRules,
        ScheduleFile.MarginRates => MarginRates,
        ScheduleFile.CapitalRules => CapitalRules,
        _ => Depository,
    };
}
