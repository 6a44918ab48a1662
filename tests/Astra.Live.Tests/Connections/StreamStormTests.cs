using Astra.Core;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Connections;

/// <summary>A server that refuses every handshake is asked no more often than the vendors' policies allow, counted at the server.</summary>
public sealed class StreamStormTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(502, 30, 0.0, 12)] // 1 s, 2, 4, 8, 16, 30 … taken at their halves: 0.5, 1.5, 3.5, 7.5, 15.5, 30.5, 45.5 …
    [InlineData(404, 30, 0.0, 12)]
    [InlineData(429, 30, 0.0, 9)] // never less than 15 s
    [InlineData(503, 60, 0.5, 9)]
    public async Task A_storm_of_refusals_keeps_within_the_limits(int status, int cap, double least, int most)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 5, 0, 0, TimeSpan.Zero));
        var attempts = new System.Collections.Concurrent.ConcurrentQueue<DateTimeOffset>();
        var policy = new ReconnectPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(cap), TimeSpan.FromSeconds(least), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(60));
        await using StreamRig rig = new StreamRig((_, stream, _) =>
        {
            attempts.Enqueue(time.GetUtcNow());
            return StreamServer.RefuseAsync(stream, status);
        }, o => o with { Policy = policy }, time).Start();
        DateTimeOffset end = time.GetUtcNow() + TimeSpan.FromMinutes(2);
        while (time.GetUtcNow() < end)
        {
            // Time stands still while an attempt is under way, so that none is charged to the clock.
            int told = rig.Health.Count("lost");
            await StreamRig.UntilAsync(() => rig.Health.Count("lost") >= attempts.Count && attempts.Count >= told && !attempts.IsEmpty, "the answer to an attempt");
            time.Advance(Step);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        HealthEntry[] lost = [.. rig.Health.Entries.Where(e => e.What == "lost")];
        Assert.All(lost, e => Assert.Equal(status == 429 ? FeedCause.RateLimited : FeedCause.Unreachable, e.Cause));
        Assert.Equal(Enumerable.Range(1, lost.Length), lost.Select(e => e.Attempt));
        DateTimeOffset[] at = [.. attempts];
        Assert.InRange(at.Length, 4, most);
        for (int i = 1; i < at.Length; i++) Assert.True(at[i] - at[i - 1] >= lost[i - 1].Next, $"attempt {i} came {at[i] - at[i - 1]} after the one before; told were {lost[i - 1].Next}");
    }
}
