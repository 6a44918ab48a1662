using Disruptor;
using Disruptor.Dsl;

namespace Astra.Perf.Scenario.Ring;

/// <summary>The Disruptor package for .NET (compiled with -p:Peers=true), in its value-type form: one-to-one and the three shapes.</summary>
internal sealed class DisruptorPackage(int capacity, string wait) : Contender("Disruptor (.NET)")
{
    public override TimeSpan Run<T, TSource, TSink>(Shape shape, long events, TSource source, TSink[] sinks)
    {
        var disruptor = new ValueDisruptor<T>(
            static () => default,
            capacity,
            TaskScheduler.Default,
            shape.Producers() == 1 ? global::Disruptor.Dsl.ProducerType.Single : global::Disruptor.Dsl.ProducerType.Multi,
            NewWait());
        long perSink = events * shape.Producers();
        using var done = new CountdownEvent(sinks.Length);
        IValueEventHandler<T>[] handlers = [.. sinks.Select(sink => new Handler<T, TSink>(sink, perSink, done))];
        if (shape == Shape.Chain) disruptor.HandleEventsWith(handlers[0]).Then(handlers[1]);
        else disruptor.HandleEventsWith(handlers);
        disruptor.Start();

        ValueRingBuffer<T> ring = disruptor.RingBuffer;
        TimeSpan elapsed = Race([.. Enumerable.Repeat(Produce, shape.Producers()), () => done.Wait()]);
        disruptor.Shutdown();
        return elapsed;

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
        }
    }

    private global::Disruptor.IWaitStrategy NewWait() => wait switch
    {
        "busy" => new global::Disruptor.BusySpinWaitStrategy(),
        "park" => new global::Disruptor.BlockingWaitStrategy(),
        _ => new global::Disruptor.YieldingWaitStrategy(),
    };

    private sealed class Handler<T, TSink>(TSink sink, long expected, CountdownEvent done) : IValueEventHandler<T>
        where T : struct
        where TSink : class, ISink<T>
    {
        private long _left = expected;

        public void OnEvent(ref T data, long sequence, bool endOfBatch)
        {
            sink.Take(in data);
            if (--_left == 0) done.Signal();
        }
    }
}
