using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>A session on a server. Each question opens a connection of its own; nothing is asked before the first.</summary>
/// <param name="wanted">Name of a session or of a run; null for the session that was opened last.</param>
/// <param name="interrupt">Ends what waits for the server.</param>
internal sealed class ServerPlace(EventStoreSettings settings, string? wanted, CancellationToken interrupt) : JournalPlace
{
    private SessionName? _session;

    public override string Name => _session is null ? settings.ToString() : $"{settings}, session {_session}";

    public override string Unit => "revision";

    /// <summary>Which one is meant.</summary>
    public async Task<SessionName> SessionAsync(EventStoreClient client) =>
        _session ??= await Sessions.FindAsync(client, wanted, interrupt).ConfigureAwait(false);

    public override JournalReading Read()
    {
        EventStoreClient client = new(settings);
        List<IDisposable> opened = [new Connection(client)];
        try
        {
            SessionName session = SessionAsync(client).GetAwaiter().GetResult();
            EventStoreJournalReader journal = EventStoreJournalReader.Open(client, session, interrupt);
            opened.Add(journal);
            EventStoreOutboundReader outbound = EventStoreOutboundReader.Open(client, session, interrupt);
            return new JournalReading(journal, outbound, new EventStoreSnapshotStore(client, session, journal.JournalId, report: Terminal.Say)) { Connection = opened[0] };
        }
        catch
        {
            opened.Reverse();
            foreach (IDisposable part in opened) part.Dispose();
            throw;
        }
    }

    public override JournalSize Size()
    {
        JournalStat stat = Ask(EventStoreStat.ReadAsync);
        return new JournalSize(settings.ToString(), stat.Bytes, stat.Snapshots.Count, _session!.ToString());
    }

    public override JournalVerification Verify() => Ask(EventStoreVerifier.RunAsync);

    public override StatResult Stat() => StatResult.Of(Ask(EventStoreStat.ReadAsync)) with { Session = _session!.ToString() };

    /// <summary>Deletes sessions by a rule, and shortens one to its newest snapshots where their number is given.</summary>
    /// <exception cref="UsageException">Nothing says what is to go.</exception>
    public async Task<IReadOnlyList<string>> RetainAsync(EventStoreRetention rule, int? keepSnapshots)
    {
        bool deletes = rule.OlderThan is not null || rule.KeepNewest is not null;
        if (!deletes && keepSnapshots is null && !rule.Scavenge) throw new UsageException("say what is to go: --older-than DAY or --keep-sessions N for whole sessions, --keep-snapshots N for the frames of one that precede them, --scavenge to free space");
        if (deletes && wanted is not null) throw new UsageException("--run names one session to shorten (--keep-snapshots); --older-than and --keep-sessions go over all");
        List<string> done = [];
        await using EventStoreClient client = new(settings);
        if (keepSnapshots is { } kept) done.AddRange(await rule.ShortenAsync(client, await SessionAsync(client).ConfigureAwait(false), kept, interrupt).ConfigureAwait(false));
        if (deletes || keepSnapshots is null) done.AddRange(await rule.ApplyAsync(client, interrupt).ConfigureAwait(false));
        return done;
    }

    private T Ask<T>(Func<EventStoreClient, SessionName, CancellationToken, Task<T>> question) => AskAsync(question).GetAwaiter().GetResult();

    private async Task<T> AskAsync<T>(Func<EventStoreClient, SessionName, CancellationToken, Task<T>> question)
    {
        await using EventStoreClient client = new(settings);
        return await question(client, await SessionAsync(client).ConfigureAwait(false), interrupt).ConfigureAwait(false);
    }

    /// <summary>A client that readers share, closed after them.</summary>
    private sealed class Connection(EventStoreClient client) : IDisposable
    {
        public void Dispose() => client.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
