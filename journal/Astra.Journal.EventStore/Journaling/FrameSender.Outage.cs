using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>What is not acknowledged, for how long, and what is done about it.</summary>
internal sealed partial class FrameSender
{
    /// <summary>Patience of an engine that ends without draining.</summary>
    private static readonly TimeSpan ReleasedPatience = TimeSpan.FromSeconds(2);

    /// <summary>Bytes written to the fallback folder between two syncs.</summary>
    private const int SyncEvery = 1024 * 1024;

    private readonly Lock _books = new();
    private readonly Queue<Sent> _sent = new(32);
    private long _sentBytes;
    private long _stored;
    private long _progress;
    private long _quietSince;
    private long _contentSince;
    private long _heldSince;
    private long _endingSince;
    private long _keptBytes;
    private volatile Outage? _outage;
    private volatile string? _lastFault;

    /// <summary>Frames sent and not acknowledged, by this side's books.</summary>
    private int Unsettled
    {
        get { lock (_books) return _sent.Count; }
    }

    /// <summary>How far the server is behind. From any thread.</summary>
    public JournalLag Lag()
    {
        AppenderStatus status = _lane.Status;
        FallbackStream? kept = _fallback;
        long submitted = Submitted, stored = Volatile.Read(ref _stored);
        long since = Volatile.Read(ref _contentSince);
        int frames;
        long bytes = _tape.Backlog + Volatile.Read(ref _keptBytes);
        lock (_books)
        {
            frames = _sent.Count;
            bytes += _sentBytes;
            if (_sent.TryPeek(out Sent oldest)) since = oldest.Since;
        }
        if (kept is null) bytes += _cutter.Bytes;
        bool waits = submitted > stored;
        return new JournalLag(frames, Math.Max(0, submitted - stored), waits ? bytes : 0, waits ? _time.GetElapsedTime(kept?.Since ?? since) : TimeSpan.Zero,
            State(status, frames), status.Reconnects, status.Resends, stored, _failure?.Message ?? _lastFault ?? status.LastFault);
    }

    private string State(in AppenderStatus status, int frames) =>
        _failure is not null ? LagState.Failed
        : _fallback is not null ? LagState.FallenBack
        : _outage is not null ? LagState.Holding
        : status.State == AppenderState.Running || (status.State == AppenderState.Probing && frames == 0) ? LagState.Connected
        : status.State == AppenderState.Stopped ? LagState.Closed
        : LagState.Connecting;

    private void Expect(CutFrame frame)
    {
        lock (_books)
        {
            if (_sent.Count == 0) _quietSince = _time.GetTimestamp();
            _sent.Enqueue(new Sent(frame.LastSequence, frame.Length, _contentSince));
            _sentBytes += frame.Length;
        }
        // What follows came with the entry that did not fit.
        Volatile.Write(ref _contentSince, _heldSince);
    }

    private void Settle(long last)
    {
        lock (_books)
        {
            while (_sent.TryPeek(out Sent sent) && sent.Last <= last) _sentBytes -= _sent.Dequeue().Bytes;
        }
        Volatile.Write(ref _stored, last);
        Volatile.Write(ref _progress, _time.GetTimestamp());
    }

    private void LookForOutage()
    {
        if (_outage is { } told && Volatile.Read(ref _progress) != told.Progress) EndOutage(told);
        bool pending = Unsettled > 0;
        if (!pending && !IsDue)
        {
            _quietSince = _time.GetTimestamp();
            return;
        }
        long progress = Volatile.Read(ref _progress);
        TimeSpan silent = _time.GetElapsedTime(Math.Max(progress, _quietSince));
        if (Ending && _endingSince == 0) _endingSince = _time.GetTimestamp();
        TimeSpan patience = _released && ReleasedPatience < _options.OutageAfter ? ReleasedPatience : _options.OutageAfter;
        if (silent < patience) return;
        if (!_takeover.Armed)
        {
            Fail(new EventStoreException(JournalErrorKind.Unavailable, _place, $"the server stopped acknowledging while the session was being opened ({Trouble})", "try again later; nothing was lost"));
            return;
        }
        bool mayFallBack = _options.Outage == OutagePolicy.FallBack || Ending;
        if (mayFallBack && _options.FallbackFolder is not null) _takeover.Request(_place, silent, Trouble);
        // Without a folder the end has a patience of its own: a server that comes back just then is waited for, however long it was away.
        else if (Ending && _time.GetElapsedTime(_endingSince) >= patience) Fail(Lost(silent));
        else if (_outage is null) BeginOutage(progress, silent);
    }

