using Astra.Costs;

namespace Astra.Cli;

/// <summary>Where a session's dated costs are read from.</summary>
internal sealed record CostFiles(string Charges, string Brokerage, string NoteRules, string Depository)
{
    /// <summary>Instead of a file: the feature is off.</summary>
    public const string None = "none";

    public string Of(ScheduleFile schedule) => schedule switch
    {
        ScheduleFile.Charges => Charges,
        ScheduleFile.BrokeragePlans => Brokerage,
        ScheduleFile.NoteRules => NoteRules,
        _ => Depository,
    };
}
