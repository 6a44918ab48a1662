namespace Astra.Ring.Tests;

internal enum Topology
{
    /// <summary>One after the other, three deep.</summary>
    Chained,

    /// <summary>Two side by side, a third after both.</summary>
    Parallel,
}

/// <summary>Producers, a ring and three checking stages, each with a thread of its own; run to the end and checked.</summary>
internal sealed class Flow
{
    private readonly RingBuffer<FlowEvent> _ring;
    private readonly Stage[] _stages;
    private readonly EventProcessor<FlowEvent, Stage>[] _processors;
    private readonly int _producers;
    private readonly int _maxClaim;

    public Flow(
        Topology topology, int producers, IWaitStrategy wait, int capacity, int maxClaim = 1, int maxBatch = int.MaxValue, long initialSequence = -1)
    {
        _producers = producers;
        _maxClaim = maxClaim;
        _ring = RingBuffer<FlowEvent>.Create(producers == 1 ? ProducerType.Single : ProducerType.Multi, capacity, wait, initialSequence);

        long first = initialSequence + 1;
        _stages = topology == Topology.Chained
            ? [new Stage(0, producers, first), new Stage(1, producers, first, 0), new Stage(2, producers, first, 0, 1)]
            : [new Stage(0, producers, first), new Stage(1, producers, first), new Stage(2, producers, first, 0, 1)];

        EventProcessor<FlowEvent, Stage> a = Processor(0, _ring.NewBarrier());
        EventProcessor<FlowEvent, Stage> b = Processor(1, topology == Topology.Chained ? _ring.NewBarrier(a.Sequence) : _ring.NewBarrier());
        EventProcessor<FlowEvent, Stage> c = Processor(2, topology == Topology.Chained ? _ring.NewBarrier(b.Sequence) : _ring.NewBarrier(a.Sequence, b.Sequence));
        _processors = [a, b, c];
        _ring.AddGatingSequence(c.Sequence);

        EventProcessor<FlowEvent, Stage> Processor(int stage, SequenceBarrier barrier) =>
            new(_ring, barrier, _stages[stage], maxBatch, onFault: (_, _) => Release());
    }

    public void Run(long events, TimeSpan limit)
    {
        ProcessorThread[] stages = [.. _processors.Select((processor, stage) => ProcessorThread.Start(processor, $"stage {stage}"))];
        long perProducer = events / _producers;
        Thread[] producers = [.. Enumerable.Range(0, _producers).Select(producer => new Thread(() => Produce(producer, perProducer)) { IsBackground = true })];
        foreach (Thread producer in producers) producer.Start();
        foreach (Thread producer in producers) Assert.True(producer.Join(limit), $"a producer hangs; cursor {_ring.Cursor}, last stage at {_processors[2].Sequence}");

        foreach (ProcessorThread stage in stages) stage.Processor.HaltWhenDrained();
        foreach (ProcessorThread stage in stages)
        {
            if (_processors.All(processor => processor.Fault is null)) Patience.Join(stage, limit);
        }

        foreach (EventProcessor<FlowEvent, Stage> processor in _processors) Assert.Null(processor.Fault);
        foreach (Stage stage in _stages) Assert.Equal(perProducer * _producers, stage.Handled);
    }

    private void Produce(int producer, long events)
    {
        uint pace = (uint)producer + 1;
        for (long number = 0; number < events;)
        {
            // Claims of 1 to _maxClaim in an order that differs between producers and never between runs.
            pace = (pace * 1664525) + 1013904223;
            int count = (int)Math.Min(1 + (pace >> 8) % (uint)_maxClaim, events - number);
            long highest = _ring.Next(count), lowest = highest - count + 1;
            for (long sequence = lowest; sequence <= highest; sequence++, number++)
            {
                ref FlowEvent e = ref _ring[sequence];
                e.Producer = producer;
                e.Number = number;
                e.Check = FlowEvent.CheckOf(producer, number);
            }

            _ring.Publish(lowest, highest);
        }
    }

    // A stage has failed: let producers finish, so that the test can say why.
    private void Release()
    {
        _ring.RemoveGatingSequence(_processors[2].Sequence);
        foreach (EventProcessor<FlowEvent, Stage> processor in _processors) processor.Halt();
    }
}
