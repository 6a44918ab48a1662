using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>A session on a server, whose acknowledgement opens the gate. What it does not take is kept in a folder of this machine.</summary>
internal sealed class ServerJournal : OpenedJournal
{
    private readonly JournalTarget _target;
    private readonly EventStoreSession _session;
    private readonly LagWatch _lag;

    private ServerJournal(JournalTarget target, EventStoreSession session)
    {
        (_target, _session) = (target, session);
        _lag = new LagWatch(() => session.Lag);
    }

    /// <summary>The same on whatever machine goes on with it.</summary>
    public override string Identity => $"{_target.Server}|{_session.Name}";

    public override string FilesFolder => _target.DataFolder ?? Path.Combine("data", "live", _session.Name.ToString());

    public override string? Note => _lag.Words;

    public static ServerJournal Open(JournalTarget target, EventStoreSettings server, DateOnly day)
    {
        Guid id = Guid.NewGuid();
        SessionName name = target.Resume ? Sessions.FindAsync(server, target.Run, CancellationToken.None).GetAwaiter().GetResult() : target.Run is { } run ? new SessionName(day, run) : SessionName.Of(day, id);
        EventStoreJournalOptions options = new()
        {
            JournalId = id,
            Outage = target.OnOutage,
            OutageAfter = target.OutageAfter,
            FallbackFolder = target.Fallback ?? Path.Combine("data", "fallback", name.ToString()),
            SnapshotsKept = target.SnapshotsKept,
            Report = Terminal.Say,
        };
        if (target.Linger is { } linger) options = options with { Linger = linger };
        EventStoreSession session = target.Resume ? EventStoreSession.Resume(server, name, options) : EventStoreSession.Create(server, name, day, options);
        foreach (string message in session.Messages) Terminal.Say(message);
        return new ServerJournal(target, session);
    }

    public override SessionStore Store(Func<IJournal, IJournal>? decorate = null) => new()
    {
        Journal = decorate?.Invoke(_session.Journal) ?? _session.Journal,
        OpenReader = _session.OpenReader,
        OutboundLog = _session.OutboundLog,
        OpenOutboundReader = _session.OpenOutboundReader,
        Snapshots = _session.Snapshots,
    };

    public override void End() => _session.End();

    public override void Look() => _lag.Look();

    public override JournalClosing Close(SessionReport report, CancellationToken interrupt)
    {
        _session.NoteHashes(DayResult.Hex(report.OutboundHash), DayResult.Hex(report.StateHash));
        _session.Dispose();
        JournalLag lag = _session.Lag;
        (JournalSize size, long frames) = SizeOf(interrupt.IsCancellationRequested ? CancellationToken.None : interrupt);
        return new JournalClosing(size, new JournalingResult(
            JournalMode.EventStoreDb, size.Place, size.Session, frames, LagWatch.Of(lag), _lag.Worst, lag.State, lag.Reconnects, lag.Resends, _session.FellBackTo));
    }

    public override void Dispose() => _session.Dispose();

    /// <summary>As the server counts it, and the folder that took over; what cannot be asked any more is not counted.</summary>
    private (JournalSize, long Frames) SizeOf(CancellationToken stop)
    {
        long kept = _session.FellBackTo is { } folder ? FolderPlace.SizeOf(folder).Bytes : 0;
        JournalSize nothing = new(_target.Name, kept, 0, _session.Name.ToString());
        try
        {
            StatResult stat = new ServerPlace(_target.Server!, _session.Name.ToString(), stop).Stat();
            return (nothing with { Bytes = kept + stat.Bytes, Snapshots = stat.Snapshots.Count }, stat.Frames);
        }
        catch (Exception e) when (e is JournalException or OperationCanceledException)
        {
            Terminal.Say($"what the server holds was not counted: {e.Message}");
            return (nothing, 0);
        }
    }
}
