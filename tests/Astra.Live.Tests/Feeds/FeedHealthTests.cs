using Astra.Core;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Feeds;

public class FeedHealthTests
{
    private readonly FakeTimeProvider _time = Market.Clock(Market.At(11, 0));
    private readonly TestPort _port = new();
    private readonly List<string> _told = [];
    private readonly FeedDoor _door;

    public FeedHealthTests() => _door = new FeedDoor(_port, 0, Market.Shares(2), new FeedDoorParts { Time = _time, Tell = _told.Add, Name = "test" });

    [Fact]
    public void An_outage_is_told_from_its_loss_to_its_end()
    {
        FeedHealth health = _door.Health;
        health.OnConnected(0);
        health.OnSubscribed(0, 2);
        Timestamp last = Market.Wall(_time);
        _time.Advance(TimeSpan.FromSeconds(5));
        health.OnSilence(0, last);
        health.OnLost(0, FeedCause.Silence, last, TimeSpan.FromSeconds(1), 1, "nothing came");
        health.OnLost(0, FeedCause.Unreachable, last, TimeSpan.FromSeconds(2), 2, "no route");
        _time.Advance(TimeSpan.FromSeconds(3));
        health.OnConnected(0);
        health.OnRecovered(0, last);

        Assert.Equal(
            [FeedState.Connected, FeedState.Subscribed, FeedState.Stale, FeedState.Reconnecting, FeedState.Reconnecting, FeedState.Connected, FeedState.Gap, FeedState.Recovered],
            _port.Changes.Select(c => c.State));
        FeedChange gap = _port.Changes[6];
        // The cause is that of the loss, not that of the last attempt.
        Assert.Equal((FeedCause.Silence, last, 8 * Timestamp.NanosPerSecond), (gap.Cause, gap.Since, gap.Value));
        Assert.Equal((2, 2 * Timestamp.NanosPerSecond), (_port.Changes[4].Detail, _port.Changes[4].Value));
        Assert.Equal("test: connection 0: no route; attempt 2 in 2 s", _told[4]);

        FeedStatus status = health.Status;
        Assert.Equal((FeedState.Recovered, 1, 1), (status.State, status.Reconnects, status.Gaps));
    }

    [Fact]
    public void A_hole_that_another_feed_has_filled_is_no_gap()
    {
        _door.Health.IsCovered = _ => true;
        Timestamp last = Market.Wall(_time);
        _door.Health.OnLost(0, FeedCause.ConnectionLost, last, TimeSpan.Zero, 1, "reset");
        _door.Health.OnRecovered(0, last);
        Assert.DoesNotContain(_port.Changes, c => c.State == FeedState.Gap);
        Assert.Equal(FeedState.Recovered, _port.Changes[^1].State);
    }

    [Fact]
    public void A_connection_lost_again_while_its_hole_is_filled_is_not_recovered()
    {
        Outage filled = default;
        _door.Health.Backfill = outage =>
        {
            filled = outage;
            return true;
        };
        Timestamp last = Market.Wall(_time);
        _door.Health.OnLost(0, FeedCause.ConnectionLost, last, TimeSpan.Zero, 1, "reset");
        _door.Health.OnRecovered(0, last);
        _door.Health.OnLost(0, FeedCause.ConnectionLost, Market.Wall(_time), TimeSpan.Zero, 1, "reset");
        _door.Health.TellRecovered(in filled, 3, "filled");
        Assert.Equal([FeedState.Reconnecting, FeedState.Gap, FeedState.Reconnecting], _port.Changes.Select(c => c.State));
        Assert.Equal(3, _door.Health.Status.Backfilled);
    }

    [Fact]
    public void A_hole_that_is_open_at_the_end_is_told()
    {
        _door.Health.OnLost(1, FeedCause.ServerClosed, Market.Wall(_time), TimeSpan.Zero, 1, "closed");
        _time.Advance(TimeSpan.FromMinutes(1));
        _door.Health.End();
        _door.Health.End();
        FeedChange gap = Assert.Single(_port.Changes, c => c.State == FeedState.Gap);
        Assert.Equal((FeedCause.ServerClosed, 1, Timestamp.NanosPerMinute), (gap.Cause, gap.Connection, gap.Value));
    }

