using System.CommandLine;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The trading calendar that a session goes by: the shipped one, with a file of later facts on top.</summary>
internal sealed class CalendarOptions
{
    private readonly Option<string?> _calendar = new("--calendar")
    {
        Description = "Days that differ from the shipped calendar, in the columns of data/session-exceptions.csv; with announced_at a day changes while it runs",
        HelpName = "CSV",
    };

    private readonly Option<int?> _lead = new("--square-off-lead")
    {
        Description = $"Minutes by which intraday positions leave before the broker would close them (default {SessionCalendar.DefaultSquareOffLead})",
        HelpName = "N",
    };

    public void AddTo(Command command)
    {
        command.Add(_calendar);
        command.Add(_lead);
    }

    /// <param name="broker">Whose square-off times count; null for the earliest of all.</param>
    public SessionCalendar Read(ParseResult parsed, string? broker)
    {
        int lead = parsed.GetValue(_lead) ?? SessionCalendar.DefaultSquareOffLead;
        if (lead is < 0 or > 60) throw new UsageException($"--square-off-lead {lead}: give 0 to 60 minutes");
        SessionCalendar calendar = ProgramData.Calendar.For(broker, lead);
        return parsed.GetValue(_calendar) is { } file ? calendar.With(DataFile.ReadText(file), file) : calendar;
    }
}
