using Astra.Ring;

namespace Astra.Perf.Scenario.Ring;

/// <summary>The subject: one ring for every shape.</summary>
internal sealed class AstraRing(int capacity, string wait) : Contender("Astra.Ring")
{
    public override TimeSpan Run<T, TSource, TSink>(Shape shape, long events, TSource source, TSink[] sinks)
    {
        int producers = shape.Producers();
        RingBuffer<T> ring = RingBuffer<T>.Create(producers == 1 ? ProducerType.Single : ProducerType.Multi, capacity, NewWait());
        var processors = new List<EventProcessor<T, Handler<T, TSink>>>();
        foreach (TSink sink in sinks)
        {
            SequenceBarrier barrier = shape == Shape.Chain && processors is [.., var ahead] ? ring.NewBarrier(ahead.Sequence) : ring.NewBarrier();
            processors.Add(new(ring, barrier, new(sink)));
            ring.AddGatingSequence(processors[^1].Sequence);
        }

        int producing = producers;
        TimeSpan elapsed = Race([.. processors.Select(processor => (Action)processor.Run), .. Enumerable.Repeat(Produce, producers)]);
        return processors.FirstOrDefault(processor => processor.Fault is not null)?.Fault is { } fault ? throw fault : elapsed;

        void Produce()
        {
            TSource mine = source;
            for (long n = 0; n < events; n++)
            {
                mine.Await(n);
                long sequence = ring.Next();
                mine.Fill(ref ring[sequence], n);
                ring.Publish(sequence);
            }

            if (Interlocked.Decrement(ref producing) == 0) processors.ForEach(processor => processor.HaltWhenDrained());
        }
    }

    private IWaitStrategy NewWait() => wait switch
    {
        "busy" => new BusySpinWaitStrategy(),
        "park" => new SpinThenParkWaitStrategy(),
        _ => new YieldingWaitStrategy(),
    };

    private readonly struct Handler<T, TSink>(TSink sink) : IEventHandler<T>
        where T : struct
        where TSink : class, ISink<T>
    {
        public void OnEvent(ref T e, long sequence, bool endOfBatch) => sink.Take(in e);
    }
}
