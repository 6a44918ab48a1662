using System.Runtime.CompilerServices;

namespace Astra.Ring;

/// <summary>
/// Feeds a handler the events of a ring, in order, a batch at a time. It begins after the ring's cursor at the time of its
/// construction. Runs on a thread of its own; see <see cref="ProcessorThread"/>.
/// <para>
/// An exception from the handler stops the processor: the fault is kept, told to the owner with the sequence of the failed
/// event, and that sequence is never passed, so consumers behind it do not see the event either.
/// </para>
/// </summary>
public sealed class EventProcessor<T, THandler> : IEventProcessor
    where T : struct
    where THandler : IEventHandler<T>
{
    private readonly RingBuffer<T> _ring;
    private readonly SequenceBarrier _barrier;
    private readonly int _maxBatch;
    private readonly Action<Exception, long>? _onFault;

    // Not read-only: a struct handler keeps its state here.
    private THandler _handler;

    // The last sequence to handle: no end, the cursor of a drain, or nothing more after a halt.
    private long _stopAfter = long.MaxValue;
    private int _state;
    private Exception? _fault;

    private const int Ready = 0, Running = 1, Stopped = 2;

    /// <param name="ring">Whose slots are handled.</param>
    /// <param name="barrier">A barrier of that ring, for this processor alone.</param>
    /// <param name="handler">Class or struct.</param>
    /// <param name="maxBatch">Most events between two moves of <see cref="Sequence"/> and two ends of batch.</param>
    /// <param name="onFault">Told on the processor's thread when the handler throws: the exception and the sequence it concerns.</param>
    public EventProcessor(
        RingBuffer<T> ring, SequenceBarrier barrier, THandler handler, int maxBatch = int.MaxValue, Action<Exception, long>? onFault = null)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(barrier);
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        barrier.Own();
        _ring = ring;
        _barrier = barrier;
        _handler = handler;
        _maxBatch = maxBatch;
        _onFault = onFault;
        Sequence = new Sequence(ring.Cursor);
    }

    public Sequence Sequence { get; }

    /// <summary>The handler, in place: a struct's state may be read here once the processor has stopped.</summary>
    public ref THandler Handler => ref _handler;

    public bool IsRunning => Volatile.Read(ref _state) == Running;

    public Exception? Fault => Volatile.Read(ref _fault);

    public void Run()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Ready) != Ready)
        {
            throw new InvalidOperationException("A processor runs once; create a new one to go on.");
        }

        try
        {
            _handler.OnStart();
            Loop();
        }
        catch (Exception fault)
        {
            Fail(fault, Sequence.Value + 1);
        }
        finally
        {
            Stop();
        }
    }

    public void Halt()
    {
        Volatile.Write(ref _stopAfter, long.MinValue);
        _barrier.Alert();
    }

    public void HaltWhenDrained()
    {
        // Never undoes a halt, nor an earlier drain.
        Interlocked.CompareExchange(ref _stopAfter, _ring.Cursor, long.MaxValue);
        _barrier.Alert();
    }

    private void Loop()
    {
        long next = Sequence.Value + 1;
        while (next <= Volatile.Read(ref _stopAfter))
        {
            long available = _barrier.WaitFor(next);
            if (available < next)
            {
                // An alert says only: look at _stopAfter again. Cleared before that look, so none is missed.
                _barrier.ClearAlert();
                continue;
            }

            // All that is available, in batches: asking the barrier again for each would scan the marks of several producers anew.
            while (next <= available && next <= Volatile.Read(ref _stopAfter))
            {
                long end = available - next < _maxBatch ? available : next + _maxBatch - 1;
                Handle(next, end);
                // Release: all reads and writes of the slots come before the consumers behind, or the producers a lap later, see this.
                Sequence.SetRelease(end);
                next = end + 1;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Handle(long next, long end)
    {
        long sequence = next;
        try
        {
            for (; sequence < end; sequence++) _handler.OnEvent(ref _ring[sequence], sequence, endOfBatch: false);
            _handler.OnEvent(ref _ring[end], end, endOfBatch: true);
        }
        catch
        {
            // What was handled before the failed event counts as handled.
            Sequence.SetRelease(sequence - 1);
            throw;
        }
    }

    private void Stop()
    {
        try
        {
            _handler.OnStop();
        }
        catch (Exception fault)
        {
            Fail(fault, Sequence.Value + 1);
        }
        finally
        {
            Volatile.Write(ref _state, Stopped);
        }
    }

    private void Fail(Exception fault, long sequence)
    {
        // The first fault is the cause; one from OnStop may be its consequence.
        if (Interlocked.CompareExchange(ref _fault, fault, null) is null) _onFault?.Invoke(fault, sequence);
    }
}
