using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Ships one stream of a folder: finds the server's end and checks it against the folder, opens, then cuts and sends what the folder holds behind it. All on the mirror's thread, in steps that never
/// wait; the appender acknowledges on its own.
/// </summary>
internal sealed class StreamShipper : IAppendObserver, IAsyncDisposable
{
    private readonly ShipperContext _context;
    private readonly JournalStream _kind;
    private readonly LocalLog _local;
    private readonly string _stream;
    private readonly RetryPauses _pauses;
    private Task<ServerTail?>? _reading;
    private Task<StreamEnd>? _opening;
    private ServerTail? _tail;
    private FrameAppender? _appender;
    private FrameCutter? _cutter;
    private OpenedMark? _mark;
    private long _acknowledged;
    private long _acknowledgedIndex = -1;
    private long _shipped;
    private long _bytesRead;
    private long _eventsRead;
    private bool _held;
    private volatile string? _trouble;
    private volatile EventStoreException? _fatal;

    public StreamShipper(ShipperContext context, JournalStream kind, LocalLog local, string stream)
    {
        _context = context;
        _kind = kind;
        _local = local;
        _stream = stream;
        _pauses = new RetryPauses(context.Options);
        _acknowledged = local.FirstSequence - 1;
    }

    public long FirstSequence => _local.FirstSequence;

    public ShipperPhase Phase { get; private set; } = ShipperPhase.Pausing;

    /// <summary>Last sequence that the server holds, one less than the folder's first when none. From any thread.</summary>
    public long Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Revision of the last frame that the server holds, marks included. From any thread.</summary>
    public long AcknowledgedIndex => Volatile.Read(ref _acknowledgedIndex);

    /// <summary>Events acknowledged in this run. From any thread.</summary>
    public long Shipped => Interlocked.Read(ref _shipped);

    public bool Ready => Phase == ShipperPhase.Shipping;

    /// <summary>More stands in the folder than the server takes at this moment.</summary>
    public bool Backlogged { get; private set; }

    /// <summary>What is wrong at this moment, null when nothing is; waiting may mend it.</summary>
    public string? Trouble => Appender?.State == AppenderState.Running ? null : _trouble;

    /// <summary>What went wrong last, null when nothing did yet.</summary>
    public string? LastFault { get; private set; }

    /// <summary>
    /// Bytes of an event in the folder, on average of what was read so far. Some ticks of the usual size count as read before, so that neither the first frames, nor the two
    /// figures being read one after the other, make gigabytes of a small backlog.
    /// </summary>
    public long BytesPerEvent => AverageBytes(Interlocked.Read(ref _bytesRead), Interlocked.Read(ref _eventsRead));

    /// <summary>A tick's bytes, for as long as nothing better is known.</summary>
    public const long UsualBytes = 80;

    internal static long AverageBytes(long bytes, long events) => (bytes + 4096 * UsualBytes) / (events + 4096);

    /// <summary>From any thread.</summary>
    public AppenderStatus? Appender => Volatile.Read(ref _appender)?.Status;

    public int InFlight => Ready ? Volatile.Read(ref _appender)?.InFlight ?? 0 : 0;

    /// <summary>The folder is at rest and the server had all of it: nothing was written there.</summary>
    public bool FoundComplete { get; private set; }

    /// <summary>Where sequences stand in the stream, as far as this run has seen it.</summary>
    public FrameHints Hints { get; } = new();

    /// <summary>One step.</summary>
    /// <param name="limit">Last inbound sequence that may be shipped; no matter for the outbound log.</param>
    /// <param name="causes">Last inbound sequence that the server holds: an outbound event is shipped once it holds the event's cause.</param>
    /// <param name="due">Cut what there is, though it fills no frame.</param>
    /// <exception cref="MirrorStoppedException">Nothing more can be shipped.</exception>
    /// <exception cref="JournalException">The folder cannot be read.</exception>
    public void Step(long limit, long causes, bool due)
    {
        if (_fatal is { } fatal) throw Stopped(fatal);
        switch (Phase)
        {
            case ShipperPhase.Pausing when _pauses.Over:
                _reading = _context.Wakes(ServerTail.ReadAsync(_context.Client, _stream, _context.Stop));
                Phase = ShipperPhase.ReadingEnd;
                break;
            case ShipperPhase.ReadingEnd when _reading!.IsCompleted:
                if (Result(_reading, out _tail)) Check();
                break;
            case ShipperPhase.AwaitingLocal:
                Check();
                break;
            case ShipperPhase.Opening when _opening!.IsCompleted:
                if (Result(_opening, out StreamEnd? end)) Begin(end!);
                break;
            case ShipperPhase.Shipping:
                Ship(limit, causes, due);
                break;
        }
    }