    private string Trouble => _lane.Status.LastFault ?? _lastFault ?? "no answer";

    private void BeginOutage(long progress, TimeSpan silent)
    {
        _outage = new Outage(progress, Math.Max(progress, _quietSince), _lane.Status.Resends);
        _options.Report(string.Create(CultureInfo.InvariantCulture,
            $"{_place}: nothing was acknowledged for {silent.TotalSeconds:0.#} s ({Trouble}); events {Durable + 1} to {Submitted} are kept and sent again, and the gate stays shut until they are acknowledged"));
    }

    private void EndOutage(Outage told)
    {
        _outage = null;
        _options.Report(string.Create(CultureInfo.InvariantCulture,
            $"{_place}: the server acknowledges again after {_time.GetElapsedTime(told.Since).TotalSeconds:0.#} s; {_lane.Status.Resends - told.Resends} frames were sent again, nothing was lost"));
    }

    private EventStoreException Lost(TimeSpan silent) => new(JournalErrorKind.Unavailable, _place,
        string.Create(CultureInfo.InvariantCulture, $"nothing was acknowledged for {silent.TotalSeconds:0.#} s ({Trouble}) and the session ends; events {Durable + 1} to {Submitted} were never acknowledged"),
        "give a fallback folder, so that such events are kept");

    /// <summary>Gives the server up and lets the folder go on at the first event that it has not acknowledged.</summary>
    private void TakeOver()
    {
        IReadOnlyList<CutFrame> frames = _lane.Abandon();
        long first = frames.Count > 0 ? frames[0].FirstSequence : _cutter.FirstUncut;
        lock (_books)
        {
            _sent.Clear();
            _sentBytes = 0;
        }
        FallbackStream log = _stream == JournalStream.In ? _takeover.OpenJournal(first) : _takeover.OpenOutbound(first);
        foreach (CutFrame frame in frames) Write(log, frame);
        Volatile.Write(ref _fallback, log);
        while (_cutter.HasContent)
        {
            // The number does not matter: the frame goes to a file.
            if (_cutter.TryCut(0, out CutFrame? frame)) Write(log, frame);
            else Thread.Sleep(1);
        }
        if (_held)
        {
            _held = false;
            if (_tape.TryPeek(out TapeEntry entry)) _tape.Free(in entry);
        }
        log.Sync();
        _outage = null;
        Advance(log.Next - 1);
    }

    private void Write(FallbackStream log, CutFrame frame)
    {
        log.Append(frame.Memory.Span, frame.Header);
        Volatile.Write(ref _keptBytes, _keptBytes + frame.Length);
        frame.Release();
    }

    /// <summary>One round with the folder; false when everything is synced and no more will come.</summary>
    private bool Keep()
    {
        bool closing = _closing;
        FallbackStream log = _fallback!;
        long bytes = 0;
        while (bytes < SyncEvery && _tape.TryPeek(out TapeEntry entry))
        {
            log.Append(entry.Seal(), entry.Header);
            bytes += entry.Header.FrameLength;
            _tape.Free(in entry);
        }
        if (bytes > 0)
        {
            log.Sync();
            Volatile.Write(ref _keptBytes, _keptBytes + bytes);
            Advance(log.Next - 1);
            return true;
        }
        if (closing) return false;
        Sleep();
        return true;
    }

    /// <param name="Last">Last sequence of the frame.</param>
    /// <param name="Since">When its first event was published.</param>
    private readonly record struct Sent(long Last, int Bytes, long Since);

    /// <param name="Progress">The last acknowledgement before it.</param>
    /// <param name="Since">When the silence began.</param>
    private sealed record Outage(long Progress, long Since, long Resends);
}