    [Fact]
    public void Trouble_ends_with_the_last_connection_in_trouble()
    {
        List<bool> trouble = [];
        _door.Health.Troubled = trouble.Add;
        Timestamp now = Market.Wall(_time);
        _door.Health.OnLost(0, FeedCause.ConnectionLost, now, TimeSpan.Zero, 1, "reset");
        _door.Health.OnLost(1, FeedCause.ConnectionLost, now, TimeSpan.Zero, 1, "reset");
        _door.Health.OnLost(1, FeedCause.ConnectionLost, now, TimeSpan.Zero, 2, "reset");
        _door.Health.OnRecovered(0, now);
        Assert.Equal([true, true], trouble);
        _door.Health.OnRecovered(1, now);
        Assert.Equal([true, true, false], trouble);
    }

    [Fact]
    public void One_connections_recovery_does_not_hide_another_ones_loss()
    {
        FeedHealth health = _door.Health;
        List<bool> trouble = [];
        health.Troubled = trouble.Add;
        health.Carries(0, 0, 1);
        health.Carries(1, 1, 1);
        Timestamp now = Market.Wall(_time);
        foreach (int connection in (int[])[0, 1, 2]) health.OnConnected(connection);
        health.OnLost(0, FeedCause.ConnectionLost, now, TimeSpan.Zero, 1, "reset");
        health.OnLost(1, FeedCause.ConnectionLost, now, TimeSpan.Zero, 1, "reset");
        Assert.Equal((1, 1, 1), (_port.Changes[^1].Connection, _port.Changes[^1].FirstInstrument, _port.Changes[^1].InstrumentCount));
        health.OnConnected(0);
        health.OnRecovered(0, now);
        Assert.Equal(FeedState.Reconnecting, health.Status.State);
        health.OnStopped(2, FeedCause.Refused, "refused");
        health.OnConnected(1);
        health.OnRecovered(1, now);
        Assert.Equal(FeedState.Stopped, health.Status.State);
        Assert.DoesNotContain(false, trouble);
    }

    [Fact]
    public void A_message_that_is_too_large_is_counted()
    {
        _door.Health.OnOversize(0, "{{{{"u8);
        Assert.Equal(1, _door.CountOf(TickReject.Oversize));
        Assert.Equal(4, Assert.Single(_door.QuarantinedFrames).Frame.Length);
    }

    [Fact]
    public void An_instrument_that_falls_silent_is_told_once_and_again_when_it_is_back()
    {
        SilenceWatch watch = new(_door, Market.Calendar, _time);
        void Pass(int seconds, bool both)
        {
            for (int i = 0; i < seconds; i++)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                Market.Tick(_door, _time, 0, Market.Wall(_time));
                if (both) Market.Tick(_door, _time, 1, Market.Wall(_time));
                watch.Look(Market.Wall(_time));
            }
        }
        Pass(30, both: true);
        Pass(60, both: false);
        Assert.Empty(_port.Changes);
        Pass(60, both: false);
        InboundRecord stale = Assert.Single(_port.Of(InboundKind.Feed));
        Assert.Equal((FeedState.Stale, 1), (stale.Feed.State, stale.Header.Instrument));
        Assert.Equal([1], _door.Health.Status.SilentInstruments);
        Pass(5, both: true);
        Assert.Equal([FeedState.Stale, FeedState.Recovered], _port.Changes.Select(c => c.State));
        Assert.Empty(_door.Health.Status.SilentInstruments);
    }

    [Fact]
    public void Silence_before_the_opening_and_of_rare_instruments_is_no_news()
    {
        SilenceWatch watch = new(_door, Market.Calendar, _time);
        for (int i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            Market.Tick(_door, _time, 0, Market.Wall(_time));
            if (i % 2 == 0) Market.Tick(_door, _time, 1, Market.Wall(_time));
            watch.Look(Market.Wall(_time));
        }
        // Twenty times its usual forty seconds have not passed.
        for (int i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            Market.Tick(_door, _time, 0, Market.Wall(_time));
            watch.Look(Market.At(8, 0));
            if (i < 20) watch.Look(Market.Wall(_time));
        }
        Assert.Empty(_port.Changes);
    }
}
