using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary><c>astra journal compare</c>: a folder and a session on a server, held against each other event by event.</summary>
internal static class CompareCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        FolderAndServer places = new("--with", "The server to compare with");
        Option<bool> json = JournalCommand.AsJson();
        Command command = new("compare", "Hold a folder against a session on a server, frame by frame and event by event; changes nothing. Exit 1 unless they are equal");
        places.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            (string folder, EventStoreSettings server, SessionName? session) = places.Read(parsed);
            JournalComparisonResult compared = MirrorJudge.Compare(folder, server, session, interrupt);
            MirrorVerdict verdict = MirrorJudge.VerdictOf(compared);
            if (parsed.GetValue(json)) Json.Write(Of(compared, verdict, server));
            else
            {
                Console.Out.WriteLine($"{folder} and session {compared.Session}: {compared}");
                if (verdict == MirrorVerdict.Behind) Console.Out.WriteLine($"'astra journal ship --journal {folder} --to {Servers.Argument(server)} --run {compared.Session}' completes it");
            }
            return verdict == MirrorVerdict.Equal ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    public static object Of(JournalComparisonResult c, MirrorVerdict verdict, EventStoreSettings server) => new
    {
        Journal = c.Folder,
        Place = server.ToString(),
        Session = c.Session.ToString(),
        c.JournalId,
        Compared = verdict,
        Difference = c.Difference?.ToString(),
        Inbound = Of(c.Inbound),
        Outbound = Of(c.Outbound),
        c.Snapshots,
        c.SnapshotsBehind,
    };

    private static object Of(StreamComparison s) => new { s.Name, s.Frames, s.Events, s.FirstSequence, s.LocalLast, s.ServerLast, s.Behind, s.Ahead };
}
