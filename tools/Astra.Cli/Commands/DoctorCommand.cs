using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary><c>astra doctor</c>: this machine, the disk under a journal, and a server, with advice.</summary>
internal static class DoctorCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string?> journal = new("--journal") { Description = $"Folder whose disk to try (default: the current one), or a server: {Servers.Form}", HelpName = "DIR|esdb://…" };
        Option<bool> readOnly = new("--read-only") { Description = "Of a server: ask only; otherwise a stream of its own is written and deleted again" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("doctor", "This machine, the disk or server of a journal, and advice. Exit 1 when something is wrong, 3 when the server cannot be reached") { journal, readOnly, json };
        command.SetAction(parsed =>
        {
            string? place = parsed.GetValue(journal);
            EventStoreSettings? server = place is null ? null : Servers.TryParse(place, "--journal");
            if (server is null && parsed.GetValue(readOnly)) throw new UsageException("--read-only goes with a server: --journal esdb://…");
            MachineFacts machine = MachineFacts.Read();
            DiskFacts? disk = server is null ? DiskFacts.Read(place ?? ".") : null;
            EventStoreProbeResult? found = server is null ? null : Probe(server, !parsed.GetValue(readOnly), interrupt);
            DoctorFinding[] findings = [.. machine.Findings(), .. disk?.Findings() ?? [], .. found is null ? [] : ServerFacts.Findings(found)];
            bool wrong = findings.Any(f => f.Level == DoctorLevel.Wrong);
            if (parsed.GetValue(json)) Json.Write(new { Ok = !wrong, Machine = machine, Disk = disk, Server = found is null ? null : ServerFacts.Of(found), Findings = findings });
            else DoctorReport.Write(machine, disk, found, findings);
            return found?.Problem is { } problem ? Math.Max(Faults.CodeOf(problem), ExitCode.No) : wrong ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    private static EventStoreProbeResult Probe(EventStoreSettings server, bool write, CancellationToken interrupt) =>
        EventStoreProbe.RunAsync(server, new EventStoreProbeOptions { Write = write, SnapshotPart = write }, interrupt).GetAwaiter().GetResult();
}
