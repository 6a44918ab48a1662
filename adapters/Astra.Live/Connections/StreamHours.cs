using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Whether data is to be expected right now. That is so while the calendar says that the market is open; while data flows all the same (mock sessions at night and on
/// weekends), and for five minutes after it did; and always with a server on this machine, which is somebody's stand-in and keeps no hours.
/// </summary>
internal sealed class StreamHours(StreamOptions options)
{
    /// <summary>Seconds with data, within <see cref="SteadyWithin"/>, that make a session out of hours. A burst of snapshots after a subscription lasts less.</summary>
    private const int SteadySeconds = 5;
    private const long SteadyWithin = 60 * Timestamp.NanosPerSecond;
    private const long SteadyLasts = 5 * Timestamp.NanosPerMinute;

    /// <summary>Stragglers, closing prices and corrections come for a while after a close, and then end for good.</summary>
    private const long AfterClose = 45 * Timestamp.NanosPerMinute;
    private const long Step = 5 * Timestamp.NanosPerMinute;

    private readonly Timestamp[] _marks = new Timestamp[SteadySeconds];
    private int _next;
    private Timestamp? _steady;

    /// <summary>The address that the connection goes to is one of this machine.</summary>
    public bool IsStandIn { get; set; }

    /// <summary>Data came within the last second.</summary>
    public void Mark(Timestamp now)
    {
        _marks[_next] = now;
        _next = (_next + 1) % SteadySeconds;
        Timestamp oldest = _marks[_next];
        if (oldest != Timestamp.Zero && now - oldest <= SteadyWithin) _steady = now;
    }

    public bool IsOpen(Timestamp now) => IsStandIn || options.IsMarketOpen(now) || IsMock(now);

    private bool IsMock(Timestamp now)
    {
        if (_steady is not { } steady || now - steady > SteadyLasts) return false;
        for (long back = Step; back <= AfterClose; back += Step)
            if (options.IsMarketOpen(now - back)) return false;
        return true;
    }
}
