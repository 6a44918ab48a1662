using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host;

/// <summary>Rings, handlers and gates, wired together and not yet running.</summary>
internal sealed class Rig
{
    private readonly RingBuffer<OutboundEvent> _outbound;
    private readonly DurableGate _publisherGate;
    private readonly DurableGate _snapshotGate;
    private readonly PublishHandler _publishHandler;
    private readonly Sequence _durable;
    private readonly EnginePorts _ports;
    private readonly IPipelinedJournal? _pipelined;
    private volatile bool _shut;
    private volatile bool _released;

    public Rig(EngineOptions options, EnginePorts ports, HostedCore hosted, Action<string, long, Exception> fail)
    {
        Core = hosted.Core;
        RequireSamePlace(ports, Core);
        _ports = ports;
        _pipelined = ports.Journal as IPipelinedJournal;

        IWaitStrategy wait = WaitStrategyOf(options.Profile);
        RingBuffer<InboundEvent> inbound = RingBuffer<InboundEvent>.Create(ProducerType.Multi, options.InboundCapacity, wait, Core.LastSequence);
        _outbound = RingBuffer<OutboundEvent>.Create(ProducerType.Single, options.OutboundCapacity, wait, Core.OutboundSequence);
        _durable = new Sequence(ports.Journal.DurableSequence);
        Action<long>? want = _pipelined is { } collecting ? collecting.Want : null;
        _publisherGate = new DurableGate(inbound, _durable, want);
        _snapshotGate = new DurableGate(inbound, _durable, want);

        LatencyStamps? stamps = options.LatencySampleEvery > 0 ? new(options.InboundCapacity, options.LatencySampleEvery) : null;
        Port = new InboundPort(inbound, stamps);
        _publishHandler = new PublishHandler(_publisherGate, EffectsOf(ports));
        Publisher = new EventProcessor<OutboundEvent, PublishHandler>(
            _outbound, _outbound.NewBarrier(), _publishHandler, options.MaxBatch, (e, sequence) => fail("publisher", sequence, e));
        if (ports.Snapshots is { } store && options.SnapshotEvery > 0)
            Snapshots = new(store, ports.OutboundLog, _snapshotGate, _outbound.NewBarrier(Publisher.Sequence), _publishHandler, options.SnapshotEvery);
        CoreHandler = new CoreHandler(Core, Snapshots, stamps);

        SequenceBarrier coreBarrier = inbound.NewBarrier();
        if (wait is CoreAloneWaitStrategy coreAlone) coreAlone.Core = coreBarrier;
        Journal = JournalProcessor(inbound, stamps, options.MaxBatch, fail);
        CoreLoop = new EventProcessor<InboundEvent, CoreHandler>(
            inbound, coreBarrier, CoreHandler, options.MaxBatch, (e, sequence) => fail("core", sequence, e));

        // A slot is free once both the journal and the core are done with it.
        inbound.AddGatingSequence(Journal.Sequence);
        inbound.AddGatingSequence(CoreLoop.Sequence);
        _outbound.AddGatingSequence(Publisher.Sequence);
        hosted.SpeakTo(new OutboundRingSink(_outbound, _publisherGate));
    }

    public TradingCore Core { get; }
    public InboundPort Port { get; }
    public SnapshotWriter? Snapshots { get; }

    /// <summary>To durable.</summary>
    public LatencyPair JournalLatency { get; } = new();

    public CoreHandler CoreHandler { get; }
    public IEventProcessor Journal { get; }
    public IEventProcessor CoreLoop { get; }
    public IEventProcessor Publisher { get; }

    public bool IsShut => _shut;

    /// <summary>Whoever waited for another machine may have been thrown out of it, which is no fault.</summary>
    public bool IsReleased => _shut || _released;

    public EngineProgress Progress => new(
        CoreLoop.Sequence.Value, _durable.Value, CoreHandler.Ticks, new Timestamp(CoreHandler.ExchangeTime), _publishHandler.Delivered,
        CoreHandler.Latency.FromDue);

