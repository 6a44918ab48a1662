using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Microsoft.Extensions.Time.Testing;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>What happens when nothing is acknowledged any more.</summary>
public class OutageTests
{
    private readonly FakeTimeProvider _time = new();

    private EventStoreJournalOptions Options => JournalRig.Patient with { Time = _time, OutageAfter = TimeSpan.FromSeconds(30) };

    [Fact]
    public void Holding_is_told_once_and_so_is_its_end()
    {
        using JournalRig rig = new(Options);
        rig.Write(5);
        rig.Journal.Want(4);
        rig.Until(() => rig.Lane.SentCount == 1, "a frame is sent");
        _time.Advance(TimeSpan.FromSeconds(29));
        rig.Write(5);
        Assert.Equal(LagState.Connected, rig.Lag.State);
        _time.Advance(TimeSpan.FromSeconds(2));
        rig.Until(() => rig.Lag.State == LagState.Holding, "the outage is seen");
        rig.Until(() => rig.Said.Contains("nothing was acknowledged for 31 s (the fake server is away); events 0 to 9 are kept", StringComparison.Ordinal), "the outage is told");
        Assert.Equal(TimeSpan.FromSeconds(31), rig.Lag.Oldest);
        _time.Advance(TimeSpan.FromMinutes(10));
        rig.Lane.Resends = 3;
        rig.Lane.Automatic = true;
        rig.Lane.Acknowledge();
        rig.Until(() => rig.Lag.State == LagState.Connected, "the outage is over");
        rig.Until(() => rig.Said.Contains("acknowledges again after 631 s; 3 frames were sent again", StringComparison.Ordinal), "its end is told");
        Assert.Equal(2, rig.Said.Split('\n').Length);
        Assert.Null(rig.FellBackTo);
    }

