using Astra.Markets;

namespace Astra.Live;

/// <summary>Tells when this machine's clock is off: everything is corrected for it, but whoever reads a log should know.</summary>
internal sealed partial class LiveClock
{
    private const long SkewWorthTelling = 2 * Timestamp.NanosPerSecond;

    /// <summary>Stamps are cut to the second and need a moment to come: so much of being ahead is no error.</summary>
    private const long UsualLag = Timestamp.NanosPerSecond;

    private static readonly TimeSpan WatchBeforeTelling = TimeSpan.FromSeconds(10);

    private long _told;

    /// <summary>Hears by how many nanoseconds this machine is ahead of the exchange (behind: negative).</summary>
    public Action<byte, long>? Skewed { get; set; }

    private void CheckSkew()
    {
        for (byte feed = 0; feed < _offsets.Length; feed++)
        {
            OffsetReading reading = _offsets[feed].Read(Volatile.Read(ref _guess));
            if (!reading.Confirmed || reading.Watched < WatchBeforeTelling) continue;
            long ahead = -reading.Settled;
            long beyond = ahead > UsualLag ? ahead - UsualLag : ahead > 0 ? 0 : ahead;
            bool off = Math.Abs(beyond) > SkewWorthTelling;
            bool changed = Math.Abs(ahead - _told) > SkewWorthTelling;
            if (!changed || (!off && _told == 0)) return;
            _told = off ? ahead : 0;
            Skewed?.Invoke(feed, ahead);
            return;
        }
    }
}
