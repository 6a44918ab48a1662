using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>A journal folder opened to write: both streams and the snapshots, closed in the right order.</summary>
internal sealed class JournalFolder : IDisposable
{
    private readonly EmbeddedJournal _journal;
    private readonly OutboundLog _outbound;

    private JournalFolder(EmbeddedJournal journal, OutboundLog outbound, SnapshotStore snapshots) =>
        (_journal, _outbound, Snapshots) = (journal, outbound, snapshots);

    public SnapshotStore Snapshots { get; }

    public JournalRecovery Recovery => _journal.Recovery;

    /// <summary>Opens and recovers; what was found is said on stderr, unless <paramref name="quiet"/>.</summary>
    public static JournalFolder Open(JournalOptions options, int snapshotsKept = SnapshotStore.DefaultKept, bool quiet = false)
    {
        Action<string> say = quiet ? static _ => { } : Terminal.Say;
        EmbeddedJournal journal = EmbeddedJournal.Open(options);
        try
        {
            OutboundLog outbound = OutboundLog.Open(journal);
            foreach (string message in journal.Recovery.Messages.Concat(outbound.Messages)) say(message);
            return new JournalFolder(journal, outbound, new SnapshotStore(journal.Folder, snapshotsKept, say));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <param name="decorate">Wraps the journal that the engine writes to.</param>
    public SessionStore Store(Func<IJournal, IJournal>? decorate = null) => new()
    {
        Journal = decorate?.Invoke(_journal) ?? _journal,
        OpenReader = () => EmbeddedJournalReader.Open(_journal),
        OutboundLog = _outbound,
        OpenOutboundReader = () => OutboundLogReader.Open(_journal.Folder),
        Snapshots = Snapshots,
    };

    public void Dispose()
    {
        _outbound.Dispose();
        _journal.Dispose();
    }

    /// <summary>Whether the folder holds anything of a journal.</summary>
    public static bool Exists(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.seg").Any();

    /// <summary>Bytes of both streams' segments; exact once the journal is closed, since an open segment is allocated ahead.</summary>
    public static long BytesOf(string folder) => Directory.EnumerateFiles(folder, "*.seg").Sum(path => new FileInfo(path).Length);

    public static int SnapshotsOf(string folder) => new SnapshotStore(folder).List().Count;
}