    [Fact]
    public void A_server_that_goes_on_slowly_is_no_outage()
    {
        using TempFolder folder = new();
        using JournalRig rig = new(Options with { FrameBytes = 4096, Outage = OutagePolicy.FallBack, FallbackFolder = folder.Journal });
        rig.Write(818);
        rig.Journal.Want(long.MaxValue);
        for (int i = 0; i < 10; i++)
        {
            rig.Until(() => rig.Lane.InFlight > 0, "a frame is owed");
            _time.Advance(TimeSpan.FromSeconds(20));
            rig.Lane.Acknowledge(1);
        }
        Assert.Equal("", rig.Said);
        rig.Lane.Automatic = true;
        rig.Lane.Acknowledge();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_folder_takes_over_at_the_first_unacknowledged_event_and_acknowledges_from_then_on(bool clean)
    {
        using TempFolder folder = new();
        JournalRig rig = new(Options with { Outage = OutagePolicy.FallBack, FallbackFolder = folder.Journal });
        rig.Write(100);
        rig.Journal.Want(99);
        rig.Until(() => rig.Lane.Acknowledge() > 0, "the first frame is acknowledged");
        // In flight, in the open frame, and on the tape, where one frame is larger than what is left.
        rig.Write(900);
        rig.Journal.Want(999);
        rig.Until(() => rig.Lane.LastSent == 999, "the next ones are sent");
        rig.Write(3_000);
        Assert.Equal(99, rig.Told);
        rig.Until(() => rig.Lane.InFlight >= 4, "the window is full");
        _time.Advance(TimeSpan.FromSeconds(31));
        rig.Until(() => rig.Told == 3_999, "the folder acknowledges");
        Assert.Equal((folder.Journal, LagState.FallenBack), (rig.FellBackTo, rig.Lag.State));
        Assert.Equal((3_900, 99), (rig.Lag.Events, rig.Lag.Durable));
        // Its syncs open the gate now.
        rig.Write(50);
        rig.Until(() => rig.Told == 4_049, "later events are durable in the folder");
        if (clean) rig.Dispose();
        else rig.Kill();

        using EmbeddedJournal kept = EmbeddedJournal.Open(new JournalOptions(folder.Journal));
        Assert.Equal((JournalRig.Id, 100, 4_049), (kept.JournalId, kept.Recovery.FirstSequence, kept.Recovery.LastSequence));
        Assert.True(JournalVerifier.Run(folder.Journal).Good);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(kept);
        InboundEvent e = default;
        for (long expected = 100; expected < 4_050; expected++)
        {
            Assert.True(reader.TryRead(ref e, out long sequence));
            InboundEvent tick = Events.Tick(expected);
            Assert.Equal(expected, sequence);
            Assert.True(Events.Same(ref tick, ref e));
        }
    }

    [Fact]
    public async Task A_writer_that_waits_for_room_goes_on_when_the_folder_takes_over()
    {
        using TempFolder folder = new();
        JournalRig rig = new(Options with { Outage = OutagePolicy.FallBack, FallbackFolder = folder.Journal });
        Task writing = Task.Run(() => rig.Write(20_000), TestContext.Current.CancellationToken);
        rig.Until(() => rig.Lane.InFlight == 8, "the window is full");
        _time.Advance(TimeSpan.FromSeconds(31));
        rig.Until(() => rig.Told == 19_999, "everything is in the folder");
        await writing;
        rig.Dispose();
        Assert.Equal(20_000, JournalVerifier.Run(folder.Journal).Events);
    }

    [Fact]
    public void A_session_that_ends_in_an_outage_goes_to_the_folder_though_it_would_hold()
    {
        using TempFolder folder = new();
        JournalRig rig = new(Options with { FallbackFolder = folder.Journal });
        rig.Write(100);
        rig.Journal.Want(0);
        rig.Until(() => rig.Lane.SentCount == 1, "a frame is sent");
        _time.Advance(TimeSpan.FromSeconds(60));
        rig.Until(() => rig.Lag.State == LagState.Holding, "it holds");
        Assert.Null(rig.FellBackTo);
        rig.Journal.Finish();
        rig.Until(() => rig.Told == 99, "the end is not waited out");
        rig.Dispose();
        Assert.Equal(100, JournalVerifier.Run(folder.Journal).Events);
    }

    [Fact]
    public void Without_a_folder_a_session_that_ends_in_an_outage_fails_and_says_what_is_lost()
    {
        JournalRig rig = new(Options);
        rig.Write(100);
        rig.Journal.Finish();
        rig.Until(() => rig.Lane.SentCount == 1, "a frame is sent");
        _time.Advance(TimeSpan.FromSeconds(31));
        rig.Until(() => rig.Failure is not null, "it fails");
        EventStoreException fault = Assert.IsType<EventStoreException>(rig.Failure);
        Assert.Equal(JournalErrorKind.Unavailable, fault.Kind);
        Assert.Contains("events 0 to 99 were never acknowledged", fault.Message);
        rig.Dispose();
    }

    [Fact]
    public void A_server_that_comes_back_after_the_end_was_told_is_still_waited_for()
    {
        using JournalRig rig = new(Options);
        rig.Write(100);
        rig.Journal.Want(0);
        rig.Until(() => rig.Lane.SentCount == 1, "a frame is sent");
        _time.Advance(TimeSpan.FromMinutes(10));
        rig.Until(() => rig.Lag.State == LagState.Holding, "it holds");
        rig.Journal.Finish();
        rig.Until(() => rig.Lane.SentCount == 2 || rig.Lane.InFlight > 0, "the rest is on its way");
        _time.Advance(TimeSpan.FromSeconds(29));
        Thread.Sleep(200);
        Assert.Null(rig.Failure);
        rig.Lane.Automatic = true;
        rig.Lane.Acknowledge();
        rig.Until(() => rig.Told == 99, "everything is durable");
    }

    [Fact]
    public void A_folder_that_cannot_take_over_ends_the_journal_loudly()
    {
        using TempFolder folder = new();
        JournalRig rig = new(Options with { Outage = OutagePolicy.FallBack, FallbackFolder = folder.Journal });
        rig.Write(10);
        rig.Journal.Want(0);
        rig.Until(() => rig.Lane.SentCount == 1, "a frame is sent");
        EmbeddedJournal.Open(folder.Journal).Dispose();
        _time.Advance(TimeSpan.FromSeconds(31));
        rig.Until(() => rig.Failure is not null, "it fails");
        Assert.Contains("holds a journal", rig.Failure!.Message);
        Assert.Equal(-1, rig.Told);
        rig.Dispose();
    }
}
