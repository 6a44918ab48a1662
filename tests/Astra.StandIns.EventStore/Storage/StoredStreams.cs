namespace Astra.StandIns.EventStore;

/// <summary>
/// Everything that the stand-in stores, in memory or in a file, and the ways to damage it. Rules of appending, reading and damaging stand in files of their own.
/// All members may be called from any thread at any time.
/// </summary>
public sealed partial class StoredStreams : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, StreamRecord> _streams = new(StringComparer.Ordinal);
    private readonly List<StandInEvent> _all = [];
    private readonly IdCache _recent = new();
    private readonly TimeProvider _time;
    private readonly StoreFile? _file;
    private TaskCompletionSource? _changed;
    private ulong _position;

    internal StoredStreams(TimeProvider time, TimeSpan clockOffset = default, string? dataFile = null)
    {
        _time = time;
        ClockOffset = clockOffset;
        if (dataFile is null) return;
        _file = new StoreFile(dataFile);
        _file.Load(Restore);
    }

    /// <summary>What the stand-in's clock is ahead of the true one.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Names of all streams that hold events, those of metadata (<c>$$</c>) too, in the order of their first event.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [.. _streams.Values.Where(stream => stream.Events.Count > 0).Select(stream => stream.Name)];
        }
    }

    internal DateTimeOffset Now => _time.GetUtcNow() + ClockOffset;

    /// <summary>The last revision ever given in a stream, -1 for none.</summary>
    public long LastRevision(string stream)
    {
        lock (_gate) return _streams.TryGetValue(stream, out StreamRecord? record) ? record.Last : -1;
    }

    /// <summary>All events of a stream that are still there, hidden ones (truncated, deleted, expired) too.</summary>
    public IReadOnlyList<StandInEvent> Read(string stream)
    {
        lock (_gate) return _streams.TryGetValue(stream, out StreamRecord? record) ? [.. record.Events.OfType<StandInEvent>()] : [];
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>Ends at the next change of anything stored.</summary>
    internal Task NextChange()
    {
        lock (_gate) return (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    /// <summary>What a restart of the server forgets.</summary>
    internal void ForgetRecentIds()
    {
        lock (_gate) _recent.Clear();
    }

    private StreamRecord Stream(string name)
    {
        if (!_streams.TryGetValue(name, out StreamRecord? record)) _streams.Add(name, record = new StreamRecord(name));
        return record;
    }

    private void Changed()
    {
        _changed?.TrySetResult();
        _changed = null;
    }
}
