using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>When a live session has something to fill in: after each outage, and once at the start for what the day has shown already.</summary>
internal sealed class LiveBackfills
{
    /// <summary>The start's backfill waits for the first data so long, so that it leaves no hole between itself and the feed.</summary>
    private static readonly TimeSpan WaitForData = TimeSpan.FromSeconds(10);

    private readonly Backfill _backfill;
    private readonly IReadOnlyList<FeedDoor> _doors;
    private readonly LiveClock _clock;
    private readonly SessionCalendar _calendar;
    private readonly TimeProvider _time;
    private readonly LiveFeedOptions _options;
    private readonly CancellationToken _stop;
    private readonly List<Task> _running = [];
    private readonly long _began;
    private bool _started;

    public LiveBackfills(
        Backfill backfill, IReadOnlyList<FeedDoor> doors, LiveClock clock, SessionCalendar calendar, TimeProvider time, LiveFeedOptions options, CancellationToken stop)
    {
        (_backfill, _doors, _clock, _calendar, _time, _options, _stop) = (backfill, doors, clock, calendar, time, options, stop);
        _began = time.GetTimestamp();
        foreach (FeedDoor door in doors) door.Health.Backfill = outage => Fill(door, outage);
    }

    public IReadOnlyList<Task> Running
    {
        get
        {
            lock (_running) return [.. _running];
        }
    }

    /// <summary>Called by the clock's thread: starts the first backfill once data flows.</summary>
    public void Pulse()
    {
        if (_started || _clock.Pace == ClockPace.Held) return;
        bool data = _doors.Any(door => door.Accepted > 0);
        if (!data && _time.GetElapsedTime(_began) < WaitForData) return;
        _started = true;
        if (!_backfill.IsPossible || StartOfHole() is not { } since || since >= _clock.Now) return;
        Run(_doors[0], new Outage(0, 0, since, _options.ResumedAt is null ? FeedCause.None : FeedCause.Resumed), since, _ => true);
    }

    private bool Fill(FeedDoor door, Outage outage)
    {
        if (!_backfill.IsPossible) return false;
        // The outage was seen by this machine's clock, minutes are the exchange's.
        Timestamp since = outage.Since + _clock.Offset;
        Timestamp wall = LiveTime.Now(_time);
        Run(door, outage, since, instrument => Missed(door, instrument, LiveTime.Span(wall - outage.Since)));
        return true;
    }

    /// <summary>Instruments of other connections have shown ticks meanwhile and miss nothing.</summary>
    private bool Missed(FeedDoor door, int instrument, TimeSpan outage)
    {
        if (instrument >= door.Arrivals.Length) return false;
        ref TickArrival arrival = ref door.Arrivals[instrument];
        long before = Volatile.Read(ref arrival.Before);
        return arrival.Count < 2 || _time.GetElapsedTime(before) >= outage - TimeSpan.FromSeconds(1) || _time.GetElapsedTime(Volatile.Read(ref arrival.Last)) >= outage - TimeSpan.FromSeconds(1);
    }

    /// <summary>Where the session begins to have seen nothing: its core's time when it goes on, else the first open of today.</summary>
    private Timestamp? StartOfHole()
    {
        if (_options.ResumedAt is { } reached) return reached;
        Timestamp now = _clock.Now;
        Timestamp? first = null;
        foreach (FeedDoor door in _doors)
            foreach (Segment segment in door.Instruments.Select(i => i.Instrument.Segment).Distinct())
                foreach (TradingSession session in _calendar.SessionsOn(segment, Ist.DateOf(now)))
                    if (session.Open < now && (first is null || session.Open < first)) first = session.Open;
        return first;
    }

    private void Run(FeedDoor door, Outage outage, Timestamp since, Func<int, bool> wanted)
    {
        Task task = Task.Run(() => FillAndTell(door, outage, since, wanted), CancellationToken.None);
        lock (_running)
        {
            _running.RemoveAll(done => done.IsCompletedSuccessfully);
            _running.Add(task);
        }
    }

    private async Task FillAndTell(FeedDoor door, Outage outage, Timestamp since, Func<int, bool> wanted)
    {
        try
        {
            int bars = await _backfill.RunAsync(since, wanted, _stop).ConfigureAwait(false);
            door.Health.TellRecovered(in outage, bars, FormattableString.Invariant($"{bars} minutes since {since} were filled in from history"));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The session has ended; the hole was told as a gap.
        }
        catch (EngineStoppedException)
        {
            // The engine has ended first; its own report says why.
        }
    }
}
