using Astra.Core;
using Astra.Host;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>A ring that only remembers. Safe from several threads.</summary>
internal sealed class FakePort : IInboundPort
{
    private readonly InboundEvent[] _slots = new InboundEvent[1 << 16];
    private readonly List<InboundRecord> _published = [];
    private long _next = -1;

    public IReadOnlyList<InboundRecord> All
    {
        get { lock (_published) return [.. _published]; }
    }

    public IReadOnlyList<InboundRecord> Of(InboundKind kind) => [.. All.Where(record => record.Header.Kind == kind)];

    public long Claim(int count) => Interlocked.Add(ref _next, count);

    public bool TryClaim(int count, out long highest)
    {
        highest = Claim(count);
        return true;
    }

    public ref InboundEvent this[long sequence] => ref _slots[sequence % _slots.Length];

    public void Publish(long lowest, long highest)
    {
        lock (_published)
            for (long i = lowest; i <= highest; i++) _published.Add(this[i].Record);
    }
}
