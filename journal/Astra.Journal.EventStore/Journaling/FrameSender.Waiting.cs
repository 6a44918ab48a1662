namespace Astra.Journal.EventStore;

/// <summary>
/// Sleeping and waking. The sender says how it sleeps before it looks a last time, the others change something before they look how it sleeps, with a full fence between on both sides: one of the two
/// sees the other. Waking allocates nothing.
/// </summary>
internal sealed partial class FrameSender
{
    private const int Awake = 0;
    /// <summary>Nothing to cut: any entry wakes.</summary>
    private const int Idle = 1;
    /// <summary>A frame is open for which nobody waits: being wanted wakes, or entries that fill it.</summary>
    private const int Lingering = 2;
    /// <summary>A frame should leave and there is no room: an acknowledgement wakes.</summary>
    private const int Blocked = 3;

    /// <summary>Longest sleep while something is unacknowledged or lingers; a clock that is not the machine's is looked at this often too.</summary>
    private const int LookMillis = 50;

    private readonly object _bed = new();
    private int _sleep;
    private long _wanted = -1;
    private long _firstUncut;
    private long _fillMark;

    /// <summary>Somebody waits for this sequence. From any thread.</summary>
    public void Want(long sequence)
    {
        long seen = Volatile.Read(ref _wanted);
        while (sequence > seen)
        {
            long found = Interlocked.CompareExchange(ref _wanted, sequence, seen);
            if (found == seen) break;
            seen = found;
        }
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleep) == Lingering && sequence >= Volatile.Read(ref _firstUncut)) Wake();
    }

    public void Wake()
    {
        if (Interlocked.Exchange(ref _sleep, Awake) == Awake) return;
        lock (_bed) Monitor.Pulse(_bed);
    }

    private void WakeForEntry()
    {
        Interlocked.MemoryBarrier();
        int sleep = Volatile.Read(ref _sleep);
        if (sleep == Idle || (sleep == Lingering && _tape.Backlog >= Volatile.Read(ref _fillMark))) Wake();
    }

    private void WakeForAcknowledgement()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _sleep) == Blocked || _closing || _outage is not null) Wake();
    }

    private void Sleep()
    {
        int state = Idle;
        int millis = Unsettled > 0 ? LookMillis : Timeout.Infinite;
        if (_fallback is null && _cutter.HasContent)
        {
            if (IsDue)
            {
                state = Blocked;
                // With room but without a buffer: one comes back at any moment, and nobody tells.
                millis = _lane.HasRoom ? 1 : LookMillis;
            }
            else
            {
                state = Lingering;
                Volatile.Write(ref _firstUncut, _cutter.FirstUncut);
                Volatile.Write(ref _fillMark, Math.Max(FrameHeader.Alignment, _options.FrameBytes - _cutter.Bytes));
                millis = (int)Math.Clamp(Math.Ceiling((_options.Linger - _cutter.OldestAge).TotalMilliseconds), 1, LookMillis);
            }
        }
        Interlocked.Exchange(ref _sleep, state);
        if (!HasChanged(state, millis))
        {
            lock (_bed)
            {
                if (Volatile.Read(ref _sleep) != Awake) Monitor.Wait(_bed, millis);
            }
        }
        Volatile.Write(ref _sleep, Awake);
    }

    /// <summary>Looks again at what would have woken the sender, had it slept already.</summary>
    private bool HasChanged(int state, int millis)
    {
        if (_failure is not null || _killed || (_fallback is null && _takeover.Requested) || (_closing && Unsettled == 0)) return true;
        return state switch
        {
            Lingering => Volatile.Read(ref _wanted) >= _cutter.FirstUncut || _tape.Backlog >= _fillMark || Ending,
            Blocked => millis > 1 && _lane.HasRoom,
            _ => _tape.Backlog > 0,
        };
    }
}
