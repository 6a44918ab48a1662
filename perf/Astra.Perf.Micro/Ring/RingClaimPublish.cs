using Astra.Ring;
using BenchmarkDotNet.Attributes;

namespace Astra.Perf.Micro.Ring;

/// <summary>
/// The producer's side alone, per event: claim, fill eight bytes, publish, with a consumer's sequence that keeps up. What
/// another core's reading adds is for the scenario to show.
/// </summary>
[ShortRunJob]
[MemoryDiagnoser]
public class RingClaimPublish
{
    private const int Events = 4096;

    private readonly Sequence _consumer = new();
    private RingBuffer<long> _ring = null!;

    [Params(ProducerType.Single, ProducerType.Multi)]
    public ProducerType Producer { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _ring = RingBuffer<long>.Create(Producer, Events, new YieldingWaitStrategy());
        _ring.AddGatingSequence(_consumer);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Events)]
    public void OneByOne()
    {
        for (int i = 0; i < Events; i++)
        {
            long sequence = _ring.Next();
            _ring[sequence] = i;
            _ring.Publish(sequence);
        }

        _consumer.SetRelease(_ring.Cursor);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void InBatchesOf16()
    {
        for (int i = 0; i < Events; i += 16)
        {
            long highest = _ring.Next(16), lowest = highest - 15;
            for (long sequence = lowest; sequence <= highest; sequence++) _ring[sequence] = sequence;
            _ring.Publish(lowest, highest);
        }

        _consumer.SetRelease(_ring.Cursor);
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public void TriedOneByOne()
    {
        for (int i = 0; i < Events; i++)
        {
            if (!_ring.TryNext(1, out long sequence)) throw new InvalidOperationException("the consumer keeps up, so there is room");
            _ring[sequence] = i;
            _ring.Publish(sequence);
        }

        _consumer.SetRelease(_ring.Cursor);
    }
}