    public void OnAcknowledged(CutFrame frame)
    {
        Hints.Note(frame.LastSequence, frame.Index);
        Interlocked.Add(ref _shipped, frame.Count);
        Volatile.Write(ref _acknowledgedIndex, frame.Index);
        Volatile.Write(ref _acknowledged, frame.LastSequence);
        _trouble = null;
        _context.Wake();
    }

    public void OnFault(AppendFault fault, string text)
    {
        LastFault = text;
        _trouble = text;
    }

    public void OnFatal(EventStoreException fault)
    {
        _fatal = fault;
        _context.Wake();
    }

    public async ValueTask DisposeAsync()
    {
        Phase = ShipperPhase.Failed;
        await CloseAppenderAsync().ConfigureAwait(false);
        _local.Dispose();
    }

    /// <summary>The server's end against the folder; then opens, or waits for the folder, or stops.</summary>
    private void Check()
    {
        if (_tail is { } tail)
        {
            if (tail.JournalId != _context.JournalId)
            {
                throw _context.Diverged(string.Create(CultureInfo.InvariantCulture,
                    $"{_stream} holds journal {tail.JournalId}, the folder holds {_context.JournalId}"), "give this journal's run a name of its own");
            }
            if (tail.NextSequence < _local.FirstSequence)
            {
                throw _context.Diverged(string.Create(CultureInfo.InvariantCulture,
                    $"{_stream} ends before sequence {tail.NextSequence}, the folder begins at {_local.FirstSequence}: what stood between them is in neither"),
                    "give this journal's run a name of its own");
            }
            long last = _local.Last();
            if (tail.NextSequence > last + 1)
            {
                if (_kind == JournalStream.In || _context.AtRest) throw HoldsMore(tail, last);
                Phase = ShipperPhase.AwaitingLocal;
                _trouble = string.Create(CultureInfo.InvariantCulture, $"waits until the core has said outbound events {last + 1} to {tail.NextSequence - 1} again");
                return;
            }
            if (tail.Events is not null) CompareLast(tail);
            if (_context.AtRest && tail.NextSequence == last + 1)
            {
                FoundComplete = true;
                Follow(new StreamEnd(tail.JournalId, tail.LastIndex, tail.NextSequence, default));
                return;
            }
        }
        Open();
    }

    private void CompareLast(ServerTail tail)
    {
        FrameHeader header = tail.Read(out ArraySegment<byte> body);
        try
        {
            if (new EventMatch(_local, _kind).Compare(in header, body, tail.Place) is { } difference)
                throw _context.Diverged($"the server holds something else than the folder: {difference}", $"{_context.Commands.Compare} shows the first difference; give this journal's run a name of its own to ship it all");
        }
        catch (InvalidDataException fault)
        {
            throw _context.Diverged($"{tail.Place}: {fault.Message}", _context.Commands.Compare + " tells more");
        }
    }

    private void Open()
    {
        _mark ??= OpenedMark.Now(_context.JournalId, MirrorRun.Mode, _context.Options.Time);
        FrameAppender appender = new(_context.Client, _stream, _context.JournalId, _kind, _context.AppenderOptions, this, _context.Options.Time);
        Volatile.Write(ref _appender, appender);
        _opening = _context.Wakes(appender.OpenAsync(_mark, _context.Stop, _local.FirstSequence, _context.HighestBefore(_kind, _local.FirstSequence)));
        Phase = ShipperPhase.Opening;
    }

