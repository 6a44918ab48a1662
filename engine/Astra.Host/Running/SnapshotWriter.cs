using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// Takes the core's state now and then and stores it from a thread of its own, after the events that made it are durable and what the
/// core had said by then is on the disk too: a core restored from it says again only what comes after it. The core copies its state
/// into a buffer that is kept; when the last snapshot is still being written, this one is skipped, never waited for.
/// </summary>
/// <param name="published">Behind the publisher, in outbound sequences.</param>
/// <param name="publisher">Asked whether what it has passed was let out: a closed gate makes it pass events by.</param>
internal sealed class SnapshotWriter(
    ISnapshotStore store, IOutboundLog? log, DurableGate gate, SequenceBarrier published, PublishHandler publisher, long every) : IDisposable
{
    private readonly StateWriter _buffer = new();
    private readonly SemaphoreSlim _work = new(0);
    private long _sequence;
    private long _said;
    private volatile bool _busy;
    private volatile bool _ending;

    public int Saved { get; private set; }

    public int Skipped { get; private set; }

    /// <summary>Sequence of the snapshot in hand, for a fault's report.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    /// <summary>The core's thread, after each event.</summary>
    public void Offer(TradingCore core, long sequence)
    {
        if ((sequence + 1) % every == 0) Take(core, sequence);
    }

    /// <summary>Body of the snapshot thread: until <see cref="End"/>, then what is still in hand.</summary>
    public void Run()
    {
        while (true)
        {
            _work.Wait();
            if (!_busy && _ending) return;
            if (!_busy) continue;
            if (gate.WaitFor(_sequence) && published.WaitFor(_said) >= _said && !publisher.HasWithheld) Store();
            _busy = false;
        }
    }

    /// <summary>Lets the thread finish what it has and leave.</summary>
    public void End()
    {
        _ending = true;
        _work.Release();
    }

    /// <summary>Gives up waiting for what will not come any more.</summary>
    public void Abandon()
    {
        published.Alert();
        End();
    }

    public void Dispose() => _work.Dispose();

    private void Store()
    {
        log?.Sync();
        store.Save(_sequence, _buffer.Written);
        Saved++;
    }

    private void Take(TradingCore core, long sequence)
    {
        if (_busy)
        {
            Skipped++;
            return;
        }
        _buffer.Clear();
        core.Save(_buffer);
        _said = core.OutboundSequence;
        Volatile.Write(ref _sequence, sequence);
        _busy = true;
        _work.Release();
    }
}
