using Astra.Core;
using Astra.Host;

namespace Astra.Live.Tests.Feeds;

/// <summary>A port in memory that remembers everything in order, whose ring the test can fill and close.</summary>
internal sealed class TestPort(int capacity = 200_000) : IInboundPort
{
    private readonly InboundEvent[] _slots = new InboundEvent[capacity];
    private readonly bool[] _published = new bool[capacity];
    private long _claimed = -1;
    private volatile bool _full;
    private volatile bool _stopped;

    /// <summary>No room: claims wait, tries fail.</summary>
    public bool Full
    {
        get => _full;
        set => _full = value;
    }

    public bool Stopped
    {
        get => _stopped;
        set => _stopped = value;
    }

    public ref InboundEvent this[long sequence] => ref _slots[sequence];

    /// <summary>What was published, in the order of claims.</summary>
    public IReadOnlyList<InboundRecord> Records
    {
        get
        {
            List<InboundRecord> records = [];
            for (long i = 0; i <= Volatile.Read(ref _claimed) && Volatile.Read(ref _published[i]); i++) records.Add(_slots[i].Record);
            return records;
        }
    }

    public IReadOnlyList<InboundRecord> Of(InboundKind kind) => [.. Records.Where(r => r.Header.Kind == kind)];

    public IReadOnlyList<FeedChange> Changes => [.. Of(InboundKind.Feed).Select(r => r.Feed)];

    public long Claim(int count)
    {
        SpinWait spin = default;
        long highest;
        while (!TryClaim(count, out highest)) spin.SpinOnce();
        return highest;
    }

    public bool TryClaim(int count, out long highest)
    {
        highest = -1;
        if (_stopped) throw new EngineStoppedException("the test has stopped it");
        if (_full) return false;
        highest = Interlocked.Add(ref _claimed, count);
        return true;
    }

    public void Publish(long lowest, long highest)
    {
        for (long i = lowest; i <= highest; i++) Volatile.Write(ref _published[i], true);
    }
}
