using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// Ships the folder's snapshots, oldest first, one at a time; each once the server holds the events of both streams that it rests on. Steps never wait: reads and saves run on the pool's threads.
/// Holds one snapshot in memory.
/// </summary>
internal sealed class SnapshotShipper : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly ShipperContext _context;
    private readonly SnapshotStore _local;
    private readonly EventStoreSnapshotStore _server;
    private readonly RetryPauses _pauses;
    private readonly Lock _ending = new();
    private bool _closed;
    private Task<long>? _listing;
    private Task<bool>? _saving;
    private long _candidate = -1;
    private long _restsOn;
    private long _looked;
    private bool _listed;
    private bool _looks;
    private long _newest = -1;

    public SnapshotShipper(ShipperContext context, SessionName session, FrameHints hints)
    {
        _context = context;
        _local = new SnapshotStore(context.Folder);
        _server = new EventStoreSnapshotStore(context.Client, session, context.JournalId, context.Options.SnapshotsKept, context.Options.Report) { Hints = hints };
        _pauses = new RetryPauses(context.Options);
    }

    /// <summary>Newest snapshot that the server holds, or that cannot be shipped; -1 when none is known. From any thread.</summary>
    public long Newest => Volatile.Read(ref _newest);

    public int Shipped { get; private set; }

    /// <summary>Everything that was there at the last look is shipped.</summary>
    public bool Done => _listed && _looks && _candidate < 0;

    /// <summary>One step.</summary>
    /// <param name="inbound">Last inbound sequence that the server holds.</param>
    /// <param name="outbound">Last outbound sequence that it holds.</param>
    /// <param name="outboundEnd">Last outbound sequence of the folder at this moment.</param>
    /// <param name="now">Look at the folder though it was looked at a moment ago.</param>
    public void Step(long inbound, long outbound, Func<long> outboundEnd, bool now)
    {
        if (!_listed)
        {
            List();
        }
        else if (_saving is { } saving)
        {
            if (saving.IsCompleted) Saved(saving);
        }
        else if (_candidate >= 0 || Find(outboundEnd, now))
        {
            if (inbound >= _candidate && outbound >= _restsOn && _pauses.Over) Save();
        }
    }

    /// <summary>How many good snapshots of the folder the server lacks and would keep.</summary>
    public int Behind() => _local.List().TakeLast(_context.Options.SnapshotsKept).Count(s => s > Newest && _local.Check(s, out _) is null);

    /// <summary>A save that waits gives up. From any thread, also after <see cref="Dispose"/>.</summary>
    public void Release()
    {
        lock (_ending)
        {
            if (!_closed) _server.Release();
        }
    }

    /// <summary>Ends a save that waits, and waits for that.</summary>
    public void Dispose()
    {
        Release();
        Task running = (Task?)_saving ?? _listing ?? Task.CompletedTask;
        ((IAsyncResult)running).AsyncWaitHandle.WaitOne();
        _ = running.Exception;
        lock (_ending)
        {
            _closed = true;
            _server.Dispose();
        }
    }

    private void List()
    {
        if (_listing is null)
        {
            if (_pauses.Over) _listing = _context.Wakes(Task.Run(() => _server.List() is { Count: > 0 } all ? all[^1] : -1));
            return;
        }
        if (!_listing.IsCompleted) return;
        Task<long> listing = _listing;
        _listing = null;
        if (!listing.IsCompletedSuccessfully)
        {
            // What is on the server is a matter of less sending only; the streams of frames tell of the outage.
            _ = listing.Exception;
            _pauses.Begin();
            return;
        }
        Volatile.Write(ref _newest, listing.Result);
        _listed = true;
        _pauses.Clear();
    }

    /// <summary>The oldest snapshot that the server lacks and would keep. What it rests on of the outbound log stands in the folder by now.</summary>
    private bool Find(Func<long> outboundEnd, bool now)
    {
        if (!now && _looks && _context.Options.Time.GetElapsedTime(_looked) < Look) return false;
        _looked = _context.Options.Time.GetTimestamp();
        _looks = true;
        foreach (long sequence in _local.List().TakeLast(_context.Options.SnapshotsKept))
        {
            if (sequence <= Newest) continue;
            _candidate = sequence;
            _restsOn = outboundEnd();
            return true;
        }
        return false;
    }

    private void Save()
    {
        string? fault = _local.Check(_candidate, out byte[]? state);
        if (fault is not null || state is null)
        {
            // The engine deletes the oldest when it saves another.
            if (File.Exists(_local.PathOf(_candidate)))
                _context.Options.Report(string.Create(CultureInfo.InvariantCulture, $"mirror: snapshot {_candidate} is not shipped, {fault}; no event is concerned"));
            Passed();
            return;
        }
        long sequence = _candidate;
        _saving = _context.Wakes(Task.Run(() =>
        {
            int before = _server.Saved;
            _server.Save(sequence, state);
            return _server.Saved > before;
        }));
    }

    private void Saved(Task<bool> saving)
    {
        _saving = null;
        if (saving.IsCompletedSuccessfully && saving.Result)
        {
            Shipped++;
            _pauses.Clear();
            Passed();
            return;
        }
        if (saving.Exception?.GetBaseException() is { } fault) _context.Options.Report($"mirror: a snapshot is not shipped yet: {fault.Message}");
        _pauses.Begin();
    }

    private void Passed()
    {
        Volatile.Write(ref _newest, _candidate);
        _candidate = -1;
        _looks = false;
    }
}
