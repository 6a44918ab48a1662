namespace Astra.Ring.Tests;

public class EventProcessorTests
{
    private readonly RingBuffer<long> _ring = RingBuffer<long>.Create(ProducerType.Single, 64, new SpinThenParkWaitStrategy());

    [Fact]
    public void What_was_published_before_the_start_is_handled_in_order()
    {
        Recorder recorder = RunToEnd(new Recorder(), int.MaxValue, 5, 6, 7);
        Assert.Equal([5, 6, 7], recorder.Values);
        Assert.Equal([2], recorder.BatchEnds);
        Assert.Equal((1, 1), (recorder.Starts, recorder.Stops));
    }

    [Theory]
    [InlineData(8, new long[] { 2, 5, 7 })]
    [InlineData(4, new long[] { 2, 3 })]
    [InlineData(3, new long[] { 2 })]
    public void A_batch_is_never_longer_than_the_maximum(int events, long[] ends)
    {
        Recorder recorder = RunToEnd(new Recorder(), maxBatch: 3, new long[events]);
        Assert.Equal(ends, recorder.BatchEnds);
        Assert.Equal(events, recorder.Values.Count);
    }

    [Fact]
    public void The_sequence_moves_with_each_batch()
    {
        EventProcessor<long, Recorder>? processor = null;
        var seen = new List<long>();
        var recorder = new Recorder { Before = _ => seen.Add(processor!.Sequence.Value) };
        processor = NewProcessor(recorder, maxBatch: 2);
        _ring.Send(0, 1, 2, 3);
        processor.HaltWhenDrained();
        processor.Run();
        Assert.Equal([-1, -1, 1, 1], seen);
        Assert.Equal(3, processor.Sequence.Value);
    }

    [Fact]
    public void A_fault_stops_before_the_failed_event_and_tells_the_owner()
    {
        var told = new List<(Exception, long)>();
        var boom = new InvalidOperationException("boom");
        var recorder = new Recorder { Before = sequence => { if (sequence == 3) throw boom; } };
        var processor = NewProcessor(recorder, onFault: (fault, sequence) => told.Add((fault, sequence)));
        _ring.Send(10, 11, 12, 13, 14);
        processor.Run();

        Assert.Same(boom, processor.Fault);
        Assert.Equal([(boom, 3L)], told);
        Assert.Equal(2, processor.Sequence.Value);
        Assert.Equal([10, 11, 12], recorder.Values);
        Assert.False(processor.IsRunning);
        Assert.Equal(1, recorder.Stops);
    }

    [Fact]
    public void A_fault_at_the_first_event_leaves_the_sequence_where_it_was()
    {
        var processor = NewProcessor(new Recorder { Before = _ => throw new InvalidDataException() });
        _ring.Send(1);
        processor.Run();
        Assert.IsType<InvalidDataException>(processor.Fault);
        Assert.Equal(-1, processor.Sequence.Value);
    }

    [Fact]
    public void Consumers_behind_a_faulted_one_see_what_it_finished_and_no_more()
    {
        var first = NewProcessor(new Recorder { Before = sequence => { if (sequence == 2) throw new InvalidDataException(); } });
        var recorder = new Recorder();
        var second = new EventProcessor<long, Recorder>(_ring, _ring.NewBarrier(first.Sequence), recorder);
        _ring.Send(0, 1, 2, 3);
        first.Run();
        ProcessorThread thread = ProcessorThread.Start(second, "second");
        Patience.Until(() => second.Sequence.Value == 1, "the second consumer reaches the fault");
        second.Halt();
        Patience.Join(thread);
        Assert.Equal([0, 1], recorder.Values);
    }

    [Fact]
    public void A_fault_in_OnStart_or_OnStop_is_a_fault()
    {
        var starting = new EventProcessor<long, FaultyEnds>(_ring, _ring.NewBarrier(), new FaultyEnds { AtStart = true });
        starting.Run();
        Assert.Equal("start", starting.Fault!.Message);

        var stopping = new EventProcessor<long, FaultyEnds>(_ring, _ring.NewBarrier(), new FaultyEnds());
        stopping.Halt();
        stopping.Run();
        Assert.Equal("stop", stopping.Fault!.Message);
    }

