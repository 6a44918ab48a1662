using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>A journal folder opened to write: both streams and the snapshots, closed in the right order.</summary>
internal sealed class JournalFolder : OpenedJournal
{
    private readonly OutboundLog _outbound;
    private readonly string _name;

    private JournalFolder(string name, EmbeddedJournal journal, OutboundLog outbound, SnapshotStore snapshots) =>
        (_name, Journal, _outbound, Snapshots) = (name, journal, outbound, snapshots);

    public EmbeddedJournal Journal { get; }

    public SnapshotStore Snapshots { get; }

    public JournalRecovery Recovery => Journal.Recovery;

    public override string Identity => $"{Environment.MachineName}|{Journal.Folder}";

    public override string FilesFolder => _name;

    /// <summary>Opens and recovers; what was found is said on stderr, unless <paramref name="quiet"/>.</summary>
    public static JournalFolder Open(JournalOptions options, int snapshotsKept = SnapshotStore.DefaultKept, bool quiet = false)
    {
        Action<string> say = quiet ? static _ => { } : Terminal.Say;
        EmbeddedJournal journal = EmbeddedJournal.Open(options);
        try
        {
            OutboundLog outbound = OutboundLog.Open(journal);
            foreach (string message in journal.Recovery.Messages.Concat(outbound.Messages)) say(message);
            return new JournalFolder(options.Folder, journal, outbound, new SnapshotStore(journal.Folder, snapshotsKept, say));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public override SessionStore Store(Func<IJournal, IJournal>? decorate = null) => new()
    {
        Journal = decorate?.Invoke(Journal) ?? Journal,
        OpenReader = () => EmbeddedJournalReader.Open(Journal),
        OutboundLog = _outbound,
        OpenOutboundReader = () => OutboundLogReader.Open(Journal.Folder),
        Snapshots = Snapshots,
    };

    public override JournalClosing Close(SessionReport report, CancellationToken interrupt)
    {
        Dispose();
        return new JournalClosing(FolderPlace.SizeOf(_name), JournalingResult.Embedded(_name, Journal.Meter.Commits));
    }

    public override void Dispose()
    {
        _outbound.Dispose();
        Journal.Dispose();
    }

    /// <summary>Whether the folder holds anything of a journal.</summary>
    public static bool Exists(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.seg").Any();
}
