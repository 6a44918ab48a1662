using Astra.Core;
using Astra.Host;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Feeds;

/// <summary>A live feed that runs on a thread of its own, in time that the test makes.</summary>
internal sealed class LiveBench : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<string> _told = [];
    private Task? _run;

    public LiveBench(Timestamp now, int feeds = 1, int instruments = 2, bool withHistory = true, Func<LiveFeedOptions, LiveFeedOptions>? options = null)
    {
        Time = Market.Clock(now);
        Feeds = [.. Enumerable.Range(0, feeds).Select(i => new TestFeed($"feed{i}", Market.Shares(instruments)))];
        History = new TestHistory();
        LiveFeedOptions all = new() { Tell = Hear };
        Live = new LiveFeed([.. Feeds.Select(feed => new LiveSource(feed, withHistory ? History : null))], Market.Calendar, options?.Invoke(all) ?? all, Time);
    }

    public FakeTimeProvider Time { get; }
    public TestFeed[] Feeds { get; }
    public TestHistory History { get; }
    public LiveFeed Live { get; }
    public TestPort Port { get; } = new(400_000);

    public string[] Told
    {
        get
        {
            lock (_gate) return [.. _told];
        }
    }

    public Task Run => _run ?? throw new InvalidOperationException("not begun");

    public async Task<FeedDoor> Begin(int feed = 0)
    {
        Start();
        return await Feeds[feed].Door;
    }

    public void Start() => _run = Task.Run(() => Live.Run(Port, JournaledFeed.Live(ResumedAt), _stop.Token));

    /// <summary>Where the core's time stood when the session before ended; null for a new session.</summary>
    public Timestamp? ResumedAt { get; init; }

    /// <summary>Lets time pass in steps until it is so.</summary>
    public async Task Until(Func<bool> condition, int stepMillis = 100) =>
        await Eventually.True(() =>
        {
            if (condition()) return true;
            Time.Advance(TimeSpan.FromMilliseconds(stepMillis));
            return condition();
        });

    public bool Has(FeedState state) => Port.Changes.Any(c => c.State == state);

    public void Stop() => _stop.Cancel();

    public async Task End()
    {
        Stop();
        await Run;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private void Hear(string line)
    {
        lock (_gate) _told.Add(line);
    }
}
