using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Feeds;

public class FeedDoorTests
{
    private static readonly TimeProvider Time = TimeProvider.System;

    [Fact]
    public void A_report_on_a_full_ring_waits_its_turn_and_its_caller_does_not()
    {
        TestPort port = new() { Full = true };
        FeedDoor door = new(port, 3, Market.Shares(1));
        for (int i = 1; i <= 5; i++) door.Report(new FeedChange { State = FeedState.Reconnecting, Detail = i }, -1, "lost");
        Assert.Empty(port.Records);

        port.Full = false;
        // One that finds room goes behind those that wait already.
        door.Report(new FeedChange { State = FeedState.Connected, Detail = 6 }, -1, "back");
        Assert.Empty(port.Records);
        door.FlushReports();
        Assert.Equal([1, 2, 3, 4, 5, 6], port.Changes.Select(c => c.Detail));
        Assert.All(port.Records, r => Assert.Equal((InboundKind.Feed, InboundSource.Feed, -1), (r.Header.Kind, r.Header.Source, r.Header.Instrument)));
        Assert.All(port.Changes, c => Assert.Equal(3, c.Feed));
    }

    [Fact]
    public void A_report_to_an_engine_that_has_ended_is_counted_and_harms_nobody()
    {
        TestPort port = new() { Stopped = true };
        FeedDoor door = new(port, 0, Market.Shares(1));
        door.Report(new FeedChange { State = FeedState.Connected }, -1, "connected");
        Assert.Equal(1, door.LostReports);
    }

    [Fact]
    public void Rejections_are_counted_told_at_powers_of_two_and_their_first_frames_kept()
    {
        TestPort port = new();
        List<string> told = [];
        FeedDoor door = new(port, 1, Market.Shares(2), new FeedDoorParts { Tell = told.Add, Name = "angelone" });
        for (int i = 0; i < 100; i++) door.Count(TickReject.Truncated, -1, [0xff, (byte)i]);
        door.Count(TickReject.BadJson, 1, "{\"t\":"u8);

        Assert.Equal(100, door.CountOf(TickReject.Truncated));
        Assert.Equal([new TickRejectCount(TickReject.Truncated, 100), new TickRejectCount(TickReject.BadJson, 1)], door.Rejects);
        Assert.Equal([1L, 2, 4, 8, 16, 32, 64, 1], port.Changes.Select(c => c.Value));
        Assert.All(port.Changes.Take(7), c => Assert.Equal((FeedState.Quarantined, (int)TickReject.Truncated, 1), (c.State, c.Detail, c.Feed)));
        Assert.Equal(1, port.Records[^1].Header.Instrument);
        Assert.Equal(RejectCounts.FramesKept + 1, door.QuarantinedFrames.Count);
        Assert.Equal("ff00", door.QuarantinedFrames[0].Text);
        Assert.Equal("{\"t\":", door.QuarantinedFrames[^1].Text);
        Assert.Equal("angelone: bad-json: 1 so far", told[^1]);
    }

    [Fact]
    public void A_huge_frame_is_kept_in_part()
    {
        FeedDoor door = new(new TestPort(), 0, Market.Shares(1));
        door.Count(TickReject.Oversize, -1, new byte[1_000_000]);
        QuarantinedFrame frame = Assert.Single(door.QuarantinedFrames);
        Assert.Equal((RejectCounts.BytesKept, 1_000_000), (frame.Frame.Length, frame.Length));
    }

    [Fact]
    public async Task A_claim_on_a_full_ring_waits_and_is_counted_and_nothing_is_lost()
    {
        TestPort port = new() { Full = true };
        FeedDoor door = new(port, 0, Market.Shares(1));
        Task producer = Task.Run(() =>
        {
            for (int i = 0; i < 1_000; i++) Market.Tick(door, Time, 0, Market.At(11, 0) + i, i);
        }, TestContext.Current.CancellationToken);
        await Eventually.True(() => door.RingWaits == 1);
        Assert.Empty(port.Records);
        port.Full = false;
        await producer;
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => (long)i), port.Records.Select(r => r.Touchline.Volume));
        Assert.Equal(1_000, door.Accepted);
    }

    [Theory]
    [InlineData(TickReject.UnknownMode, "unknown-mode")]
    [InlineData(TickReject.OtherFeedFirst, "other-feed-first")]
    [InlineData(TickReject.BadJson, "bad-json")]
    public void Reasons_have_kebab_case_names(TickReject reason, string name) => Assert.Equal(name, TickRejectCount.NameOf(reason));

    [Fact]
    public void Every_reason_has_a_place_among_the_counts()
    {
        FeedDoor door = new(new TestPort(), 0, Market.Shares(1));
        foreach (TickReject reason in Enum.GetValues<TickReject>()) door.Count(reason, -1, []);
        Assert.All(Enum.GetValues<TickReject>(), reason => Assert.Equal(1, door.CountOf(reason)));
    }
}
