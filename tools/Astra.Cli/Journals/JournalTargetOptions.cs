using System.CommandLine;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Where a session is journaled, as options.</summary>
internal sealed class JournalTargetOptions
{
    private const string Hold = "hold", FallBack = "fall-back";

    private readonly Option<string> _journal = new("--journal")
    {
        Description = $"Folder of the journal; or a server, whose acknowledgement then opens the gate: {Servers.Form}",
        HelpName = "DIR|esdb://…",
        Required = true,
    };

    private readonly Option<string?> _mirror = new("--mirror") { Description = "A server that follows the folder, named in the same way; the folder's sync opens the gate", HelpName = "esdb://…" };
    private readonly Option<string?> _run = new("--run")
    {
        Description = "Name of the run on the server (default: from the journal's id); with --resume also of a whole session, 20261118-NAME (default: the newest)",
        HelpName = "NAME",
    };

    private readonly Option<string?> _onOutage = new("--on-outage")
    {
        Description = $"When the server of --journal acknowledges nothing: {Hold} (the default) keeps the gate shut and goes on trying, {FallBack} lets a folder take over",
        HelpName = $"{Hold}|{FallBack}",
    };

    private readonly Option<string?> _outageAfter = new("--outage-after") { Description = "After how long that is so; and how long the end of a session waits for a server (default 30s)", HelpName = "TIME" };
    private readonly Option<string?> _fallback = new("--fallback")
    {
        Description = "Folder that takes over, also for what is left at a session's end (default data/fallback/SESSION, made when needed)",
        HelpName = "DIR",
    };

    private readonly Option<string?> _linger = new("--linger") { Description = "How long an event may wait to share a frame (default 20ms, of a mirror 50ms)", HelpName = "TIME" };
    private readonly Option<string?> _dataFolder = new("--data-folder")
    {
        Description = "Where a live session that is journaled to a server keeps shadow-orders.jsonl and quarantine.jsonl (default data/live/SESSION)",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noSync = new("--no-sync") { Description = "Leave syncing to the system: survives a killed process, not a power cut" };

    public JournalTargetOptions() => _onOutage.AcceptOnlyFromAmong(Hold, FallBack);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_journal, _mirror, _run, _onOutage, _outageAfter, _fallback, _linger, _dataFolder, _noSync]) command.Add(option);
    }

    /// <exception cref="UsageException">Options exclude each other, or one makes no sense.</exception>
    /// <exception cref="JournalException">A connection string is not a good one.</exception>
    public JournalTarget Read(ParseResult parsed, bool resume, bool overwrite)
    {
        string journal = parsed.GetRequiredValue(_journal);
        EventStoreSettings? server = Servers.TryParse(journal, "--journal");
        EventStoreSettings? mirror = parsed.GetValue(_mirror) is { } named ? Servers.Parse(named, "--mirror") : null;
        if (server is not null && mirror is not null) throw new UsageException("--journal names a server already; --mirror goes with a folder, which a server then follows");
        if (server is null) RequireNone(parsed, "goes with a server: --journal esdb://…", _onOutage, _fallback, _dataFolder);
        if (server is null && mirror is null) RequireNone(parsed, "goes with a server: --journal esdb://… or --mirror esdb://…", _run, _outageAfter, _linger);
        if (server is not null && parsed.GetValue(_noSync)) throw new UsageException("--no-sync goes with a folder; how safe an acknowledgement is, the server's own settings say");
        if (server is not null && overwrite) throw new UsageException($"--overwrite: a server keeps what it has; a session without --resume is a new stream there (name it with --run), and 'astra journal retain --journal {server}' removes old ones");
        if (server is null && resume && !JournalFolder.Exists(journal)) throw new UsageException($"{journal}: there is no journal to resume; leave --resume out to begin one, or name its folder{FetchHint(mirror, journal)}");
        return new JournalTarget
        {
            Folder = server is null ? journal : null,
            Server = server ?? mirror,
            Durability = parsed.GetValue(_noSync) ? Durability.None : Durability.Sync,
            Resume = resume,
            Run = parsed.GetValue(_run) is { } run ? RunOf(run, resume) : null,
            OnOutage = parsed.GetValue(_onOutage) == FallBack ? OutagePolicy.FallBack : OutagePolicy.Hold,
            OutageAfter = parsed.GetValue(_outageAfter) is { } after ? Durations.Parse(after, "--outage-after") : JournalTarget.DefaultOutageAfter,
            Linger = parsed.GetValue(_linger) is { } linger ? Durations.Parse(linger, "--linger") : null,
            Fallback = parsed.GetValue(_fallback),
            DataFolder = parsed.GetValue(_dataFolder),
        };
    }

    private static string FetchHint(EventStoreSettings? mirror, string folder) =>
        mirror is null ? "" : $"; 'astra journal fetch --from {mirror} --journal {folder}' makes it from the server";

    private static string RunOf(string text, bool resume) =>
        SessionName.IsRun(text) && (resume || !SessionName.TryParse(text, out _)) ? text
        : throw new UsageException($"--run {text}: give 1 to 40 of a-z, 0-9, '_', '.' and '-' (no '-' at the ends){(resume ? "" : "; the day is put before it")}");

    private static void RequireNone(ParseResult parsed, string goesWith, params Option<string?>[] options)
    {
        if (options.FirstOrDefault(o => parsed.GetValue(o) is not null) is { } given) throw new UsageException($"{given.Name} {goesWith}");
    }
}
