using Astra.Core;
using Astra.Host;
using Astra.Ring;

namespace Astra.Cli;

/// <summary>The door of a recorder: a ring of its own with one consumer, and no engine behind it.</summary>
internal sealed class TickPort : IInboundPort, IDisposable
{
    /// <summary>A few seconds of the busiest feed, while a disk takes a breath.</summary>
    private const int Capacity = 1 << 17;

    private readonly RingBuffer<InboundEvent> _ring;
    private readonly EventProcessor<InboundEvent, TickTape> _processor;
    private readonly ProcessorThread _thread;
    private readonly Action _failed;
    private volatile Exception? _fault;

    /// <param name="failed">Called once when the tape can take no more, so that the feed ends.</param>
    public TickPort(TickTape tape, Action failed)
    {
        _failed = failed;
        _ring = RingBuffer<InboundEvent>.Create(ProducerType.Multi, Capacity, new SpinThenParkWaitStrategy());
        _processor = new EventProcessor<InboundEvent, TickTape>(_ring, _ring.NewBarrier(), tape, maxBatch: 4096, OnFault);
        _ring.AddGatingSequence(_processor.Sequence);
        _thread = ProcessorThread.Start(_processor, "tape");
    }

    public ref InboundEvent this[long sequence] => ref _ring[sequence];

    public long Claim(int count)
    {
        SpinWait spin = default;
        long highest;
        while (!TryClaim(count, out highest)) spin.SpinOnce();
        return highest;
    }

    public bool TryClaim(int count, out long highest)
    {
        if (_fault is { } fault) throw new EngineStoppedException($"the recording has ended: {fault.Message}");
        return _ring.TryNext(count, out highest);
    }

    public void Publish(long lowest, long highest) => _ring.Publish(lowest, highest);

    /// <summary>Waits until the tape has taken everything. The producers must have ended.</summary>
    /// <exception cref="IOException">The tape could not be written; what the disk said.</exception>
    public void Drain()
    {
        _processor.HaltWhenDrained();
        _thread.Join();
        if (_fault is { } fault) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }

    public void Dispose()
    {
        _processor.Halt();
        _thread.Join();
    }

    private void OnFault(Exception fault, long sequence)
    {
        _fault = fault;
        _failed();
    }
}
