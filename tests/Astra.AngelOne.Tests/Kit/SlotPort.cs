using Astra.Core;
using Astra.Host;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>A ring that nobody reads: keeps what was published in its last slots, and can refuse like an engine that has ended. Safe for several producers.</summary>
internal sealed class SlotPort(int slots = 1024) : IInboundPort
{
    private readonly InboundEvent[] _slots = new InboundEvent[slots];
    private long _claimed = -1;

    public long Published { get; private set; } = -1;

    public bool HasEnded { get; set; }

    /// <summary>Published ticks in order; health events are not among them.</summary>
    public List<InboundRecord> Ticks => Take(r => r.Header.Kind != InboundKind.Feed);

    public List<InboundRecord> Health => Take(r => r.Header.Kind == InboundKind.Feed);

    public ref InboundEvent this[long sequence] => ref _slots[sequence % _slots.Length];

    public long Claim(int count)
    {
        if (HasEnded) throw new EngineStoppedException("ended");
        return Interlocked.Add(ref _claimed, count);
    }

    public bool TryClaim(int count, out long highest)
    {
        highest = Claim(count);
        return true;
    }

    public void Publish(long lowest, long highest)
    {
        lock (_slots) Published = Math.Max(Published, highest);
    }

    private List<InboundRecord> Take(Func<InboundRecord, bool> wanted)
    {
        var records = new List<InboundRecord>();
        for (long i = 0; i <= Published; i++)
            if (wanted(this[i].Record)) records.Add(this[i].Record);
        return records;
    }
}
