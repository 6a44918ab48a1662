using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// When a live session has something to fill in: before the feeds connect what the day has shown already, the rest of that once data flows, and the hole after
/// each outage.
/// </summary>
internal sealed class LiveBackfills
{
    private const int Attempts = 3;

    /// <summary>Between the last tick before an outage and the moment from which it is counted.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    private readonly Backfill _backfill;
    private readonly FeedDoor[] _doors;
    private readonly LiveClock _clock;
    private readonly SessionCalendar _calendar;
    private readonly TimeProvider _time;
    private readonly Timestamp? _resumedAt;
    private readonly CancellationToken _stop;
    private readonly List<Task> _running = [];
    private int _early;
    private bool _started;

    public LiveBackfills(
        Backfill backfill, FeedDoor[] doors, LiveClock clock, SessionCalendar calendar, TimeProvider time, Timestamp? resumedAt, CancellationToken stop)
    {
        (_backfill, _doors, _clock, _calendar, _time, _resumedAt, _stop) = (backfill, doors, clock, calendar, time, resumedAt, stop);
        foreach (FeedDoor door in doors) door.Health.Backfill = outage => Fill(door, outage);
    }

    public IReadOnlyList<Task> Running
    {
        get
        {
            lock (_running) return [.. _running];
        }
    }

    /// <summary>Before the feeds connect: a minute that a tick has begun takes no earlier ones once it is closed, and a long day takes longer than that.</summary>
    public Task BeforeConnectingAsync(CancellationToken stop)
    {
        if (_clock.Pace == ClockPace.Held || !_backfill.IsPossible || StartOfHole() is not { } since) return Task.CompletedTask;
        return _backfill.RunAsync(since, _ => true, 1, bars => _early = bars, stop);
    }

    /// <summary>Called by the clock's thread: the minutes between that and the first data.</summary>
    public void Pulse()
    {
        if (_started || _clock.Pace == ClockPace.Held || !_doors.Any(door => door.Accepted > 0)) return;
        _started = true;
        if (StartOfHole() is not { } since) return;
        FeedDoor door = _doors.First(d => d.Accepted > 0);
        var outage = new Outage(door.Feed, 0, since, _resumedAt is null ? FeedCause.None : FeedCause.Resumed);
        if (_backfill.IsPossible) Run(door, outage, since, _ => true, atStart: true);
        else if (_resumedAt is not null) door.Health.TellRecovered(in outage, 0, "data flows again");
    }

    private bool Fill(FeedDoor door, Outage outage)
    {
        if (!_backfill.IsPossible) return false;
        // The outage was seen by this machine's clock, minutes are the exchange's.
        Timestamp since = outage.Since + _clock.Offset;
        TimeSpan length = LiveTime.Span(LiveTime.Now(_time) - outage.Since);
        Run(door, outage, since, instrument => Missed(door, instrument, length), atStart: false);
        return true;
    }

    /// <summary>Instruments of other connections have shown ticks meanwhile and miss nothing.</summary>
    private bool Missed(FeedDoor door, int instrument, TimeSpan outage)
    {
        if (instrument >= door.Arrivals.Length) return false;
        ref TickArrival arrival = ref door.Arrivals[instrument];
        return arrival.Count < 2 || IsBefore(Volatile.Read(ref arrival.Before), outage) || IsBefore(Volatile.Read(ref arrival.Last), outage);
    }

    private bool IsBefore(long timestamp, TimeSpan outage) => _time.GetElapsedTime(timestamp) >= outage - Slack;

    /// <summary>From when on the session has seen nothing: its core's time when it goes on, else the first open of today; null before that.</summary>
    private Timestamp? StartOfHole()
    {
        if (_resumedAt is { } reached) return reached;
        Timestamp now = _clock.Now;
        Timestamp? first = null;
        foreach (Segment segment in _doors.SelectMany(door => door.Instruments).Select(i => i.Instrument.Segment).Distinct())
            foreach (TradingSession session in _calendar.SessionsOn(segment, Ist.DateOf(now)))
                if (session.Open < now - Timestamp.NanosPerMinute && (first is null || session.Open < first)) first = session.Open;
        return first;
    }

    private void Run(FeedDoor door, Outage outage, Timestamp since, Func<int, bool> wanted, bool atStart)
    {
        // Decided now: a minute later the outage no longer shows in the arrivals.
        HashSet<int> instruments = [.. door.Instruments.Select(i => i.Instrument.Id).Where(wanted)];
        Task task = Task.Run(() => FillAndTell(door, outage, since, instruments.Contains, atStart), CancellationToken.None);
        lock (_running)
        {
            _running.RemoveAll(done => done.IsCompletedSuccessfully);
            _running.Add(task);
        }
    }

    private async Task FillAndTell(FeedDoor door, Outage outage, Timestamp since, Func<int, bool> wanted, bool atStart)
    {
        int early = atStart ? _early : 0;
        try
        {
            await _backfill.RunAsync(since, wanted, Attempts, Tell, _stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The session has ended; the hole was told as a gap.
        }
        catch (EngineStoppedException)
        {
            // The engine has ended first; its own report says why.
        }

        void Tell(int bars)
        {
            bars += early;
            early = 0;
            // A new session that had nothing to catch up with has no news.
            if (bars == 0 && atStart && _resumedAt is null) return;
            door.Health.TellRecovered(in outage, bars, FormattableString.Invariant($"{bars} minutes since {since} were filled in from history"));
        }
    }
}
