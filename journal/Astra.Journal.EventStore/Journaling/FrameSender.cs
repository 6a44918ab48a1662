using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// A thread that takes one stream's events from the tape, cuts frames of them and sends those as far as the window goes: a frame is cut when it is full, when somebody wants an event of it, when its
/// first event has lingered, or when no more will come. What the server acknowledges is durable. In an outage it waits, or a folder on this machine takes over.
/// </summary>
/// <remarks>
/// A crash of the process, also during an outage, loses at most events that were never acknowledged: nothing has left the process that depends on them, since the gate waits for
/// <see cref="Durable"/>. Memory: the tape, and the buffers of the lane's pool.
/// </remarks>
internal sealed partial class FrameSender : IAppendObserver
{
    private readonly string _place;
    private readonly JournalStream _stream;
    private readonly EventTape _tape;
    private readonly EventStoreJournalOptions _options;
    private readonly Takeover _takeover;
    private readonly TimeProvider _time;
    private readonly Thread _thread;

    private IFrameLane _lane = null!;
    private FrameCutter _cutter = null!;
    private FallbackStream? _fallback;
    private volatile IDurabilityListener? _listener;
    private volatile Exception? _failure;
    private int _failureTold;
    private volatile bool _released;
    private volatile bool _finishing;
    private volatile bool _closing;
    private volatile bool _killed;
    private long _submitted;
    private long _durable;
    private bool _held;

    /// <param name="place">The stream, for messages.</param>
    /// <param name="takeover">Shared by the streams of a session: they fall back together.</param>
    public FrameSender(JournalStream stream, string place, EventTape tape, EventStoreJournalOptions options, Takeover takeover)
    {
        (_stream, _place, _tape, _options, _takeover, _time) = (stream, place, tape, options, takeover, options.Time);
        _thread = new Thread(Run) { Name = stream == JournalStream.In ? "journal sender" : "outbound sender", IsBackground = true };
        takeover.Watch(this);
    }

    /// <summary>Last sequence that is acknowledged by the server or synced to the fallback folder.</summary>
    public long Durable => Volatile.Read(ref _durable);

    /// <summary>Last sequence that the server has acknowledged.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>Told which frame holds which sequences, when somebody wants to know.</summary>
    public FrameHints? Hints { get; init; }

    /// <summary>Last sequence on the tape.</summary>
    public long Submitted => Volatile.Read(ref _submitted);

    /// <summary>Nothing more can be put on the tape: it has failed, was released or closed.</summary>
    public bool IsStopped => _failure is not null || _released || _killed || _closing;

    public bool HasFailed => _failure is not null;

    public bool IsClosed => _closing || _killed;

    /// <summary>Begins to send behind the stream's end.</summary>
    /// <param name="lane">Acknowledges to this sender. Disposed here.</param>
    /// <param name="cutter">Begins at the stream's next sequence. Disposed here.</param>
    public void Start(IFrameLane lane, FrameCutter cutter)
    {
        (_lane, _cutter) = (lane, cutter);
        _durable = _submitted = _stored = cutter.NextSequence - 1;
        _progress = _time.GetTimestamp();
        _thread.Start();
    }

    /// <summary>Who is told of durability and of the end by a defect, also one that came before.</summary>
    public void Attach(IDurabilityListener listener)
    {
        _listener = listener;
        TellFailure();
    }

    /// <summary>The writer: an entry was published.</summary>
    /// <param name="last">Its last sequence.</param>
    public void Committed(long last)
    {
        Volatile.Write(ref _submitted, last);
        WakeForEntry();
    }

    /// <summary>No more entries will come soon: what is there is sent at once, and an outage is not waited out.</summary>
    public void Finish()
    {
        _finishing = true;
        Wake();
    }

    /// <summary>The writer's calls that wait end. What is on the tape is still sent, with little patience, when it is closed.</summary>
    public void Release()
    {
        _released = true;
        Wake();
    }

    /// <summary>Sends what is left, waits until it is durable or the sender has failed, and ends the thread. After the last entry.</summary>
    public void Close()
    {
        _finishing = _closing = true;
        Wake();
        if (_lane is not null) _thread.Join();
    }

    /// <summary>Lets go as a killed process would. From any thread.</summary>
    public void Kill()
    {
        _killed = true;
        Wake();
        if (_lane is not null && Thread.CurrentThread != _thread) _thread.Join();
    }

