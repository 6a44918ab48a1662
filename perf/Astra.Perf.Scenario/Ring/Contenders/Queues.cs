using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Astra.Perf.Scenario.Ring;

/// <summary>A bounded queue that blocks its thread.</summary>
internal interface IQueue<T>
{
    void Write(in T item);

    T Read();
}

/// <summary>The shapes built from queues: one per consumer, and a chained consumer writes on to the next one's.</summary>
internal abstract class Queues(string name) : Contender(name)
{
    public override TimeSpan Run<T, TSource, TSink>(Shape shape, long events, TSource source, TSink[] sinks)
    {
        long perSink = events * shape.Producers();
        IQueue<T>[] queues = [.. sinks.Select((_, i) => New<T>(shape.Producers() == 1))];
        IQueue<T>[] entries = shape == Shape.Chain ? queues[..1] : queues;
        return Race([.. sinks.Select((sink, i) => (Action)(() => Consume(sink, i))), .. Enumerable.Repeat(Produce, shape.Producers())]);

        void Produce()
        {
            TSource mine = source;
            for (long n = 0; n < events; n++)
            {
                mine.Await(n);
                T item = default;
                mine.Fill(ref item, n);
                foreach (IQueue<T> entry in entries) entry.Write(in item);
            }
        }

        void Consume(TSink sink, int i)
        {
            IQueue<T> from = queues[i];
            IQueue<T>? to = shape == Shape.Chain && i + 1 < queues.Length ? queues[i + 1] : null;
            for (long n = 0; n < perSink; n++)
            {
                T item = from.Read();
                sink.Take(in item);
                to?.Write(in item);
            }
        }
    }

    protected abstract IQueue<T> New<T>(bool singleWriter);
}

/// <summary>A bounded channel used without waiting handles: both sides look again and yield, as the ring's strategy does.</summary>
internal sealed class SpinningChannel(int capacity) : Queues("Channel<T>, yielding")
{
    protected override IQueue<T> New<T>(bool singleWriter) => new Queue<T>(AwaitedChannel.New<T>(capacity, singleWriter));

    private sealed class Queue<T>(Channel<T> channel) : IQueue<T>
    {
        private const int Spins = 100;
        private readonly ChannelWriter<T> _writer = channel.Writer;
        private readonly ChannelReader<T> _reader = channel.Reader;

        public void Write(in T item)
        {
            for (int looks = 0; !_writer.TryWrite(item); looks++) Pause(looks);
        }

        public T Read()
        {
            T? item;
            for (int looks = 0; !_reader.TryRead(out item); looks++) Pause(looks);
            return item;
        }

        private static void Pause(int looks)
        {
            if (looks < Spins) Thread.SpinWait(1);
            else Thread.Yield();
        }
    }
}

/// <summary>A blocking collection over its default queue.</summary>
internal sealed class Blocking(int capacity) : Queues("BlockingCollection<T>")
{
    protected override IQueue<T> New<T>(bool singleWriter) => new Queue<T>(capacity);

    private sealed class Queue<T>(int capacity) : BlockingCollection<T>(capacity), IQueue<T>
    {
        public void Write(in T item) => Add(item);

        public T Read() => Take();
    }
}
