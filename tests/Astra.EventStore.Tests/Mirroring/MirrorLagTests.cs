using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>What a mirror tells of its lag while little or nothing is known of the server.</summary>
public class MirrorLagTests
{
    [Fact]
    public void Backlog_ages_and_has_a_size_while_the_mirror_waits_for_a_server()
    {
        // Nobody takes a step here, as when the first answer of a server is waited for.
        LagSamples samples = new(TimeProvider.System);
        Assert.Equal(TimeSpan.Zero, MirrorLag.Of(-1, samples, MirrorState.Connecting, null).Oldest);
        MirrorLag.Of(999, samples, MirrorState.Connecting, null);
        Thread.Sleep(20);
        JournalLag lag = MirrorLag.Of(1999, samples, MirrorState.Connecting, null);
        Assert.Equal((2000L, 2000 * StreamShipper.UsualBytes), (lag.Events, lag.Bytes));
        Assert.True(lag.Oldest >= TimeSpan.FromMilliseconds(15), $"{lag.Oldest}");
    }

    [Theory]
    [InlineData(0, 0, 80)]
    [InlineData(25_000, 1, 86)]
    [InlineData(120_000_000, 1_000_000, 119)]
    public void First_frames_do_not_make_gigabytes_of_a_small_backlog(long bytes, long events, long average) =>
        Assert.Equal(average, StreamShipper.AverageBytes(bytes, events));
}
