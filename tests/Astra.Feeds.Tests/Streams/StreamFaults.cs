using Astra.Core;
using Astra.Live;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>What can happen to a socket that was well. Each fault is noticed, left behind and accounted for; the same for every vendor.</summary>
public abstract class StreamFaults
{
    internal abstract RigVendor Vendor { get; }

    /// <summary>Shortest wait before the nth new attempt, n from 0, in seconds of the rig's clock.</summary>
    internal abstract double LeastWait(int n);

    private Task<FeedRig> StartAsync() => FeedRig.StartAsync(new RigOptions(Vendor));

    [Fact]
    public async Task A_mute_server_is_noticed_by_its_silence_and_left()
    {
        await using FeedRig rig = await StartAsync();
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        rig.Server.Faults.Mute = true;
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count == 2, "a second connection");
        rig.Server.Faults.Mute = false;
        Assert.True(rig.Port.Told(FeedState.Stale, FeedCause.Silence));
        Assert.True(rig.Port.Told(FeedState.Reconnecting, FeedCause.Silence));
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Recovered), "recovered");
        Assert.True(rig.Port.Told(FeedState.Gap));
        await rig.UntilTicksAsync(50);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.InRange(rig.Server.Counts.Heartbeats, 1, 1000);
    }

    [Fact]
    public async Task A_half_open_connection_is_left_for_a_new_one()
    {
        await using FeedRig rig = await StartAsync();
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        rig.Server.Faults.HalfOpen = true;
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Reconnecting, FeedCause.Silence), "the silence is noticed");
        rig.Server.Faults.HalfOpen = false;
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Recovered), "recovered");
        await rig.UntilTicksAsync(50);
        await rig.UntilAsync(() => rig.Server.Connections.Count == 1, "the old connection is gone");
        await rig.Server.StopAndFlushAsync();
        rig.MustShowTheMarket();
    }

    [Theory]
    [InlineData(CloseWay.Silent)]
    [InlineData(CloseWay.CloseFrame)]
    public async Task A_connection_dropped_every_fifty_ticks_loses_none_of_what_was_sent(CloseWay way)
    {
        await using FeedRig rig = await StartAsync();
        (rig.Server.Faults.DropWay, rig.Server.Faults.DropEvery) = (way, 50);
        _ = rig.Server.Stream(400);
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count >= 4, "four connections");
        rig.Server.Faults.DropEvery = 0;
        await rig.UntilTicksAsync(100);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        MustHaveWaited(rig);
        Assert.True(rig.Port.Changes.Count(c => c.State == FeedState.Gap) >= 3);
    }

    [Fact]
    public async Task A_reset_connection_is_sought_again()
    {
        await using FeedRig rig = await StartAsync();
        _ = rig.Server.Stream(400);
        await rig.UntilTicksAsync(50);
        rig.Server.Drop(CloseWay.Reset);
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Recovered), "recovered");
        await rig.UntilTicksAsync(50);
        await rig.Server.StopAndFlushAsync();
        Assert.True(rig.Door.Accepted <= rig.Server.Counts.Packets);
        MustHaveWaited(rig);
    }

    [Theory]
    [InlineData(WireShape.Batched)]
    [InlineData(WireShape.Fragmented)]
    [InlineData(WireShape.SplitWrites)]
    public async Task Packets_arrive_whole_however_they_are_laid_on_the_wire(WireShape shape)
    {
        await using FeedRig rig = await StartAsync();
        rig.Server.Faults.Shape = shape;
        await rig.Server.Stream(1000, 600);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Single(rig.Server.Counts.Attempts);
        Assert.Empty(rig.Door.Rejects);
    }

    [Fact]
    public async Task A_slow_server_is_waited_for()
    {
        await using FeedRig rig = await StartAsync();
        rig.Server.Faults.WriteDelay = TimeSpan.FromMilliseconds(400);
        await rig.Server.Stream(500, 1000);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Single(rig.Server.Counts.Attempts);
    }

    [Fact]
    public async Task A_slow_consumer_holds_up_its_own_feed_and_costs_no_tick()
    {
        await using FeedRig rig = await StartAsync();
        rig.Port.IsOpen = false;
        Task stream = rig.Server.Stream(2000, 3000);
        await rig.UntilAsync(() => rig.Door.RingWaits > 0, "a claim waits");
        // Longer than the silence that would end a connection.
        await Task.Delay(TimeSpan.FromSeconds(20 / rig.Options.Speed), TestContext.Current.CancellationToken);
        rig.Port.IsOpen = true;
        await stream;
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.True(rig.Door.RingWaitNanos > 0);
        Assert.Single(rig.Server.Counts.Attempts);
    }

    [Fact]
    public async Task Twenty_useless_frames_in_a_row_end_the_connection()
    {
        await using FeedRig rig = await StartAsync();
        for (int at = 0; at < 25; at++) rig.Server.InjectMessage("what is this"u8, isText: Vendor != RigVendor.AngelOne);
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Reconnecting, FeedCause.Rejections), "the connection is given up");
        await rig.UntilAsync(() => rig.Server.Connections.Count == 1 && rig.Server.Connections[0].Subscribed == rig.Options.Instruments, "connected anew");
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
    }

    [Fact]
    public async Task A_frame_that_stops_half_way_holds_nothing_of_the_ring()
    {
        await using FeedRig rig = await StartAsync();
        rig.Server.Faults.Mute = true;
        // A message of 379 bytes, of which a hundred come.
        rig.Server.InjectRaw([(byte)(Vendor == RigVendor.AngelOne ? 0x82 : 0x81), 126, 1, 123, .. new byte[100]]);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(0, rig.Port.Held);
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count == 2, "the connection is given up");
        rig.Server.Faults.Mute = false;
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
    }

    [Fact]
    public async Task Bytes_that_are_no_frame_end_the_connection_and_nothing_else()
    {
        await using FeedRig rig = await StartAsync();
        rig.Server.InjectRaw([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Reconnecting), "the connection is given up");
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
    }

    [Fact]
    public async Task A_storm_of_gateway_errors_is_met_with_longer_and_longer_waits()
    {
        await using FeedRig rig = await StartAsync();
        rig.Server.Faults.HandshakeStorm(HttpFault.BadGateway, 5);
        rig.Server.Drop();
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count >= 7, "let in again");
        MustHaveWaited(rig);
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        Assert.Equal(1, rig.Server.Counts.Logins);
    }

    [Fact]
    public async Task A_limit_is_respected_with_the_longest_wait()
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(Vendor) { Speed = 10 });
        rig.Server.Faults.HandshakeStorm(HttpFault.TooMany, 1);
        rig.Server.Drop();
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count >= 3, "let in again");
        Assert.True(rig.Port.Told(FeedState.Reconnecting, FeedCause.RateLimited));
        IReadOnlyList<ConnectionAttempt> attempts = rig.Server.Counts.Attempts;
        Assert.True(attempts[2].Since - attempts[1].Since >= TimeSpan.FromSeconds(14), $"{attempts[2].Since - attempts[1].Since}");
    }

    [Fact]
    public async Task Duplicates_and_bad_frames_are_counted_by_reason_and_the_connection_stands()
    {
        await using FeedRig rig = await StartAsync();
        foreach (FrameFault fault in Faults) rig.Server.Faults.Every(20, fault);
        await rig.Server.Stream(2000, 1200);
        await rig.Server.StopAndFlushAsync();
        long refused = ExpectedOf(rig.Server.Counts).Where(e => (int)e.Reason < 40).Sum(e => e.Count);
        await rig.MustHaveLostNothingAsync(refused);
        foreach (var (reason, count) in ExpectedOf(rig.Server.Counts)) Assert.Equal((reason, count), (reason, rig.Door.CountOf(reason)));
        Assert.All(Faults, fault => Assert.True(rig.Server.Counts.Of(fault) > 10));
        Assert.Single(rig.Server.Counts.Attempts);
        rig.MustShowTheMarket();
    }

    /// <summary>Faults of single frames that this vendor's feed can tell from good ones.</summary>
    internal abstract IReadOnlyList<FrameFault> Faults { get; }

    /// <summary>What the feed should have counted.</summary>
    internal abstract IReadOnlyList<(TickReject Reason, long Count)> ExpectedOf(Counts counts);

    /// <summary>Refused attempts are followed by waits that double; a connection that stood starts the row anew.</summary>
    private void MustHaveWaited(FeedRig rig)
    {
        IReadOnlyList<ConnectionAttempt> attempts = rig.Server.Counts.Attempts;
        for (int at = 1, failed = 0; at < attempts.Count; at++)
        {
            failed = attempts[at - 1].Status == 101 ? 0 : failed + 1;
            double least = LeastWait(failed) * 0.9, waited = (attempts[at].Since - attempts[at - 1].Since).TotalSeconds;
            Assert.True(waited >= least, $"attempt {at} came after {waited:0.00} s, {failed} failures before it");
        }
    }
}
