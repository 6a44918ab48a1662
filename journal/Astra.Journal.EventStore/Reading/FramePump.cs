using System.Runtime.ExceptionServices;

namespace Astra.Journal.EventStore;

/// <summary>
/// Reads a stream ahead of the thread that takes its events, to the end that it had when the call began. Holds at most <see cref="StoredFrames.AheadFrames"/> events or
/// <see cref="StoredFrames.AheadBytes"/> bytes, or one event; when they are reached it waits until half is taken, so that the two do not wake each other for every event.
/// </summary>
internal sealed class FramePump : IDisposable
{
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly Queue<StoredEvent> _ahead = new(StoredFrames.AheadFrames);
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;
    private TaskCompletionSource? _room;
    private long _bytes;
    private bool _wanted;
    private bool _ended;
    private ExceptionDispatchInfo? _fault;

    /// <param name="read">Reads to the stream's end.</param>
    public FramePump(Func<CancellationToken, IAsyncEnumerable<StoredEvent>> read, CancellationToken stop)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _reading = Task.Run(() => ReadAsync(read), CancellationToken.None);
    }

    /// <summary>Most events that waited to be taken at one time.</summary>
    public int MostAhead { get; private set; }

    /// <summary>The next event, waiting for it; false behind the last. Throws what ended the reading early.</summary>
    public bool TryTake(out StoredEvent stored)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_ahead.TryDequeue(out stored))
                {
                    _bytes -= stored.Data.Length;
                    if (_room is not null && _ahead.Count <= StoredFrames.AheadFrames / 2 && _bytes <= StoredFrames.AheadBytes / 2) Let();
                    return true;
                }
                if (_ended)
                {
                    _fault?.Throw();
                    return false;
                }
                _wanted = true;
            }
            _arrived.WaitOne();
        }
    }

    /// <summary>Ends the call at the server.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _reading.GetAwaiter().GetResult();
        _stop.Dispose();
        _arrived.Dispose();
    }

    private async Task ReadAsync(Func<CancellationToken, IAsyncEnumerable<StoredEvent>> read)
    {
        ExceptionDispatchInfo? fault = null;
        try
        {
            await foreach (StoredEvent stored in read(_stop.Token).ConfigureAwait(false))
            {
                if (Put(in stored) is { } full) await full.WaitAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            fault = ExceptionDispatchInfo.Capture(e);
        }
        lock (_lock)
        {
            _fault = fault;
            _ended = true;
        }
        _arrived.Set();
    }

    /// <summary>Returns what to wait for when there is no more room.</summary>
    private Task? Put(in StoredEvent stored)
    {
        bool wake;
        Task? full = null;
        lock (_lock)
        {
            _ahead.Enqueue(stored);
            _bytes += stored.Data.Length;
            MostAhead = Math.Max(MostAhead, _ahead.Count);
            if (_ahead.Count >= StoredFrames.AheadFrames || _bytes >= StoredFrames.AheadBytes)
            {
                _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                full = _room.Task;
            }
            wake = _wanted;
            _wanted = false;
        }
        if (wake) _arrived.Set();
        return full;
    }

    private void Let()
    {
        _room!.SetResult();
        _room = null;
    }
}