    [Fact]
    public void A_halt_stops_after_the_batch_in_hand()
    {
        EventProcessor<long, Recorder>? processor = null;
        var recorder = new Recorder { Before = sequence => { if (sequence == 1) processor!.Halt(); } };
        processor = NewProcessor(recorder, maxBatch: 4);
        _ring.Send(0, 1, 2, 3, 4, 5);
        processor.Run();
        Assert.Equal([0, 1, 2, 3], recorder.Values);
        Assert.Null(processor.Fault);
    }

    [Fact]
    public void A_halt_before_the_run_handles_nothing_and_is_not_undone_by_a_drain()
    {
        var recorder = new Recorder();
        var processor = NewProcessor(recorder);
        _ring.Send(0, 1);
        processor.Halt();
        processor.HaltWhenDrained();
        processor.Run();
        Assert.Empty(recorder.Values);
    }

    [Fact]
    public void A_processor_runs_once()
    {
        var processor = NewProcessor(new Recorder());
        processor.Halt();
        processor.Run();
        Assert.Throws<InvalidOperationException>(processor.Run);
    }

    [Fact]
    public void A_drain_waits_for_the_consumers_ahead()
    {
        using var release = new ManualResetEventSlim();
        var first = NewProcessor(new Recorder { Before = _ => release.Wait(Patience.Limit) }, maxBatch: 1);
        var recorder = new Recorder();
        SequenceBarrier behindFirst = _ring.NewBarrier(first.Sequence);
        var second = new EventProcessor<long, Recorder>(_ring, behindFirst, recorder);
        ProcessorThread[] threads = [ProcessorThread.Start(first, "first"), ProcessorThread.Start(second, "second")];
        _ring.Send(0, 1, 2, 3, 4);
        second.HaltWhenDrained();
        first.HaltWhenDrained();
        Patience.Until(() => !behindFirst.IsAlerted, "the drain goes back to waiting");
        Assert.True(second.IsRunning);
        release.Set();
        foreach (ProcessorThread thread in threads) Patience.Join(thread);
        Assert.Equal([0, 1, 2, 3, 4], recorder.Values);
    }

    [Fact]
    public void A_drain_waits_for_what_several_producers_have_claimed()
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Multi, 8, new SpinThenParkWaitStrategy());
        var recorder = new Recorder();
        var processor = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), recorder);
        ring.AddGatingSequence(processor.Sequence);
        ProcessorThread thread = ProcessorThread.Start(processor, "drained");
        long claimed = ring.Next();
        processor.HaltWhenDrained();
        ring[claimed] = 77;
        ring.Publish(claimed);
        Patience.Join(thread);
        Assert.Equal([77], recorder.Values);
    }

    [Fact]
    public void A_processor_begins_behind_the_cursor_of_its_construction()
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 8, new YieldingWaitStrategy(), initialSequence: 99);
        var recorder = new Recorder();
        var processor = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), recorder);
        ring.AddGatingSequence(processor.Sequence);
        ring.Send(1000);
        processor.HaltWhenDrained();
        processor.Run();
        Assert.Equal(100, processor.Sequence.Value);
        Assert.Equal([100], recorder.BatchEnds);
    }

    [Fact]
    public void A_struct_handler_keeps_its_state_in_the_processor()
    {
        var processor = new EventProcessor<long, Sum>(_ring, _ring.NewBarrier(), default);
        _ring.Send(1, 2, 3);
        processor.HaltWhenDrained();
        processor.Run();
        Assert.Equal(6, processor.Handler.Total);
    }

    private EventProcessor<long, Recorder> NewProcessor(Recorder recorder, int maxBatch = int.MaxValue, Action<Exception, long>? onFault = null) =>
        new(_ring, _ring.NewBarrier(), recorder, maxBatch, onFault);

    private Recorder RunToEnd(Recorder recorder, int maxBatch, params long[] values)
    {
        var processor = NewProcessor(recorder, maxBatch);
        _ring.Send(values);
        processor.HaltWhenDrained();
        processor.Run();
        Assert.Null(processor.Fault);
        return recorder;
    }

    private struct Sum : IEventHandler<long>
    {
        public long Total;

        public void OnEvent(ref long e, long sequence, bool endOfBatch) => Total += e;
    }

    private sealed class FaultyEnds : IEventHandler<long>
    {
        public bool AtStart { get; init; }

        public void OnStart()
        {
            if (AtStart) throw new InvalidDataException("start");
        }

        public void OnEvent(ref long e, long sequence, bool endOfBatch)
        {
        }

        public void OnStop() => throw new InvalidDataException("stop");
    }
}