    /// <exception cref="JournalException">Sending has ended by a defect, or the journal was closed.</exception>
    /// <exception cref="OperationCanceledException">Waiting was released.</exception>
    public void ThrowIfStopped()
    {
        if (_failure is { } failure) throw failure;
        if (_killed || _closing) throw new EventStoreException(JournalErrorKind.Closed, _place, "the journal was closed", "resume the session");
        if (_released) throw new OperationCanceledException($"{_place}: the engine ends without waiting for the server");
    }

    public void OnAcknowledged(CutFrame frame)
    {
        Settle(frame.LastSequence);
        Hints?.Note(frame.LastSequence, frame.Index);
        Advance(frame.LastSequence);
        WakeForAcknowledgement();
    }

    public void OnFault(AppendFault fault, string text) => _lastFault = text;

    public void OnFatal(EventStoreException fault) => Fail(fault);

    private bool Ending => _finishing || _takeover.Ending || _released;

    private void Run()
    {
        try
        {
            while (_failure is null && !_killed && (_fallback is null ? Send() : Keep())) { }
        }
        catch (Exception e)
        {
            Fail(e as JournalException ?? new EventStoreException(JournalErrorKind.Io, _place,
                $"sending ended by an error that was not foreseen ({e.GetType().Name}: {e.Message})", "report it; resume the session", e));
        }
        finally
        {
            End();
        }
    }

    /// <summary>One round; false when everything is acknowledged and no more will come.</summary>
    private bool Send()
    {
        // Read before the tape: what was published before it was set is seen then.
        bool closing = _closing;
        Fill();
        if (_takeover.Requested)
        {
            TakeOver();
            return true;
        }
        long much = Math.Min(_options.InFlight * (long)_options.FrameBytes, _tape.Capacity / 2);
        _lane.Window = _tape.Backlog > much ? _options.InFlightCatchingUp : _options.InFlight;
        if (IsDue && _lane.HasRoom && TrySend()) return true;
        if (closing && !_cutter.HasContent && Unsettled == 0) return false;
        LookForOutage();
        Sleep();
        return true;
    }

    /// <summary>Whether the open frame should leave now.</summary>
    private bool IsDue => _cutter.HasContent &&
        (_cutter.IsFull || Volatile.Read(ref _wanted) >= _cutter.FirstUncut || Ending || _cutter.OldestAge >= _options.Linger);

    /// <summary>Moves entries into the open frame until it is full. The one that did not fit wholly stays on the tape until it is cut.</summary>
    private void Fill()
    {
        while (!_cutter.IsFull && _tape.TryPeek(out TapeEntry entry))
        {
            if (_held)
            {
                _held = false;
                _tape.Free(in entry);
                continue;
            }
            if (!_cutter.HasContent) Volatile.Write(ref _contentSince, entry.Stamp);
            _cutter.Add(entry.Header, entry.Body);
            if (_cutter.IsFull)
            {
                _held = true;
                _heldSince = entry.Stamp;
            }
            else
            {
                _tape.Free(in entry);
            }
        }
    }

    private bool TrySend()
    {
        if (!_cutter.TryCut(_lane.NextIndex, out CutFrame? frame)) return false;
        Expect(frame);
        _lane.Send(frame);
        return true;
    }

    /// <summary>On one thread at a time: the lane's until it is abandoned, this one afterwards.</summary>
    private void Advance(long sequence)
    {
        if (sequence <= _durable) return;
        Volatile.Write(ref _durable, sequence);
        _listener?.OnDurable(sequence);
    }

    private void Fail(Exception fault)
    {
        if (Interlocked.CompareExchange(ref _failure, fault, null) is not null) return;
        TellFailure();
        _options.Report(string.Create(CultureInfo.InvariantCulture, $"journaling has ended: {fault.Message}"));
        _takeover.Ended(_stream, fault);
        Wake();
    }

    private void TellFailure()
    {
        if (_failure is not { } fault || _listener is not { } listener) return;
        if (Interlocked.Exchange(ref _failureTold, 1) == 0) listener.OnFailed(fault);
    }

    private void End()
    {
        if (_fallback is null)
        {
            foreach (CutFrame frame in _lane.Abandon()) frame.Release();
        }
        _takeover.Ended(_stream);
        _cutter.Dispose();
        _lane.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
