using System.Numerics;
using Astra.Markets;

namespace Astra.Live;

/// <summary>How often each reason came up, and the first frames of each for a person to look at. Safe from several threads.</summary>
internal sealed class RejectCounts
{
    public const int FramesKept = 8;
    public const int BytesKept = 1_024;

    private const int Reasons = 64;

    private readonly long[] _counts = new long[Reasons];
    private readonly List<QuarantinedFrame> _frames = [];

    public long this[TickReject reason] => Volatile.Read(ref _counts[(int)reason]);

    /// <summary>The count after this one.</summary>
    public long Add(TickReject reason) => Interlocked.Increment(ref _counts[(int)reason]);

    public void Keep(TickReject reason, int instrument, Timestamp at, ReadOnlySpan<byte> frame)
    {
        var kept = new QuarantinedFrame(reason, instrument, at, frame[..Math.Min(frame.Length, BytesKept)].ToArray(), frame.Length);
        lock (_frames) _frames.Add(kept);
    }

    public IReadOnlyList<QuarantinedFrame> Frames
    {
        get
        {
            lock (_frames) return [.. _frames];
        }
    }

    /// <summary>The reasons that occurred, in their order.</summary>
    public IReadOnlyList<TickRejectCount> All
    {
        get
        {
            List<TickRejectCount> all = [];
            for (int i = 0; i < Reasons; i++)
                if (Volatile.Read(ref _counts[i]) is > 0 and long count) all.Add(new TickRejectCount((TickReject)i, count));
            return all;
        }
    }

    /// <summary>What a good feed brings all day: with two feeds half of all ticks are second, and a touchline beside depth tells the same. Counted, and no news.</summary>
    public static bool IsUsual(TickReject reason) => reason is TickReject.OtherFeedFirst or TickReject.BesideDepth or TickReject.NothingNew;

    /// <summary>The 1st, 2nd, 4th, 8th … time is worth telling.</summary>
    public static bool IsTold(long count) => BitOperations.IsPow2(count);
}