    /// <summary>Whether everything up to an inbound sequence is applied, and the journal has it.</summary>
    public bool HasProcessed(long last) => CoreLoop.Sequence.Value >= last && Journal.Sequence.Value >= last;

    /// <summary>Nothing but what is on the ring will come: a journal on another machine collects no longer, and has to end.</summary>
    public void FinishJournal() => _pipelined?.Finish();

    public bool IsDurable(long last) => _durable.Value >= last;

    /// <summary>Whether everything said so far is let out; final once the core has nothing more to apply.</summary>
    public bool HasPublishedAll() => Publisher.Sequence.Value >= _outbound.Cursor && !_publishHandler.HasWithheld;

    /// <summary>
    /// Stops everything where it stands. The gates close with the door: a core that waits for the publisher, a publisher that
    /// waits for the disk, and a producer that waits for room each see it and leave.
    /// </summary>
    /// <param name="release">Whether calls that wait for another machine give up too; not needed once everything is durable and out.</param>
    public void Shut(StopReason reason, bool release = true)
    {
        Port.Shut(reason);
        _shut = true;
        Journal.Halt();
        CoreLoop.Halt();
        Publisher.Halt();
        _publisherGate.Close();
        _snapshotGate.Close();
        Snapshots?.Abandon();
        if (release) Release();
    }

    /// <summary>No call to a port waits for another machine any longer.</summary>
    public void Release()
    {
        _released = true;
        (_ports.Journal as IReleasable)?.Release();
        (_ports.OutboundLog as IReleasable)?.Release();
        (_ports.Snapshots as IReleasable)?.Release();
    }

    /// <summary>An outbound log on another machine has acknowledged what left; one on this disk does that when it is closed.</summary>
    public void SyncOutbound()
    {
        if (_ports.OutboundLog is IReleasable) _ports.OutboundLog.Sync();
    }

    private IEventProcessor JournalProcessor(RingBuffer<InboundEvent> inbound, LatencyStamps? stamps, int maxBatch, Action<string, long, Exception> fail)
    {
        if (_pipelined is not { } pipelined) return Processor(new JournalHandler(_ports.Journal, _durable, stamps, JournalLatency));
        PipelinedJournalHandler handler = new(pipelined, _durable, stamps, JournalLatency, (sequence, e) => fail("journal", sequence, e));
        pipelined.Attach(handler);
        return Processor(handler);

        EventProcessor<InboundEvent, T> Processor<T>(T handler) where T : IEventHandler<InboundEvent> =>
            new(inbound, inbound.NewBarrier(), handler, maxBatch, (e, sequence) => fail("journal", sequence, e));
    }

    private static IWaitStrategy WaitStrategyOf(LatencyProfile profile) => profile switch
    {
        LatencyProfile.Shared => new SpinThenParkWaitStrategy(),
        LatencyProfile.CoreAlone => new CoreAloneWaitStrategy(),
        LatencyProfile.Dedicated => new BusySpinWaitStrategy(),
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "a latency profile is shared, core-alone or dedicated"),
    };

    private static IEffect[] EffectsOf(EnginePorts ports) =>
        ports.OutboundLog is { } log ? [new OutboundLogEffect(log), .. ports.Effects] : [.. ports.Effects];

    private static void RequireSamePlace(EnginePorts ports, TradingCore core)
    {
        if (ports.Journal.DurableSequence != core.LastSequence)
            throw new ArgumentException(
                $"the journal ends at event {ports.Journal.DurableSequence}, the core stands at event {core.LastSequence}; recover the journal first");
        if (ports.OutboundLog is { } log && log.LastSequence != core.OutboundSequence)
            throw new ArgumentException(
                $"the outbound log ends at event {log.LastSequence}, the core has said {core.OutboundSequence}; recover the journal first");
    }
}
