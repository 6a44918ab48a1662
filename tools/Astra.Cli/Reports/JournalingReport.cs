using System.Globalization;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>How a session was journaled where a server is concerned, in lines of the day's report.</summary>
internal static class JournalingReport
{
    public static void Write(ShadowResult result)
    {
        JournalingResult j = result.Journaling;
        if (j.Mode == JournalMode.EventStoreDb)
            Line($"server     {j.Place}, session {j.Session}: {j.Frames:N0} frames; {Way(j)}");
        if (j.FellBackTo is { } folder)
            Line($"fallback   the server did not take all; the rest is in {folder}, and --resume with the same source ships it before it goes on");
        if (result.Mirror is { } mirror) Write(mirror, j);
    }

    private static void Write(MirrorResult mirror, JournalingResult journaling)
    {
        string verdict = mirror.Compared switch
        {
            MirrorVerdict.Equal => "[green bold]equal[/], frame by frame",
            MirrorVerdict.Different => $"[red bold]DIFFERENT[/]: {(mirror.Difference ?? mirror.Text).EscapeMarkup()}",
            _ => "[yellow]behind[/]",
        };
        string behind = mirror.Behind > 0 ? $", {mirror.Behind.ToString("N0", CultureInfo.InvariantCulture)} events behind" : "";
        Terminal.Out.MarkupLine($"mirror     {mirror.Place.EscapeMarkup()}, session {mirror.Session ?? "not begun"}: {verdict}{behind}; {Way(journaling).EscapeMarkup()}");
        if (mirror.Compared != MirrorVerdict.Behind) return;
        Line($"           {mirror.Text}");
        if (mirror.Complete is { } command && !mirror.Text.Contains(command, StringComparison.Ordinal)) Line($"           '{command}' completes it");
    }

    private static string Way(JournalingResult j) => string.Create(
        CultureInfo.InvariantCulture,
        $"{j.Reconnects:N0} reconnects, {j.Resends:N0} resent; at most {j.Worst.Events:N0} events ({j.Worst.Bytes / 1e6:0.0} MB, {j.Worst.Seconds:0.0} s) behind");

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
