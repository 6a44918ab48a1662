using Spectre.Console;

namespace Astra.Cli;

/// <summary>A drill's outcomes for people.</summary>
internal static class DrillReport
{
    public static void Write(IReadOnlyList<KillOutcome> outcomes, long events, double seconds)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in (string[])["kill", "reported durable", "recovered to", "from snapshot", "resumes before"]) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("outcome");
        foreach (KillOutcome o in outcomes)
            table.AddRow(
                Text($"{o.Number}"), Text($"{o.Reported:N0}"), Text($"{o.Recovered:N0}"), o.FromSnapshot is { } s ? Text($"{s:N0}") : "-", Text($"{o.Resumes}"),
                o.Problem is { } problem ? $"[red]{problem.EscapeMarkup()}[/]" : o.Finished ? "state equal; resumed to the end: all equal" : "state equal");
        Terminal.Out.Write(table);
        int failed = outcomes.Count(o => o.Problem is not null);
        Terminal.Out.WriteLine(Text($"{outcomes.Count} kills of a day of {events:N0} events in {seconds:0} s: {outcomes.Count - failed} held, {failed} failed; {outcomes.Count(o => o.Finished)} journals resumed to the end"));
    }

    public static void Write(IReadOnlyList<MirrorKillOutcome> outcomes, long events, double seconds)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("kill").RightAligned()).AddColumn("of");
        foreach (string column in (string[])["reported durable", "frames compared", "resent"]) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("outcome");
        foreach (MirrorKillOutcome o in outcomes)
            table.AddRow(
                Text($"{o.Number}"), o.Killed.ToString().ToLowerInvariant(), Text($"{o.Reported:N0}"), Text($"{o.Frames:N0}"), Text($"{o.Resends:N0}"),
                o.Problem is { } problem ? $"[red]{problem.EscapeMarkup()}[/]" : "completed; folder and server equal, as an undisturbed day");
        Terminal.Out.Write(table);
        int failed = outcomes.Count(o => o.Problem is not null);
        Terminal.Out.WriteLine(Text($"{outcomes.Count} kills of a mirrored day of {events:N0} events in {seconds:0} s: {outcomes.Count - failed} held, {failed} failed"));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
