using Astra.Core;

namespace Astra.Host.Tests;

/// <summary>An outbound log on another machine that never acknowledges, or has ended by a defect.</summary>
internal sealed class RemoteOutboundLog : IOutboundLog, IReleasable
{
    private readonly MemoryOutboundLog _stored = new();
    private readonly ManualResetEventSlim _released = new();
    private int _waiting;

    /// <summary>What waiting for it throws.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Whoever waits for it waits until it is released.</summary>
    public bool Waits { get; init; }

    /// <summary>Calls that wait, or have waited.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public long LastSequence => _stored.LastSequence;

    public void Append(ref OutboundEvent e) => _stored.Append(ref e);

    public void Commit()
    {
    }

    public void Sync()
    {
        if (Fault is { } fault) throw fault;
        if (!Waits) return;
        // The later ones find out later that they were released.
        int place = Interlocked.Increment(ref _waiting);
        _released.Wait();
        Thread.Sleep(place == 1 ? 0 : 50);
        throw new OperationCanceledException("released");
    }

    public void Release() => _released.Set();

    public void Dispose() => _released.Dispose();
}
