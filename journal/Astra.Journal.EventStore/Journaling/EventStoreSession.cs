using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// One session journaled to a server: the engine's journal, its outbound log and its snapshots in three streams of one name, and what is read of them to recover.
/// What the server has acknowledged opens the gate.
/// </summary>
/// <remarks>
/// Memory: <see cref="EventStoreJournalOptions.BufferBytes"/> and a quarter of it for the outbound log, and for each of the two 2 × <see cref="EventStoreJournalOptions.InFlightCatchingUp"/> + 2 frames;
/// 82 MiB with the defaults. A crash of the process loses at most events that were never acknowledged, on which nothing rests that has left it.
/// </remarks>
public sealed class EventStoreSession : IDisposable
{
    internal const string Mode = "eventstoredb";

    /// <summary>How long the index is waited for at the end; the streams hold everything by then.</summary>
    private static readonly TimeSpan IndexPatience = TimeSpan.FromSeconds(5);

    private readonly EventStoreClient _client;
    private readonly EventStoreJournalOptions _options;
    private readonly Takeover _takeover;
    private readonly SessionStream _in;
    private readonly SessionStream _out;
    private readonly EventStoreJournal _journal;
    private readonly EventStoreOutboundLog _outboundLog;
    private readonly EventStoreSnapshotStore _stored;
    private readonly FrameHints _hints = new();
    private readonly List<string> _messages = [];
    private string? _outboundHash;
    private string? _stateHash;
    private int _ended;

    private EventStoreSession(EventStoreClient client, SessionName name, Guid journalId, EventStoreJournalOptions options)
    {
        (_client, Name, JournalId, _options) = (client, name, journalId, options);
        _takeover = new Takeover(name, journalId, options);
        _in = SessionStream.Open(client, name, JournalStream.In, journalId, options, _takeover, _hints);
        try
        {
            _out = SessionStream.Open(client, name, JournalStream.Out, journalId, options, _takeover);
        }
        catch
        {
            _in.Sender.Kill();
            throw;
        }
        _journal = new EventStoreJournal(_in.Sender, _in.Tape, _takeover, name.Journal);
        _outboundLog = new EventStoreOutboundLog(_out.Sender, _out.Tape, name.Outbound);
        _stored = new EventStoreSnapshotStore(client, name, journalId, options.SnapshotsKept, options.Report) { Hints = _hints };
        Snapshots = new SessionSnapshots(_stored, _takeover, () => _in.Sender.Stored, options);
    }

    public SessionName Name { get; }

    public Guid JournalId { get; }

    /// <summary>The engine's journal. The session disposes it.</summary>
    public IPipelinedJournal Journal => _journal;

    public IOutboundLog OutboundLog => _outboundLog;

    public ISnapshotStore Snapshots { get; }

    /// <summary>How far the server is behind the journal. From any thread; allocates.</summary>
    public JournalLag Lag => _in.Sender.Lag();

    /// <summary>The same of the outbound log.</summary>
    public JournalLag OutboundLag => _out.Sender.Lag();

    /// <summary>The folder on this machine that has taken over, null while the server is written to.</summary>
    public string? FellBackTo => _takeover.Folder;

    /// <summary>
    /// Nothing new will come: from now on an outage is waited for as long as at the end of a session, and then the folder takes over whatever the policy. Without it an engine
    /// whose rings are full behind a shut gate could never drain. From any thread.
    /// </summary>
    public void End() => _takeover.Ending = true;

    /// <summary>One sentence for each thing that opening found; empty after a clean close.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Begins a session. Waits for the server.</summary>
    /// <param name="name">Null: the day, and a run named by the new journal's id, which <see cref="EventStoreJournalOptions.JournalId"/> may give.</param>
    /// <param name="day">Trading day (IST) of a session without a name.</param>
    /// <exception cref="JournalException">A session of this name exists, the fallback folder holds what the server lacks, an option makes no sense, or the server cannot be written to.</exception>
    public static EventStoreSession Create(EventStoreSettings settings, SessionName? name, DateOnly day, EventStoreJournalOptions options)
    {
        options.Validate();
        Guid journalId = options.JournalId ?? Guid.NewGuid();
        SessionName session = name ?? SessionName.Of(day, journalId);
        new Takeover(session, journalId, options).Check();
        return With(settings, options, client =>
        {
            foreach (string stream in (string[])[session.Journal, session.Outbound])
            {
                if (Waiting.For(() => FrameAppender.ReadEndAsync(client, stream, CancellationToken.None)) is not null)
                    throw new EventStoreException(JournalErrorKind.BadOption, stream, $"there is a session {session} on this server already", "resume it, or give the new one another name");
            }
            return new EventStoreSession(client, session, journalId, options).Begin(null);
        });
    }

