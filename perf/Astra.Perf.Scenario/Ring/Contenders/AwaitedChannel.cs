using System.Threading.Channels;

namespace Astra.Perf.Scenario.Ring;

/// <summary>A bounded channel as its users write it: try first, await when that fails.</summary>
internal sealed class AwaitedChannel(int capacity) : Contender("Channel<T>, awaiting")
{
    /// <summary>With every option that helps it: one reader and one writer said so, no copy of the execution context to continuations.</summary>
    public static Channel<T> New<T>(int capacity, bool singleWriter) => Channel.CreateBounded<T>(new BoundedChannelOptions(capacity)
    {
        SingleReader = true,
        SingleWriter = singleWriter,
        FullMode = BoundedChannelFullMode.Wait,
        AllowSynchronousContinuations = false,
    });

    public override TimeSpan Run<T, TSource, TSink>(Shape shape, long events, TSource source, TSink[] sinks)
    {
        long perSink = events * shape.Producers();
        Channel<T>[] channels = [.. sinks.Select(_ => New<T>(capacity, shape.Producers() == 1))];
        Channel<T>[] entries = shape == Shape.Chain ? channels[..1] : channels;
        return Race(
        [
            .. sinks.Select((sink, i) => (Action)(() => Consume(sink, i).GetAwaiter().GetResult())),
            .. Enumerable.Repeat<Action>(() => Produce().GetAwaiter().GetResult(), shape.Producers()),
        ]);

        async Task Produce()
        {
            TSource mine = source;
            for (long n = 0; n < events; n++)
            {
                mine.Await(n);
                T item = default;
                mine.Fill(ref item, n);
                foreach (Channel<T> entry in entries)
                {
                    while (!entry.Writer.TryWrite(item)) await entry.Writer.WaitToWriteAsync();
                }
            }
        }

        async Task Consume(TSink sink, int i)
        {
            ChannelReader<T> from = channels[i].Reader;
            ChannelWriter<T>? to = shape == Shape.Chain && i + 1 < channels.Length ? channels[i + 1].Writer : null;
            for (long n = 0; n < perSink;)
            {
                while (from.TryRead(out T item))
                {
                    sink.Take(in item);
                    n++;
                    while (to is not null && !to.TryWrite(item)) await to.WaitToWriteAsync();
                }

                if (n < perSink) await from.WaitToReadAsync();
            }
        }
    }
}
