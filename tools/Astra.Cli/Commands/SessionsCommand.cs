using System.CommandLine;
using System.Globalization;
using Astra.Journal.EventStore;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra journal sessions</c>: what a server holds.</summary>
internal static class SessionsCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string> journal = new("--journal") { Description = $"The server: {Servers.Form}", HelpName = "esdb://…", Required = true };
        Option<bool> json = JournalCommand.AsJson();
        Command command = new("sessions", "The sessions that a server holds, the most recently opened first") { journal, json };
        command.SetAction(parsed =>
        {
            EventStoreSettings server = Servers.Parse(parsed.GetRequiredValue(journal), "--journal");
            IReadOnlyList<SessionEntry> sessions = ListAsync(server, interrupt).GetAwaiter().GetResult();
            if (parsed.GetValue(json)) Json.Write(new { Journal = server.ToString(), Sessions = sessions.Select(Of).ToArray() });
            else Write(sessions, server);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<IReadOnlyList<SessionEntry>> ListAsync(EventStoreSettings server, CancellationToken stop)
    {
        await using EventStoreClient client = new(server);
        return await new SessionIndex(client).ListAsync(stop).ConfigureAwait(false);
    }

    private static object Of(SessionEntry s) => new
    {
        Session = s.Name.ToString(),
        s.Name.Day,
        s.Name.Run,
        s.Opening.JournalId,
        s.Opening.Mode,
        s.Opening.Machine,
        s.Opening.Version,
        s.Openings,
        OpenedAt = s.Opening.At,
        Open = s.IsOpen,
        ClosedAt = s.Closing?.At,
        s.Closing?.LastSequence,
        LastOutboundSequence = s.Closing?.LastOutboundSequence,
        s.Closing?.Frames,
        s.Closing?.OutboundHash,
        s.Closing?.StateHash,
    };

    private static void Write(IReadOnlyList<SessionEntry> sessions, EventStoreSettings server)
    {
        if (sessions.Count == 0)
        {
            Console.Out.WriteLine($"{server} holds no session");
            return;
        }
        Table table = new Table().Border(TableBorder.Simple).AddColumn("session").AddColumn("mode").AddColumn("machine").AddColumn("opened");
        foreach (string column in (string[])["times", "events", "frames"]) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("state");
        foreach (SessionEntry s in sessions)
            table.AddRow(
                s.Name.ToString(), s.Opening.Mode.EscapeMarkup(), s.Opening.Machine.EscapeMarkup(), s.Opening.At.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                Number(s.Openings), s.Closing is { } c ? Number(c.LastSequence + 1) : "-", s.Closing is { } d ? Number(d.Frames) : "-", s.IsOpen ? "[yellow]open[/]" : "closed");
        Terminal.Out.Write(table);
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
