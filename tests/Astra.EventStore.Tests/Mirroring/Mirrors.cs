using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>Mirrors that do not make a test wait, and waiting for what one does.</summary>
internal static class Mirrors
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static MirrorOptions Options(List<string>? told = null) => new()
    {
        Linger = TimeSpan.FromMilliseconds(2),
        Pause = TimeSpan.FromMilliseconds(10),
        LongestPause = TimeSpan.FromMilliseconds(50),
        AppendTimeout = TimeSpan.FromSeconds(2),
        Report = text =>
        {
            if (told is null) return;
            lock (told) told.Add(text);
        },
    };

    public static EventStoreSettings Settings(EventStoreStandIn server) => EventStoreSettings.Parse(server.ConnectionString) with { MaxDiscoverAttempts = 2, DiscoveryInterval = TimeSpan.FromMilliseconds(20) };

    public static Mirror Start(WrittenFolder folder, EventStoreStandIn server, MirrorOptions? options = null, SessionName? session = null) =>
        Mirror.Start(folder.Journal, Settings(server), session, options ?? Options());

    /// <summary>Waits until the condition holds, or fails with what the mirror says.</summary>
    public static async Task Until(Mirror mirror, Func<Mirror, bool> holds)
    {
        long begun = TimeProvider.System.GetTimestamp();
        while (!holds(mirror))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"the mirror did not get there: {mirror.Status}, {mirror.Lag}");
            await Task.Delay(5);
        }
    }

    /// <summary>Waits until the server has acknowledged everything that is written.</summary>
    public static Task UntilFollowed(Mirror mirror, WrittenFolder folder) => Until(
        mirror, m => m.Status.Inbound == folder.Journal.DurableSequence && m.Status.Outbound == folder.Log.LastSequence);

    public static Task<MirrorOutcome> Complete(Mirror mirror, TimeSpan? patience = null) => mirror.CompleteAsync(patience ?? Patience, TestContext.Current.CancellationToken);

    public static Task<MirrorOutcome> Ship(string folder, EventStoreStandIn server, SessionName? session = null, TimeSpan? patience = null, IProgress<ShippingProgress>? progress = null) =>
        JournalShipping.RunAsync(folder, Settings(server), session, patience ?? Patience, Options(), progress, TestContext.Current.CancellationToken);

    public static Task<JournalComparisonResult> Compare(WrittenFolder folder, EventStoreStandIn server, SessionName? session = null) => Compare(folder.Path, server, session);

    public static Task<JournalComparisonResult> Compare(string folder, EventStoreStandIn server, SessionName? session = null) =>
        JournalComparison.RunAsync(folder, Settings(server), session, null, TestContext.Current.CancellationToken);

    public static Task<JournalFetchOutcome> Fetch(EventStoreStandIn server, SessionName session, string folder) =>
        JournalFetch.RunAsync(Settings(server), session, folder, null, TestContext.Current.CancellationToken);

    public static async Task AssertEqual(WrittenFolder folder, EventStoreStandIn server, SessionName? session = null)
    {
        JournalComparisonResult compared = await Compare(folder, server, session);
        Assert.True(compared.Equal, compared.ToString());
    }
}
