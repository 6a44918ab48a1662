using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary><c>astra journal fetch</c>: makes a folder from a session on a server.</summary>
internal static class FetchCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string> from = new("--from") { Description = $"The server: {Servers.Form}", HelpName = "esdb://…", Required = true };
        Option<string?> run = new("--run") { Description = "Which session: its name 20261118-NAME, or a run's NAME (default: the newest)", HelpName = "NAME" };
        Option<string> folder = new("--journal") { Description = "Folder to make, or to complete where it holds a shorter copy", HelpName = "DIR", Required = true };
        Option<bool> json = JournalCommand.AsJson();
        Command command = new("fetch", "Make a journal folder from a session on a server, then compare; 'astra shadow --resume' goes on with it") { from, run, folder, json };
        command.SetAction(parsed =>
        {
            EventStoreSettings server = Servers.Parse(parsed.GetRequiredValue(from), "--from");
            string path = parsed.GetRequiredValue(folder);
            if (Servers.TryParse(path, "--journal") is not null) throw new UsageException($"--journal: give the folder to make; the server goes to --from");
            SessionName session = Sessions.FindAsync(server, parsed.GetValue(run), interrupt).GetAwaiter().GetResult();
            JournalFetchOutcome outcome = ShippingGauge.Run("fetching", told => JournalFetch.RunAsync(server, session, path, told, interrupt));
            if (SessionName.Of(session.Day, outcome.Comparison.JournalId) != session) FolderSession.Write(path, session);
            MirrorVerdict verdict = MirrorJudge.VerdictOf(outcome.Comparison);
            if (parsed.GetValue(json)) Json.Write(new { Journal = path, Place = server.ToString(), Session = session.ToString(), outcome.Events, outcome.Outbound, outcome.Snapshots, Compared = verdict, Difference = outcome.Comparison.Difference?.ToString() });
            else Console.Out.WriteLine(FormattableString.Invariant($"{path}: {outcome.Events:N0} events in, {outcome.Outbound:N0} out and {outcome.Snapshots} snapshots of session {session} fetched; {outcome.Comparison}"));
            return verdict == MirrorVerdict.Different ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }
}
