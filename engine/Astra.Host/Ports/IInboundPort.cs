using Astra.Core;

namespace Astra.Host;

/// <summary>
/// The one door, as a producer sees it: claim slots, fill them in place, publish them. Any number of threads may do so side by side; each producer's events
/// stay in its order. Claimed slots must be published,
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
    /// Publishes events that were due at <paramref name="intendedTimestamp"/> (a <see cref="System.Diagnostics.Stopwatch"/> timestamp): for a feed that keeps
    /// a pace when it should have published, for a socket when the message came in. Latency counts from then, so decoding, and a ring that was full, do not hide
    /// the delay (coordinated omission).
    /// 0 leaves them out of the measurement, as in a warm-up.
    /// </summary>
    void Publish(long lowest, long highest, long intendedTimestamp) => Publish(lowest, highest);
}
