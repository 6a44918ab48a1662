using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;
using Astra.EventStore.Tests.Contract;

namespace Astra.EventStore.Tests.Faults;

/// <summary>
/// The generated day through a real engine, journaled to a stand-in that misbehaves in its middle; and the proof that nothing was lost, doubled or changed. Timers are short, so that
/// what waits for minutes on a trading day is over in a test.
/// </summary>
internal sealed class ServedDay : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<string> _said = [];
    private readonly List<Task> _later = [];
    private readonly TempFolder _folder = new();
    private volatile EventStoreSession? _session;

    private ServedDay(EventStoreStandIn server) => (Server, Connection) = (server, server.ConnectionString);

    private ServedDay(EventStoreStandInCluster cluster) => (Server, Cluster, Connection) = (cluster.Nodes[0], cluster, cluster.ConnectionString);

    /// <summary>The server, or the first node of the cluster.</summary>
    public EventStoreStandIn Server { get; }

    public EventStoreStandInCluster? Cluster { get; }

    /// <summary>How the session connects; the stand-in's own string unless it is changed.</summary>
    public string Connection { get; set; }

    public SessionName Name { get; } = new(JournalPlace.Day, "faults");

    private int FrameBytes { get; init; }

    /// <summary>For days whose server never takes the events.</summary>
    private bool GivesUpSoon { get; init; }

    /// <summary>Without snapshots all appends are frames, so that a fault that counts appends hits one of those.</summary>
    public bool TakesSnapshots { get; set; } = true;

    /// <summary>What the user was told, in order.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    /// <summary>Of a mirrored day; null before its end, and in the other mode.</summary>
    public MirrorOutcome? Outcome { get; private set; }

    private EventStoreSettings Settings => EventStoreSettings.Parse(Connection);

    public static async Task<ServedDay> StartAsync(
        EventStoreStandInOptions? options = null, int frameBytes = EventStoreJournalOptions.LargestFrame, bool givesUpSoon = false) =>
        new(await EventStoreStandIn.StartAsync(options)) { FrameBytes = frameBytes, GivesUpSoon = givesUpSoon };

    /// <summary>Three nodes, whose elections are over sooner than real ones.</summary>
    public static async Task<ServedDay> StartClusterAsync() =>
        new(await EventStoreStandInCluster.StartAsync(new EventStoreStandInClusterOptions { TimeScale = 0.3 })) { FrameBytes = EventStoreJournalOptions.LargestFrame };

    /// <summary>Does something on a thread of its own, after a while.</summary>
    public void Later(double seconds, Func<Task> action)
    {
        Task task = Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            await action();
        });
        lock (_later) _later.Add(task);
    }

    public void Later(double seconds, Action action) => Later(seconds, () =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs the whole day; the action is done after a third of it, on the feed's thread.</summary>
    public async Task<SessionReport> RunAsync(JournalMode mode, Action middle)
    {
        using RecordedFeed feed = MarketDay.Feed(MarketDay.Records / 3, middle);
        SessionReport report = mode == JournalMode.EventStoreDb ? RunGating(feed) : await RunMirroredAsync(feed);
        await Task.WhenAll(_later);
        return report;
    }

    /// <summary>Waits until the user is told something, by a sentence or by the session's lag.</summary>
    public void WaitUntilTold(string text) =>
        Assert.True(SpinWait.SpinUntil(() => (Said + _session?.Lag.Fault).Contains(text, StringComparison.Ordinal), Patience), $"'{text}' was not told; told was: {Said}");

    /// <summary>The day said what it says without a server, and the server holds all of it once, in order, and says it again.</summary>
    /// <param name="snapshots">False where the server takes none, so that a mirror is never complete.</param>
    public async Task MustBeWholeAsync(SessionReport report, bool snapshots = true)
    {
        SessionReport expected = MarketDay.Expected;
        Assert.Equal((expected.OutboundHash, expected.StateHash, expected.LastSequence), (report.OutboundHash, report.StateHash, report.LastSequence));
        if (Outcome is { } outcome)
        {
            Assert.Equal((snapshots, 0, 0), (outcome.Complete, outcome.EventsBehind, outcome.OutboundBehind));
            JournalComparisonResult compared = await JournalComparison.RunAsync(_folder.Journal, Settings, Name);
            Assert.True(snapshots ? compared.Equal : compared.Same, compared.ToString());
        }
        foreach (string stream in (string[])[Name.Journal, Name.Outbound])
        {
            IReadOnlyList<StandInEvent> stored = (Cluster?.Store ?? Server.Store).Read(stream);
            Assert.Equal(Enumerable.Range(0, stored.Count).Select(i => (long)i), stored.Select(e => e.Revision));
            Assert.Equal(stored.Count, stored.Select(e => e.Id).Distinct().Count());
        }
        await using EventStoreClient client = new(Settings);
        JournalVerification found = await EventStoreVerifier.RunAsync(client, Name);
        Assert.True(found.Good, string.Join('\n', found.Findings));
        Assert.Equal((expected.LastSequence + 1, expected.OutboundSequence + 1), (found.Events, found.OutboundEvents));
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(client, Name);
        using EventStoreOutboundReader said = EventStoreOutboundReader.Open(client, Name);
        ReplayReport replay = Replay.Run(reader, said, null, new ReplayOptions());
        Assert.True(replay.Identical, replay.FirstDifference?.ToString());
        Assert.Equal(expected.OutboundHash, replay.OutboundHash);
        MustBeSound();
    }

    /// <summary>None of the client's known sins: answers dropped by a half-close, deadlines that fail under clock skew or cut a call, a follower written to, a call left open.</summary>
    public void MustBeSound()
    {
        foreach (EventStoreStandIn node in Cluster?.Nodes ?? [Server])
        {
            EventStoreCounts counts = node.Counts;
            Assert.Equal((0, 0, 0, 0), (counts.HalfClosesWithAnswersOwed, counts.AbsoluteDeadlines, counts.BatchCallsWithGrpcDeadline, counts.WithoutRequiresLeader));
            Assert.InRange(counts.MostInFlight, 0, 8);
            Assert.True(SpinWait.SpinUntil(() => counts.OpenCalls == 0, Patience), $"{counts.OpenCalls} calls were left open");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_later);
        if (Cluster is null) await Server.DisposeAsync();
        else await Cluster.DisposeAsync();
        _folder.Dispose();
    }

    private SessionReport RunGating(RecordedFeed feed)
    {
        EventStoreJournalOptions options = new()
        {
            FrameBytes = FrameBytes,
            AppendTimeout = TimeSpan.FromMilliseconds(700),
            OutageAfter = TimeSpan.FromSeconds(20),
            Report = Note,
        };
        using EventStoreSession session = EventStoreSession.Create(Settings, Name, JournalPlace.Day, options);
        _session = session;
        return ShadowSession.Run(Request(new SessionStore
        {
            Journal = session.Journal,
            OpenReader = session.OpenReader,
            OutboundLog = session.OutboundLog,
            OpenOutboundReader = session.OpenOutboundReader,
            Snapshots = session.Snapshots,
        }, feed));
    }

    private async Task<SessionReport> RunMirroredAsync(RecordedFeed feed)
    {
        MirrorOptions options = new()
        {
            FrameBytes = FrameBytes,
            AppendTimeout = TimeSpan.FromMilliseconds(700),
            Linger = TimeSpan.FromMilliseconds(5),
            Pause = TimeSpan.FromMilliseconds(50),
            LongestPause = TimeSpan.FromMilliseconds(500),
            Report = Note,
        };
        Mirror mirror;
        SessionReport report;
        using (EmbeddedLife life = new(_folder.Journal))
        {
            mirror = Mirror.Start(life.Journal, Settings, Name, options);
            report = ShadowSession.Run(Request(MarketDay.StoreOf(life, _folder.Journal), feed));
        }
        await using (mirror)
        {
            // Whoever ends the day while the server is away would have to wait for it anyway.
            await Task.WhenAll(_later);
            Outcome = await mirror.CompleteAsync(GivesUpSoon ? TimeSpan.FromSeconds(2) : Patience);
        }
        return report;
    }

    private SessionRequest Request(SessionStore store, RecordedFeed feed)
    {
        SessionRequest request = MarketDay.Request(store, feed);
        return TakesSnapshots ? request : request with { Store = store with { Snapshots = null } };
    }

    private void Note(string text)
    {
        lock (_said) _said.Add(text);
    }
}
