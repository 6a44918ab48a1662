using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary><c>astra journal ship</c>: brings a session on a server up to what a folder holds, and proves it.</summary>
internal static class ShipCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        FolderAndServer places = new("--to", "The server to bring it to");
        Option<string?> patience = new("--patience") { Description = "How long a server that does not answer is waited for (default 30s)", HelpName = "TIME" };
        Option<bool> json = JournalCommand.AsJson();
        Command command = new("ship", "Bring a session on a server up to what a folder holds, then compare; what is there already is not sent twice. Exit 1 when they differ");
        places.AddTo(command);
        command.Add(patience);
        command.Add(json);
        command.SetAction(parsed =>
        {
            (string folder, EventStoreSettings server, SessionName? session) = places.Read(parsed);
            TimeSpan wait = parsed.GetValue(patience) is { } text ? Durations.Parse(text, "--patience") : JournalTarget.DefaultOutageAfter;
            MirrorOutcome outcome = ShippingGauge.Run("shipping", told => JournalShipping.RunAsync(folder, server, session, wait, new MirrorOptions { Report = Terminal.Say }, told, interrupt));
            MirrorResult result = MirrorJudge.Run(folder, server, outcome, interrupt);
            if (parsed.GetValue(json)) Json.Write(result);
            else
            {
                Console.Out.WriteLine(Servers.WithoutPasswords(outcome.Text));
                if (result.Text != outcome.Text) Console.Out.WriteLine(Servers.WithoutPasswords(result.Text));
            }
            return result.Compared switch
            {
                MirrorVerdict.Equal => ExitCode.Done,
                MirrorVerdict.Different => ExitCode.No,
                _ => interrupt.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.CouldNotRun,
            };
        });
        return command;
    }
}
