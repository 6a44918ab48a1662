using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// A running core. Journal and core read the inbound ring side by side; the core speaks into the outbound ring; the publisher lets
/// each event out once its cause is durable.
/// <code>
/// port ─► inbound ring ─┬─► journal ─► durable sequence ──┐
///                       └─► core ─► outbound ring ─► publisher ─► outbound log, effects
/// </code>
/// Whatever a thread throws stops all of them: the port then throws <see cref="EngineStoppedException"/>, and <see cref="Fault"/> says why.
/// An engine runs once.
/// </summary>
public sealed class Engine : IDisposable
{
    private readonly Rig _rig;
    private readonly EngineOptions _options;
    private readonly List<ProcessorThread> _threads = [];
    private readonly Lock _lifecycle = new();
    private readonly TaskCompletionSource<EngineFault?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _snapshotThread;
    private EngineFault? _fault;
    private bool _started;
    private bool _ended;

    /// <param name="recovered">What recovery returned; null for an empty journal.</param>
    /// <exception cref="ArgumentException">An option makes no sense, or journal, outbound log and core stand at different events.</exception>
    public Engine(EngineOptions options, EnginePorts ports, HostedCore? recovered = null)
    {
        options.Validate();
        _options = options;
        _rig = new Rig(options, ports, recovered ?? new HostedCore(), Fail);
    }

    /// <summary>Where producers put events; any number of threads.</summary>
    public IInboundPort Port => _rig.Port;

    /// <summary>The core. Read it before <see cref="Start"/> or after the end, never in between.</summary>
    public TradingCore Core => _rig.Core;

    /// <summary>What stopped the engine; null while it runs well or when it was stopped on purpose.</summary>
    public EngineFault? Fault => Volatile.Read(ref _fault);

    /// <summary>Completes when all threads have ended, with the fault or null.</summary>
    public Task<EngineFault?> Completion => _completion.Task;

    public EngineProgress Progress => _rig.Progress;

    /// <summary>To the core's decision, sampled. Read after the end.</summary>
    public LatencyPair ToDecision => _rig.CoreHandler.Latency;

    /// <summary>To durable, sampled. Read after the end.</summary>
    public LatencyPair ToDurable => _rig.JournalLatency;

    public int SnapshotsSaved => _rig.Snapshots?.Saved ?? 0;

    /// <summary>Snapshots that were due while the one before was still being written.</summary>
    public int SnapshotsSkipped => _rig.Snapshots?.Skipped ?? 0;

    /// <summary>For reports: each thread, where it was pinned, and with what priority.</summary>
    public string DescribeThreads() =>
        string.Join(", ", _threads.Select(thread => thread.Name + (thread.IsPinned ? " pinned" : "") + (thread.Urgency switch { Urgency.RealTime => " real-time", Urgency.Raised => " raised", _ => "" })));

    public void Start()
    {
        lock (_lifecycle)
        {
            if (_started || _ended) throw new InvalidOperationException("An engine runs once; recover the journal and create a new one to go on.");
            _started = true;
            ThreadPlacement place = _options.Threads ?? ThreadPlacement.For(_options.Profile, Environment.ProcessorCount);
            // Consumers first, so that the publisher never sees an event before it can let it out.
            _threads.Add(ProcessorThread.Start(_rig.Publisher, "publisher", place.Publisher));
            _threads.Add(ProcessorThread.Start(_rig.Journal, "journal", place.Journal, place.JournalUrgency(_options.Profile)));
            _threads.Add(ProcessorThread.Start(_rig.CoreLoop, "core", place.Core, place.CoreUrgency(_options.Profile)));
            if (_rig.Snapshots is { } snapshots) _snapshotThread = StartSnapshots(snapshots);
        }
    }

    /// <summary>
    /// Accepts no more, processes what was accepted, makes it durable, lets everything out, and ends the threads. Producers that
    /// have claimed slots must still publish them.
    /// </summary>
    /// <param name="giveUp">Stops at once instead; what was not yet journaled is then lost to this engine's producers.</param>
    /// <exception cref="EngineStoppedException">The engine failed before or while draining.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="giveUp"/> was signalled.</exception>
    public void Drain(CancellationToken giveUp = default)
    {
        if (!_started) throw new InvalidOperationException("The engine was not started.");
        bool complete = DrainAll(giveUp);
        Stop(release: !complete);
        if (Fault is { } fault) throw new EngineStoppedException(fault);
        if (!complete)
        {
            giveUp.ThrowIfCancellationRequested();
            throw new EngineStoppedException("the engine was stopped while it drained");
        }
    }

    /// <summary>
    /// Ends the threads after the batch in hand and waits for them, a write in progress included. What was accepted but not journaled is
    /// dropped; recovery goes on from the last durable event.
    /// </summary>
    public void Stop() => Stop(release: true);

    public void Dispose()
    {
        Stop();
        _rig.Snapshots?.Dispose();
    }

    private void Stop(bool release)
    {
        if (_completion.Task.IsCompleted) return;
        _rig.Shut(new StopReason("the engine was stopped"), release);
        End();
    }

    /// <summary>False when it was given up, or the engine failed, on the way.</summary>
    private bool DrainAll(CancellationToken giveUp)
    {
        if (!_rig.Port.TrySeal(new StopReason("the engine is draining and accepts no more events"), out long last)) return false;
        // Before the journal has everything: one that is full and waits for a server must know that nobody will wait for ever.
        _rig.FinishJournal();
        if (!WaitUntil(() => _rig.HasProcessed(last), giveUp)) return false;
        if (!WaitUntil(() => _rig.IsDurable(last), giveUp) || !WaitUntil(_rig.HasPublishedAll, giveUp)) return false;
        _rig.Snapshots?.End();
        using CancellationTokenRegistration release = giveUp.Register(_rig.Release);
        try
        {
            _rig.SyncOutbound();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e)
        {
            // Nobody writes to the log any more who would have met the defect.
            Fail("publisher", _rig.Publisher.Sequence.Value, e);
            return false;
        }
        _snapshotThread?.Join();
        return !_rig.IsShut;
    }

    private Thread StartSnapshots(SnapshotWriter snapshots)
    {
        Thread thread = new(() =>
        {
            try
            {
                snapshots.Run();
            }
            catch (Exception e)
            {
                Fail("snapshots", snapshots.Sequence, e);
            }
        })
        { Name = "snapshots", IsBackground = true };
        thread.Start();
        return thread;
    }

    // On the failing thread: it cannot wait for itself, so the pool does.
    private void Fail(string thread, long sequence, Exception exception)
    {
        // The core is thrown out of its wait for the publisher when the engine ends, and whoever waits for another machine too; the end has its own reason.
        if (exception is EngineStoppedException || (exception is OperationCanceledException && _rig.IsReleased)) return;
        EngineFault fault = new(thread, sequence, exception);
        if (Interlocked.CompareExchange(ref _fault, fault, null) is not null) return;
        _rig.Shut(new StopReason(fault.ToString(), fault));
        ThreadPool.QueueUserWorkItem(_ => End());
    }

    private void End()
    {
        lock (_lifecycle)
        {
            if (_ended) return;
            foreach (ProcessorThread thread in _threads) thread.Join();
            _snapshotThread?.Join();
            _ended = true;
        }
        _completion.TrySetResult(Fault);
    }

    private bool WaitUntil(Func<bool> reached, CancellationToken giveUp)
    {
        while (!reached())
        {
            if (_rig.IsShut || giveUp.IsCancellationRequested) return false;
            Thread.Sleep(1);
        }
        return true;
    }
}
