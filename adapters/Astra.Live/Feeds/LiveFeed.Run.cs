using System.Runtime.ExceptionServices;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>The course of a live day.</summary>
public sealed partial class LiveFeed
{
    /// <inheritdoc/>
    /// <exception cref="CalendarCoverageException">The calendar does not know today's holidays.</exception>
    /// <remarks>It also ends when all feeds have given up: then <see cref="GivenUp"/> says why each did, and the session keeps what they brought.</remarks>
    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _runs, 1) != 0) throw new InvalidOperationException("a live feed runs once; make a new one");
        _resumedAt = held.ResumedAt;
        if (_sources.Select(source => source.Feed.ServerAhead).FirstOrDefault(told => told is not null) is { } ahead) _clock.Guess(ahead);
        _clock.Begin(port, _resumedAt);
        BarPublisher publisher = new(port, _clock, _time);
        Arbiter arbiter = new(_sources.Count, Instruments.Count, _time);
        using Backfill backfill = new(_desk, _calendar, publisher, _clock, _time, _options);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _doors = MakeDoors(port, arbiter);
        LiveBackfills backfills = new(backfill, _doors, _clock, _calendar, _time, _resumedAt, end.Token);
        _clock.Skewed = TellSkew;

        if (_resumedAt is { } reached) _doors[0].Health.OnResumed(reached);
        LearnPast(publisher, backfills, stop);
        Exception? failure = null;
        bool gaveUp = false;
        Task[] feeds = [.. _sources.Select((source, i) => Task.Run(() => RunFeed(source.Feed, _doors[i], end.Token), CancellationToken.None))];
        try
        {
            gaveUp = Watch(feeds, arbiter, backfills, stop);
        }
        catch (Exception e) when (e is CalendarCoverageException or EngineStoppedException)
        {
            failure = e;
        }
        end.Cancel();
        Finish(feeds, backfills, failure, gaveUp);
    }

    private static async Task RunFeed(IMarketFeed feed, FeedDoor door, CancellationToken stop)
    {
        try
        {
            await feed.RunAsync(door, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ended as asked.
        }
        catch (Exception e) when (e is not EngineStoppedException)
        {
            // A fault of the feed's own code: the other feeds go on, and people hear of it now.
            door.Health.OnStopped(0, FeedCause.None, $"the feed failed: {e.GetType().Name}: {e.Message}");
            throw;
        }
    }

    private FeedDoor[] MakeDoors(IInboundPort port, Arbiter arbiter)
    {
        var doors = new FeedDoor[_sources.Count];
        for (byte i = 0; i < doors.Length; i++)
        {
            byte feed = i;
            doors[i] = new FeedDoor(port, feed, _sources[i].Feed.Instruments, new FeedDoorParts
            {
                Time = _time,
                Clock = _clock,
                Arbiter = arbiter,
                Tell = _options.Tell,
                Name = _sources[i].Feed.Name,
                Tap = _options.Tap,
            });
            doors[i].Health.Troubled = inTrouble => arbiter.SetTrouble(feed, inTrouble);
            doors[i].Health.IsCovered = since => doors.Any(other => other.Feed != feed && other.Health.WasWellSince(since));
        }
        return doors;
    }

    /// <summary>What can be known before the feeds connect, within the warm-up's time: earlier days, then what today has shown already.</summary>
    private void LearnPast(BarPublisher publisher, LiveBackfills backfills, CancellationToken stop)
    {
        using CancellationTokenSource limit = new(_options.WarmUpLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            if (_resumedAt is null)
            {
                WarmUp warmUp = new(_desk, _calendar, publisher, _options, _time);
                warmUp.RunAsync(Ist.DateOf(_clock.Now), either.Token, stop).GetAwaiter().GetResult();
                WarmUpBars = warmUp.Bars;
            }
            // Minutes of today have a place only in a session that is open.
            _clock.Pulse();
            backfills.BeforeConnectingAsync(either.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // Stopped, and then the loop ends at once; or out of time, and the rest is filled in beside the feed.
        }
    }

    /// <summary>The clock's thread: publishes what is due until the day, the time or the feeds are over; true when the feeds were first.</summary>
    private bool Watch(Task[] feeds, Arbiter arbiter, LiveBackfills backfills, CancellationToken stop)
    {
        SilenceWatch[] watches = [.. _doors.Select(door => new SilenceWatch(door, _calendar, _time))];
        using ManualResetEventSlim wake = new();
        using CancellationTokenRegistration stopping = stop.Register(wake.Set);
        using ITimer timer = _time.CreateTimer(_ => wake.Set(), null, PulseEvery, PulseEvery);
        Task over = Task.WhenAll(feeds);
        over.ContinueWith(_ => wake.Set(), TaskScheduler.Default);
        long began = _time.GetTimestamp(), watched = began;
        while (!stop.IsCancellationRequested)
        {
            _clock.Pulse();
            foreach (FeedDoor door in _doors) door.FlushReports();
            backfills.Pulse();
            if (_time.GetElapsedTime(watched) >= WatchEvery)
            {
                watched = _time.GetTimestamp();
                foreach (SilenceWatch watch in watches) watch.Look(_clock.Now);
                for (byte i = 0; i < _doors.Length; i++) TellFailover(arbiter, i);
            }
            if (over.IsCompleted) return !stop.IsCancellationRequested;
            bool timeIsUp = _options.For is { } span && _time.GetElapsedTime(began) >= span;
            if (timeIsUp) _clock.RunOn();
            if (timeIsUp || IsDayOver()) return false;
            wake.Wait(CancellationToken.None);
            wake.Reset();
        }
        return false;
    }

    private bool IsDayOver() => _options.UntilClose && (_clock.LastClose is not { } close || _clock.Published >= close);

    /// <summary>Nothing more goes in after this: feeds have ended, holes are told, and what went wrong is thrown.</summary>
    private void Finish(Task[] feeds, LiveBackfills backfills, Exception? failure, bool gaveUp)
    {
        Task all = Task.WhenAll([.. feeds, .. backfills.Running]);
        // Waited for in real time: a feed that does not end is a fault, whatever the clock of the session.
        if (!((IAsyncResult)all).AsyncWaitHandle.WaitOne(PatienceAtEnd)) _options.Tell?.Invoke("a feed has not ended in time and was left behind");
        foreach (FeedDoor door in _doors) door.Close();
        failure ??= feeds.Select(feed => feed.Exception?.InnerException).FirstOrDefault(e => e is EngineStoppedException);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        if (!gaveUp || IsDayOver()) return;
        _clock.RunOn();
        GivenUp = "no feed is left: " + string.Join("; ", feeds.Select((feed, i) => $"{_doors[i].Name}: {WhyEnded(feed, _doors[i])}"));
    }

    private static string WhyEnded(Task feed, FeedDoor door) =>
        door.Health.LastWords.Length > 0 ? door.Health.LastWords
        : feed.Exception?.InnerException is { } e ? $"{e.GetType().Name}: {e.Message}"
        : "it ended";

    private void TellFailover(Arbiter arbiter, byte from)
    {
        if (arbiter.TakeFailover(from, out byte to) is not (> 0 and int moved)) return;
        _doors[to].Report(
            new FeedChange { State = FeedState.TookOver, Detail = moved }, -1,
            FormattableString.Invariant($"leads {moved} instruments now, after {_doors[from].Name}"));
    }

    private void TellSkew(byte feed, long ahead)
    {
        string seconds = FormattableString.Invariant($"{Math.Abs((double)ahead) / Timestamp.NanosPerSecond:0.0} s");
        _doors[feed].Report(
            new FeedChange { State = FeedState.ClockSkew, Value = ahead }, -1,
            $"this machine's clock is {seconds} {(ahead > 0 ? "ahead of" : "behind")} the exchange's; the session goes by the exchange's");
    }
}
