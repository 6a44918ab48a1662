namespace Astra.Journal.EventStore;

/// <summary>The shippers of one session and the order between them: inbound events, then the outbound events that they caused, then the snapshots that rest on both.</summary>
internal sealed class MirrorParts : IAsyncDisposable
{
    private readonly ShipperContext _context;
    private readonly LocalLog _outLog;
    private readonly SessionEntries _entries;
    private readonly SessionName _session;
    private long _inboundTarget = -1;
    private long _outboundTarget = -1;
    private bool _targeted;

    public MirrorParts(ShipperContext context, SessionName session, LocalLog inLog)
    {
        _context = context;
        _session = session;
        _outLog = new LocalLog(context.Folder, JournalStream.Out);
        Inbound = new StreamShipper(context, JournalStream.In, inLog, session.Journal);
        Outbound = new StreamShipper(context, JournalStream.Out, _outLog, session.Outbound);
        Snapshots = new SnapshotShipper(context, session, Inbound.Hints);
        _entries = new SessionEntries(context, session);
    }

    public StreamShipper Inbound { get; }

    public StreamShipper Outbound { get; }

    public SnapshotShipper Snapshots { get; }

    /// <summary>Last inbound sequence of the folder, known once nothing comes any more.</summary>
    public long InboundTarget => Volatile.Read(ref _inboundTarget);

    public long OutboundTarget => Volatile.Read(ref _outboundTarget);

    /// <summary>Both streams are checked and open.</summary>
    public bool Ready => Inbound.Ready && Outbound.Ready;

    /// <summary>One round.</summary>
    /// <param name="durable">Last inbound sequence that may be shipped.</param>
    /// <param name="due">Ship what there is, though it fills no frame.</param>
    /// <param name="finishing">Nothing comes any more.</param>
    /// <returns>True when the server holds everything and the session is closed there.</returns>
    public bool Step(long durable, bool due, bool finishing)
    {
        if (finishing && !_targeted)
        {
            _targeted = true;
            _context.AtRest = true;
            Volatile.Write(ref _outboundTarget, _outLog.Last());
            Volatile.Write(ref _inboundTarget, durable);
        }
        Inbound.Step(durable, durable, due);
        if (Inbound.Ready) Outbound.Step(long.MaxValue, Inbound.Acknowledged, due);
        if (!Ready) return false;
        bool untouched = Inbound.FoundComplete && Outbound.FoundComplete;
        if (!untouched && !_entries.Open()) return false;
        Snapshots.Step(Inbound.Acknowledged, Outbound.Acknowledged, _outLog.Last, finishing);
        if (!finishing || Inbound.Acknowledged < _inboundTarget || Outbound.Acknowledged < _outboundTarget || !Snapshots.Done) return false;
        return untouched ? _entries.Confirm(Closing) : _entries.Close(Closing);
    }

    public async ValueTask DisposeAsync()
    {
        Snapshots.Dispose();
        await Inbound.DisposeAsync().ConfigureAwait(false);
        await Outbound.DisposeAsync().ConfigureAwait(false);
    }

    private SessionClosing Closing() => new(
        _session, _context.Options.Time.GetUtcNow(), Inbound.Acknowledged, Outbound.Acknowledged, Inbound.AcknowledgedIndex + 1);
}
