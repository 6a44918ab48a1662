using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// The age of each instrument's last tick: one that ticked regularly and is silent for much longer than it uses to be, while its session runs and its feed's
/// connections are well, is told once as stale, and once more when it ticks again. Called by the clock's thread.
/// </summary>
internal sealed class SilenceWatch(FeedDoor door, SessionCalendar calendar, TimeProvider time)
{
    /// <summary>Before that an instrument has no habits.</summary>
    private const int TicksBefore = 20;

    private const int TimesUsual = 20;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);

    /// <summary>When nothing at all came for this long, it is the connection that is silent, and its watchdog's to tell.</summary>
    private static readonly TimeSpan FeedSilent = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Segment, Timestamp?> _openSince = [];

    /// <param name="now">The exchange's time.</param>
    public void Look(Timestamp now)
    {
        if (door.Health.Status.LastTickAge is not { } age || age > FeedSilent || door.Health.IsInTrouble) return;
        _openSince.Clear();
        foreach (FeedInstrument listed in door.Instruments) Look(listed.Instrument, now);
    }

    private void Look(Instrument instrument, Timestamp now)
    {
        ref TickArrival arrival = ref door.Arrivals[instrument.Id];
        if (arrival.Count < TicksBefore) return;
        TimeSpan silent = time.GetElapsedTime(Volatile.Read(ref arrival.Last));
        TimeSpan usual = time.GetElapsedTime(0, arrival.Usual);
        bool stale = silent > Least && silent > TimesUsual * usual;
        if (stale == arrival.ReportedStale) return;
        // Silence counts from the opening on; one that was told is over with the next tick only.
        if (stale && (OpenSince(instrument.Segment, now) is not { } open || LiveTime.Span(now - open) < silent)) return;
        arrival.ReportedStale = stale;
        Tell(instrument, stale, silent);
    }

    private void Tell(Instrument instrument, bool stale, TimeSpan silent)
    {
        var change = new FeedChange
        {
            State = stale ? FeedState.Stale : FeedState.Recovered,
            Cause = FeedCause.Silence,
            Since = LiveTime.Now(time) - LiveTime.Nanos(silent),
            Value = LiveTime.Nanos(silent),
        };
        string words = stale
            ? string.Create(CultureInfo.InvariantCulture, $"{instrument.Symbol} has been silent for {silent.TotalSeconds:0} s")
            : $"{instrument.Symbol} ticks again";
        door.Report(in change, instrument.Id, words);
    }

    private Timestamp? OpenSince(Segment segment, Timestamp now)
    {
        if (_openSince.TryGetValue(segment, out Timestamp? open)) return open;
        foreach (TradingSession session in calendar.SessionsOn(segment, Ist.DateOf(now)))
            if (session.Contains(now)) open = session.Open;
        return _openSince[segment] = open;
    }
}
