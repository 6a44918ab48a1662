using Astra.Core;
using Astra.Host;

namespace Astra.Recordings.Tests;

/// <summary>A small ring whose consumer takes everything at once, and which can play full for a number of claims.</summary>
internal sealed class CollectingPort(int size = 512, int refusals = 0) : IInboundPort
{
    private readonly InboundEvent[] _slots = new InboundEvent[size];
    private long _claimed = -1;
    private long _published = -1;
    private int _refusals = refusals;

    public List<byte[]> Events { get; } = [];

    public List<InboundRecord> Records { get; } = [];

    public Action<long>? OnPublish { get; init; }

    public long Claim(int count) => TryClaim(count, out long highest) ? highest : throw new InvalidOperationException("full");

    public bool TryClaim(int count, out long highest)
    {
        Assert.InRange(count, 1, size);
        Assert.Equal(_published, _claimed);
        if (_refusals-- > 0)
        {
            highest = 0;
            return false;
        }
        highest = _claimed += count;
        return true;
    }

    public ref InboundEvent this[long sequence] => ref _slots[sequence % size];

    public void Publish(long lowest, long highest)
    {
        Assert.Equal(_published + 1, lowest);
        for (long sequence = lowest; sequence <= highest; sequence++)
        {
            Assert.Null(this[sequence].Payload);
            Records.Add(this[sequence].Record);
            Events.Add(this[sequence].Record.Canonical.ToArray());
        }
        _published = highest;
        OnPublish?.Invoke(highest);
    }
}