    /// <summary>Goes on with a session: what its fallback folder holds goes to the server first. Waits for the server.</summary>
    /// <param name="name">Null: the one that was opened last.</param>
    /// <exception cref="JournalException">There is no such session, the fallback folder does not belong to it or contradicts it, an option makes no sense, or the server cannot be written to.</exception>
    public static EventStoreSession Resume(EventStoreSettings settings, SessionName? name, EventStoreJournalOptions options)
    {
        options.Validate();
        return With(settings, options, client =>
        {
            SessionIndex index = new(client);
            SessionName session = name ?? Waiting.For(() => index.NewestAsync(CancellationToken.None)).Name;
            StreamEnd end = Waiting.For(() => FrameAppender.ReadEndAsync(client, session.Journal, CancellationToken.None))
                ?? throw Waiting.For(() => index.MissingAsync(session, CancellationToken.None));
            List<string> found = [];
            FallbackShipping? shipping = null;
            if (FallbackShipping.FolderOf(options) is { } folder)
            {
                shipping = new FallbackShipping(folder, client, session, end.JournalId, found.Add);
                shipping.Recover();
            }
            else
            {
                new Takeover(session, end.JournalId, options).Check();
            }
            EventStoreSession opened = new EventStoreSession(client, session, end.JournalId, options).Begin(shipping);
            opened._messages.AddRange(found);
            return opened;
        });
    }

    /// <summary>Reads the journal that the server holds, to recover from.</summary>
    public IJournalReader OpenReader() => EventStoreJournalReader.Open(_client, Name);

    /// <summary>Reads what was said. What recovery has just said again is on its way, so it is waited for.</summary>
    public IOutboundLogReader OpenOutboundReader()
    {
        _outboundLog.Sync();
        return EventStoreOutboundReader.Open(_client, Name);
    }

    /// <summary>The hashes of what the core said and of its state at the end, for the index of sessions; written when the session is closed in order.</summary>
    public void NoteHashes(string outboundHash, string stateHash) => (_outboundHash, _stateHash) = (outboundHash, stateHash);

    /// <summary>Sends what is handed over and waits until it is acknowledged or in the fallback folder; then lets the server go. After a failure it only lets go.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        try
        {
            _journal.Finish();
            // In this order: the outbound log may still need the inbound stream's thread to fall back.
            _outboundLog.Dispose();
            _journal.Dispose();
            NoteClosed();
        }
        finally
        {
            _takeover.Dispose();
            LetGo();
        }
    }

    /// <summary>Lets go as a killed process would: nothing more is sent, waited for, fallen back on or told to the index. From any thread. For tests of recovery.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        _journal.Abandon();
        _outboundLog.Abandon();
        _takeover.Abandon();
        LetGo();
    }

    private static EventStoreSession With(EventStoreSettings settings, EventStoreJournalOptions options, Func<EventStoreClient, EventStoreSession> open)
    {
        EventStoreClient client = new(settings, options.Time);
        try
        {
            return open(client);
        }
        catch
        {
            Waiting.For(() => client.DisposeAsync().AsTask());
            throw;
        }
    }

    private EventStoreSession Begin(FallbackShipping? shipping)
    {
        try
        {
            if (shipping is not null) Ship(shipping);
            SessionOpening opening = new(Name, JournalId, Mode, Environment.MachineName,
                typeof(EventStoreSession).Assembly.GetName().Version?.ToString() ?? "", _options.Time.GetUtcNow());
            Waiting.For(() => new SessionIndex(_client).OpenedAsync(opening, CancellationToken.None));
            _takeover.Armed = true;
            return this;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Ship(FallbackShipping shipping)
    {
        _in.WaitFor(shipping.Ship(JournalStream.In, _journal.NextSequence, _journal.AppendFrame) - 1);
        _out.WaitFor(shipping.Ship(JournalStream.Out, _outboundLog.LastSequence + 1, _outboundLog.AppendFrame) - 1);
        long snapshot = shipping.NewestSnapshot(out byte[]? state);
        if (state is not null && snapshot <= _in.Sender.Stored) _stored.Save(snapshot, state);
        shipping.SetAside();
        _takeover.Check();
    }

    /// <summary>The index is a table of contents: without an entry the session is complete all the same.</summary>
    private void NoteClosed()
    {
        if (_in.Sender.HasFailed || _out.Sender.HasFailed || FellBackTo is not null) return;
        SessionClosing closing = new(Name, _options.Time.GetUtcNow(), _in.Sender.Stored, _out.Sender.Stored, _in.Appender.AcknowledgedIndex + 1, _outboundHash, _stateHash);
        using CancellationTokenSource patience = new(IndexPatience);
        try
        {
            Waiting.For(() => new SessionIndex(_client).ClosedAsync(closing, patience.Token));
        }
        catch (Exception e) when (e is JournalException or OperationCanceledException)
        {
            _options.Report(string.Create(CultureInfo.InvariantCulture, $"session {Name} is complete on the server to event {closing.LastSequence}, but the index was not told that it is closed: {e.Message}"));
        }
    }

    private void LetGo()
    {
        _stored.Dispose();
        Waiting.For(() => _client.DisposeAsync().AsTask());
    }
}