    private void Begin(StreamEnd end)
    {
        if (end.NextSequence != (_tail?.NextSequence ?? _local.FirstSequence))
        {
            // Something that was on its way when the end was read has landed before the mark: look at the end again.
            _ = CloseAppenderAsync();
            _pauses.Begin();
            Phase = ShipperPhase.Pausing;
            return;
        }
        _cutter = new FrameCutter(_kind, _context.JournalId, FramePool.For(_context.AppenderOptions), end.NextSequence, end.HighestTime, _context.Options.Time);
        Follow(end);
    }

    private void Follow(StreamEnd end)
    {
        _local.MoveTo(end.NextSequence);
        Volatile.Write(ref _acknowledgedIndex, end.LastIndex);
        Volatile.Write(ref _acknowledged, end.NextSequence - 1);
        _tail = null;
        _trouble = null;
        _pauses.Clear();
        Phase = ShipperPhase.Shipping;
        _context.Wake();
    }

    private void Ship(long limit, long causes, bool due)
    {
        if (_cutter is not { } cutter || _appender is not { } appender) return;
        while (true)
        {
            if (cutter.IsFull)
            {
                Backlogged = !Send(cutter, appender);
                if (Backlogged) break;
            }
            else if (_held || Read(limit))
            {
                _held = _kind == JournalStream.Out && LastCause() > causes;
                if (_held) break;
                cutter.Add(in _local.Header, _local.Body);
            }
            else
            {
                Backlogged = false;
                break;
            }
        }
        appender.Window = Backlogged ? _context.Options.InFlightCatchingUp : _context.Options.InFlight;
        if (Backlogged || due && cutter.HasContent) Send(cutter, appender);
    }

    private bool Read(long limit)
    {
        if (!(_kind == JournalStream.In ? _local.TryRead(limit) : _local.TryRead())) return false;
        Interlocked.Add(ref _bytesRead, _local.Header.FrameLength);
        Interlocked.Add(ref _eventsRead, _local.Header.Count);
        return true;
    }

    private static bool Send(FrameCutter cutter, FrameAppender appender)
    {
        if (!appender.HasRoom || !cutter.TryCut(appender.NextIndex, out CutFrame? frame)) return false;
        appender.Send(frame);
        return true;
    }

    /// <summary>Cause of the last event of the frame in hand: causes never fall.</summary>
    private long LastCause()
    {
        OutboundEvent e = default;
        BodyCursor events = new(_local.Body);
        while (events.TryReadOutbound(ref e)) { }
        return e.Header.Cause;
    }

    /// <summary>The task's result, or false when it failed by something that waiting may mend.</summary>
    private bool Result<T>(Task<T> task, [MaybeNull] out T result)
    {
        result = default!;
        if (task.IsCompletedSuccessfully)
        {
            result = task.Result;
            return true;
        }
        _ = CloseAppenderAsync();
        Exception? fault = task.Exception?.GetBaseException();
        if (fault is not (null or EventStoreException { Kind: JournalErrorKind.Unavailable or JournalErrorKind.AccessDenied })) throw Stopped(fault);
        if (fault is not null) _trouble = LastFault = fault.Message;
        _pauses.Begin();
        Phase = ShipperPhase.Pausing;
        return false;
    }

    private Task CloseAppenderAsync()
    {
        _cutter?.Dispose();
        _cutter = null;
        FrameAppender? appender = Interlocked.Exchange(ref _appender, null);
        return appender is null ? Task.CompletedTask : appender.DisposeAsync().AsTask();
    }

    private MirrorStoppedException Stopped(Exception fault)
    {
        Phase = ShipperPhase.Failed;
        return _context.Stopped(_stream, fault);
    }

    private MirrorStoppedException HoldsMore(ServerTail tail, long last) => _context.Diverged(
        string.Create(CultureInfo.InvariantCulture,
            $"{_stream} holds events up to sequence {tail.NextSequence - 1}, the folder ends at {last}: the folder is an older or a shortened copy, or has lost its end"),
        $"{_context.Commands.Fetch} makes a folder that holds all of it, {_context.Commands.Compare} tells whether what both hold is the same");
}
