using Astra.Core;
using Astra.Host;
using Astra.Ring;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>The engine's inbound ring with a consumer that keeps up and costs nothing: what is left is decoding, claiming and publishing.</summary>
internal sealed class OpenRing : IInboundPort
{
    private const int Capacity = 65_536;

    private readonly RingBuffer<InboundEvent> _ring = RingBuffer<InboundEvent>.Create(ProducerType.Multi, Capacity, new YieldingWaitStrategy());
    private readonly Sequence _consumer = new();
    private long _consumed = -1;

    public OpenRing() => _ring.AddGatingSequence(_consumer);

    public ref InboundEvent this[long sequence] => ref _ring[sequence];

    public long Claim(int count)
    {
        long highest = _ring.Next(count);
        // The consumer is where the producer is, now and then: the gate is looked at and never shut.
        if (highest - _consumed > Capacity / 2) _consumer.SetRelease(_consumed = highest - count);
        return highest;
    }

    public bool TryClaim(int count, out long highest)
    {
        highest = Claim(count);
        return true;
    }

    public void Publish(long lowest, long highest) => _ring.Publish(lowest, highest);
}
