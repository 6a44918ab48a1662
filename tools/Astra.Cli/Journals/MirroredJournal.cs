using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>A folder whose sync opens the gate, and a server that follows it. At the end the server gets the rest, and both are held against each other.</summary>
internal sealed class MirroredJournal : OpenedJournal
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly JournalTarget _target;
    private readonly JournalFolder _folder;
    private readonly Mirror _mirror;
    private readonly LagWatch _lag;

    private MirroredJournal(JournalTarget target, JournalFolder folder, Mirror mirror)
    {
        (_target, _folder, _mirror) = (target, folder, mirror);
        _lag = new LagWatch(() => mirror.Lag);
    }

    public override string Identity => _folder.Identity;

    public override string FilesFolder => _folder.FilesFolder;

    public override string? Note => _lag.Words;

    private EventStoreSettings Server => _target.Server!;

    /// <summary>Never waits for the server, and never fails for an absent one.</summary>
    public static MirroredJournal Open(JournalTarget target, JournalFolder folder, DateOnly day)
    {
        try
        {
            SessionName? session = Sessions.OfFolder(target.Folder!, target.Run, day);
            // So that whoever works with the folder later need not name the run again.
            if (target.Run is not null) FolderSession.Write(target.Folder!, session!);
            MirrorOptions options = new() { SnapshotsKept = target.SnapshotsKept, Report = Terminal.Say };
            if (target.Linger is { } linger) options = options with { Linger = linger };
            return new MirroredJournal(target, folder, Mirror.Start(folder.Journal, target.Server!, session, options));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public override SessionStore Store(Func<IJournal, IJournal>? decorate = null) => _folder.Store(decorate);

    public override void Look() => _lag.Look();

    public override JournalClosing Close(SessionReport report, CancellationToken interrupt)
    {
        JournalClosing closed = _folder.Close(report, interrupt);
        // Whoever has interrupted the session still wants its end shipped; a second interrupt ends the process.
        CancellationToken stop = interrupt.IsCancellationRequested ? CancellationToken.None : interrupt;
        JournalLag lag = _mirror.Lag;
        MirrorOutcome outcome = Ship(lag, stop);
        MirrorResult result = MirrorJudge.Run(_target.Folder!, Server, outcome, stop);
        lag = _mirror.Lag;
        return closed with
        {
            Mirror = result,
            Journaling = closed.Journaling with
            {
                Mode = JournalMode.Mirrored,
                Session = result.Session,
                Lag = LagWatch.Of(lag),
                Worst = _lag.Worst,
                State = lag.State,
                Reconnects = lag.Reconnects,
                Resends = lag.Resends,
            },
        };
    }

    public override void Dispose()
    {
        _folder.Dispose();
        _mirror.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Lets the server have the rest, as long as it takes some.</summary>
    private MirrorOutcome Ship(JournalLag lag, CancellationToken stop) => Gauge.Run("shipping the rest", "events", lag.Events, show =>
    {
        Task<MirrorOutcome> shipping = _mirror.CompleteAsync(_target.OutageAfter, stop);
        while (!shipping.Wait(LookInterval, CancellationToken.None)) show(Math.Max(0, lag.Events - _mirror.Lag.Events));
        return shipping.Result;
    });
}
