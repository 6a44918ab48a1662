using System.CommandLine;
using Astra.Journal;

namespace Astra.Cli;

/// <summary><c>astra journal</c>: look at a journal, prove it, mend it, shorten it, and bring it from one place to another.</summary>
internal static class JournalCommand
{
    public static Option<bool> AsJson() => new("--json") { Description = "JSON on stdout" };

    public static Command Create(CancellationToken interrupt) => new("journal", "Look at a journal, prove it, mend it, shorten it, bring it to a server and back")
    {
        Verify(interrupt),
        Stat(interrupt),
        DumpCommand.Create(interrupt),
        TradesCommand.Create(interrupt),
        Repair(),
        RetainCommand.Create(interrupt),
        ShipCommand.Create(interrupt),
        CompareCommand.Create(interrupt),
        FetchCommand.Create(interrupt),
        SessionsCommand.Create(interrupt),
    };

    private static Command Verify(CancellationToken interrupt)
    {
        JournalPlaceOptions options = new(interrupt);
        Option<bool> json = AsJson();
        Command command = new("verify", "Read everything and name all damage; changes nothing");
        options.AddTo(command);
        command.Add(json);
        command.SetAction(parsed =>
        {
            JournalPlace place = options.Read(parsed);
            JournalVerification found = place.Verify();
            if (parsed.GetValue(json)) Json.Write(found);
            else
            {
                Console.Out.WriteLine(Invariant($"{(found.Good ? "good" : "DAMAGED")}: {found.Events:N0} events in {found.Frames:N0} frames, {found.OutboundEvents:N0} outbound events, {found.Snapshots} snapshots"));
                foreach (JournalFinding f in found.Findings)
                    Console.Out.WriteLine(Invariant($"{f.Severity.ToString().ToLowerInvariant()}: {f.File}, {place.Unit} {f.Offset}, sequence {f.Sequence}: {f.Text}"));
            }
            return found.Good ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    private static Command Stat(CancellationToken interrupt)
    {
        JournalPlaceOptions options = new(interrupt);
        Command command = new("stat", "What the journal holds, as one JSON object");
        options.AddTo(command);
        command.Add(new Option<bool>("--json") { Description = "Accepted for symmetry: stat is always JSON" });
        command.SetAction(parsed =>
        {
            StatResult stat = options.Read(parsed).Stat();
            Json.Write(stat);
            if (stat.Damage is null) return ExitCode.Done;
            Terminal.Say(stat.Damage);
            return ExitCode.No;
        });
        return command;
    }

    private static Command Repair()
    {
        Option<string> folder = new("--journal") { Description = "Folder of the journal", HelpName = "DIR", Required = true };
        Option<bool> accept = new("--accept-loss") { Description = "Yes: keep what stands before the damage and move the rest aside" };
        Command command = new("repair", "Keep the good part of a damaged journal; nothing is deleted") { folder, accept };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            if (Servers.TryParse(path, "--journal") is not null)
                throw new UsageException("--journal: repair is for folders; a server mends itself from its other nodes or its backup, and 'astra journal ship' brings a session there again under another --run");
            JournalVerification before = JournalVerifier.Run(path);
            if (before.Findings.All(f => f.Severity != FindingSeverity.Damage))
            {
                Terminal.Say($"{path}: nothing is damaged, nothing was done");
                return ExitCode.Done;
            }
            if (!parsed.GetValue(accept))
                throw new DamageException($"{path}: {before.Findings.First(f => f.Severity == FindingSeverity.Damage).Text}; restore the folder from a copy, or say --accept-loss to keep only what stands before it");
            using JournalFolder opened = JournalFolder.Open(new JournalOptions(path) { AcceptLoss = true });
            Terminal.Say(Invariant($"{path}: events {opened.Recovery.FirstSequence} to {opened.Recovery.LastSequence} are kept"));
            return ExitCode.Done;
        });
        return command;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
