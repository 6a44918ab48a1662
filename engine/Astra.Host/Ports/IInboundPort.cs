using Astra.Core;

namespace Astra.Host;

/// <summary>
/// The one door, as a producer sees it: claim slots, fill them in place, publish them. Claimed slots must be published,
/// and every slot's record and payload must be set (a slot holds what was there a lap ago).
/// Claiming throws <see cref="EngineStoppedException"/> once the engine accepts no more.
/// </summary>
public interface IInboundPort
{
    /// <summary>Claims <paramref name="count"/> slots, waiting while the ring is full; returns the highest sequence claimed.</summary>
    long Claim(int count);

    /// <summary>Claims without waiting; false when the ring has no room (back-pressure).</summary>
    bool TryClaim(int count, out long highest);

    ref InboundEvent this[long sequence] { get; }

    void Publish(long lowest, long highest);

    /// <summary>
    /// Publishes events that were due at <paramref name="intendedTimestamp"/> (a <see cref="System.Diagnostics.Stopwatch"/> timestamp), for feeds that keep
    /// a pace: latency counts from then, so a feed held up by a full ring does not hide the delay (coordinated omission).
    /// 0 leaves them out of the measurement, as in a warm-up.
    /// </summary>
    void Publish(long lowest, long highest, long intendedTimestamp) => Publish(lowest, highest);
}
