using System.CommandLine;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra journal retain</c>: removes what no recovery needs, from a folder or from a server.</summary>
internal static class RetainCommand
{
    private const int DefaultSnapshots = 2;

    public static Command Create(CancellationToken interrupt)
    {
        JournalPlaceOptions options = new(interrupt);
        Option<int?> snapshots = new("--keep-snapshots")
        {
            Description = $"Newest good snapshots from which recovery stays possible (default {DefaultSnapshots}); of a server: shortens the session that --run names",
            HelpName = "N",
        };
        Option<string?> older = new("--older-than") { Description = "Remove only segments whose every event is before this day; of a server: sessions of days before it", HelpName = "YYYY-MM-DD" };
        Option<int?> sessions = new("--keep-sessions") { Description = "Of a server: delete sessions, but none of the newest N", HelpName = "N" };
        Option<bool> force = new("--force") { Description = "Of a server: delete also sessions that nobody has closed" };
        Option<bool> scavenge = new("--scavenge") { Description = "Of a server: free the space of what was deleted now, on its leader" };
        Option<bool> json = JournalCommand.AsJson();
        Command command = new("retain", "Remove old segments, or old sessions of a server, that no recovery needs; what is left of a shortened journal replays from a snapshot only");
        options.AddTo(command);
        foreach (Option option in (Option[])[snapshots, older, sessions, force, scavenge, json]) command.Add(option);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(snapshots) is < 1 and { } few) throw new UsageException($"--keep-snapshots {few}: give 1 or more");
            if (parsed.GetValue(sessions) is < 0 and { } none) throw new UsageException($"--keep-sessions {none}: give 0 or more");
            DateOnly? day = parsed.GetValue(older) is { } date ? Dates.Parse(date, "--older-than") : null;
            JournalPlace place = options.Read(parsed);
            IReadOnlyList<string> done;
            if (place is ServerPlace server)
            {
                EventStoreRetention rule = new(day, parsed.GetValue(sessions)) { Force = parsed.GetValue(force), Scavenge = parsed.GetValue(scavenge) };
                done = server.RetainAsync(rule, parsed.GetValue(snapshots)).GetAwaiter().GetResult();
            }
            else
            {
                if (((Option[])[sessions, force, scavenge]).FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } foreign) throw new UsageException($"{foreign.Name} goes with a server: --journal esdb://…");
                Timestamp? time = day is { } limit ? Ist.At(limit, TimeOnly.MinValue) : null;
                done = new JournalRetention(parsed.GetValue(snapshots) ?? DefaultSnapshots, time).Apply(place.Name);
            }
            if (parsed.GetValue(json)) Json.Write(new { Journal = place.Name, Done = done });
            else foreach (string line in done) Console.Out.WriteLine(line);
            return ExitCode.Done;
        });
        return command;
    }
}
