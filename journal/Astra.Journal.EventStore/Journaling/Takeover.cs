using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// The folder that takes over from the server, for both streams of a session at once: an embedded log that begins where the server's acknowledgements end, with the same journal id. From any thread.
/// </summary>
internal sealed class Takeover(SessionName name, Guid journalId, EventStoreJournalOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<FrameSender> _senders = [];
    private readonly ManualResetEventSlim _settled = new();
    private EmbeddedJournal? _journal;
    private OutboundLog? _outbound;
    private Exception? _failure;
    private volatile bool _requested;
    private volatile bool _ending;
    private volatile bool _armed;
    private volatile string? _folder;

    /// <summary>Both streams are to give the server up.</summary>
    public bool Requested => _requested;

    /// <summary>False while a session is being opened: then an outage fails the opening.</summary>
    public bool Armed { get => _armed; set => _armed = value; }

    /// <summary>The engine drains: an outage of either stream is not waited out any more.</summary>
    public bool Ending { get => _ending; set => _ending = value; }

    /// <summary>The folder, null while the server is written to.</summary>
    public string? Folder => _folder;

    public void Watch(FrameSender sender) => _senders.Add(sender);

    /// <summary>Refuses a folder that cannot take over later.</summary>
    public void Check()
    {
        if (options.FallbackFolder is not { } folder) return;
        folder = Path.GetFullPath(folder);
        if (File.Exists(folder)) throw new JournalException(JournalErrorKind.NotAFolder, folder, "the fallback folder is a file", "name a folder");
        bool made = !Directory.Exists(folder);
        try
        {
            Directory.CreateDirectory(folder);
            if (JournalFiles.Holds(folder))
                throw new JournalException(JournalErrorKind.InUse, folder, $"the fallback folder holds a journal, which session {name} would overwrite", "resume the session that it belongs to, which ships it, or name another folder");
            string probe = Path.Combine(folder, "probe.tmp");
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
            if (made) Directory.Delete(folder);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, folder, "trying the fallback folder");
        }
    }

    public void Request(string place, TimeSpan silent, string trouble)
    {
        lock (_lock)
        {
            if (_requested) return;
            _requested = true;
        }
        options.Report(string.Create(CultureInfo.InvariantCulture,
            $"{place}: nothing was acknowledged for {silent.TotalSeconds:0.#} s ({trouble}); the folder {options.FallbackFolder} takes over"));
        foreach (FrameSender sender in _senders) sender.Wake();
    }

    /// <summary>The inbound stream: opens the folder.</summary>
    public FallbackStream OpenJournal(long first)
    {
        string folder = Path.GetFullPath(options.FallbackFolder!);
        if (Directory.Exists(folder) && JournalFiles.Holds(folder))
            throw new JournalException(JournalErrorKind.InUse, folder, "the fallback folder holds a journal by now", "keep what is there and name another folder");
        EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder)
        {
            JournalId = journalId,
            FirstSequence = first,
            SegmentBytes = options.FallbackSegmentBytes,
            OutboundSegmentBytes = Math.Min(options.FallbackSegmentBytes, new JournalOptions(folder).OutboundSegmentBytes),
        });
        lock (_lock) _journal = journal;
        _folder = folder;
        _settled.Set();
        options.Report(string.Create(CultureInfo.InvariantCulture,
            $"journal {name} goes on in {folder} from event {first}; the gate follows this disk now. Resume the session with this folder to bring its events to the server"));
        return new FallbackStream(first, options.Time.GetTimestamp(), journal.AppendFrame, journal.SyncFrames);
    }

    /// <summary>The outbound stream: waits until the inbound one has opened the folder.</summary>
    public FallbackStream OpenOutbound(long first)
    {
        _settled.Wait();
        lock (_lock)
        {
            if (_journal is not { } journal)
                throw new EventStoreException(JournalErrorKind.Io, name.Outbound, "the fallback folder could not take over", "see what was said of the journal", _failure);
            OutboundLog log = _outbound = OutboundLog.Open(journal, first);
            return new FallbackStream(first, options.Time.GetTimestamp(), log.AppendFrame, log.Sync);
        }
    }

    /// <summary>A sender has ended: if it was to open the folder, nobody waits for that any longer.</summary>
    public void Ended(JournalStream stream, Exception? fault = null)
    {
        if (stream != JournalStream.In) return;
        lock (_lock) _failure ??= fault;
        _settled.Set();
    }

    /// <summary>Seals the folder. After both senders have ended.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _outbound?.Dispose();
            _journal?.Dispose();
        }
        _settled.Dispose();
    }

    /// <summary>Lets the folder go as a killed process would.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _outbound?.Abandon();
            _journal?.Abandon();
            _failure ??= new OperationCanceledException();
        }
        _settled.Set();
    }
}
