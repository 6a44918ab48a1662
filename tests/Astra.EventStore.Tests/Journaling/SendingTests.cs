using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>When frames are cut and sent, and what holds them up.</summary>
public class SendingTests
{
    [Fact]
    public void What_nobody_wants_waits_and_what_is_wanted_is_cut_at_once()
    {
        using JournalRig rig = new(JournalRig.Patient);
        rig.Lane.Automatic = true;
        rig.Write(10);
        rig.Write(10);
        rig.Until(() => rig.Lag.Events == 20, "the events are handed over");
        Assert.Equal((0, -1), (rig.Lane.SentCount, rig.Journal.DurableSequence));
        rig.Journal.Want(4);
        rig.Until(() => rig.Told == 19, "the wanted event and what stands with it are acknowledged");
        Assert.Equal((0, 20), (rig.Lane.Sent[0].First, rig.Lane.Sent[0].Count));
        // Wanted before it came: sent as soon as it does.
        rig.Journal.Want(24);
        rig.Write(5);
        rig.Until(() => rig.Told == 24, "an event wanted ahead is acknowledged");
        Assert.Equal(2, rig.Lane.SentCount);
        Assert.Equal(24, rig.Journal.DurableSequence);
    }

    [Fact]
    public void An_event_lingers_no_longer_than_it_may()
    {
        using JournalRig rig = new(JournalRig.Patient with { Linger = TimeSpan.FromMilliseconds(5) });
        rig.Lane.Automatic = true;
        for (int i = 1; i <= 20; i++)
        {
            rig.Write(3);
            rig.Until(() => rig.Told == 3 * i - 1, $"events of round {i} are sent by themselves");
        }
    }

    [Fact]
    public void Full_frames_leave_by_themselves_and_fill_what_they_may()
    {
        using JournalRig rig = new(JournalRig.Patient);
        rig.Lane.Automatic = true;
        for (int i = 0; i < 100; i++) rig.Write(200);
        rig.Until(() => rig.Told > 20_000 - 2 * 819, "all but the last open frames are acknowledged");
        // 818 ticks of 80 bytes, the head of their run and the header: not one more fits.
        Assert.All(rig.Lane.Sent, frame => Assert.Equal(818, frame.Count));
        Assert.All(rig.Lane.Sent, frame => Assert.InRange(frame.Bytes, 65_536 - 80, 65_536));
    }

    [Fact]
    public void The_window_is_kept_and_widens_while_much_waits()
    {
        using JournalRig rig = new(JournalRig.Patient with { BufferBytes = 1024 * 1024, InFlight = 2, InFlightCatchingUp = 5 });
        rig.Write(818 * 2);
        rig.Journal.Want(long.MaxValue);
        rig.Until(() => rig.Lane.SentCount == 2, "two frames are sent");
        Assert.Equal(2, rig.Lane.WidestWindow);
        rig.Write(818 * 6);
        rig.Until(() => rig.Lane.SentCount == 5, "three more are sent to catch up");
        Assert.Equal((5, 5), (rig.Lane.WidestWindow, rig.Lane.MostInFlight));
        Assert.Equal((5, 818 * 8), (rig.Lag.Frames, rig.Lag.Events));
        rig.Lane.Automatic = true;
        rig.Lane.Acknowledge();
        rig.Until(() => rig.Told == 818 * 8 - 1, "everything is acknowledged");
        rig.Until(() => rig.Lag is { Frames: 0, Events: 0, Bytes: 0 }, "nothing is behind");
        Assert.Equal((TimeSpan.Zero, LagState.Connected), (rig.Lag.Oldest, rig.Lag.State));
    }

    [Fact]
    public async Task A_full_tape_holds_the_writer_until_there_is_room()
    {
        using JournalRig rig = new(JournalRig.Patient);
        Task writing = Task.Run(() => rig.Write(20_000), TestContext.Current.CancellationToken);
        rig.Until(() => rig.Lane.InFlight == 8, "the window is full");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(writing.IsCompleted, "1.6 MB went into a tape of 256 KiB");
        rig.Lane.Automatic = true;
        rig.Lane.Acknowledge();
        rig.Until(() => writing.IsCompletedSuccessfully, "the writer goes on");
        rig.Journal.Finish();
        rig.Until(() => rig.Told == 19_999, "everything is acknowledged");
    }

    [Fact]
    public async Task A_writer_that_waits_for_room_is_released()
    {
        JournalRig rig = new(JournalRig.Patient);
        Task writing = Task.Run(() => rig.Write(20_000), TestContext.Current.CancellationToken);
        rig.Until(() => rig.Lane.InFlight == 8, "the window is full");
        rig.Journal.Release();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing);
        Assert.Throws<OperationCanceledException>(rig.Journal.Commit);
        Assert.Null(rig.Failure);
        rig.Kill();
    }

    [Fact]
    public void A_defect_ends_the_journal_and_every_later_call()
    {
        JournalRig rig = new(JournalRig.Patient);
        rig.Write(10);
        EventStoreException fault = new(JournalErrorKind.SecondWriter, "a stream", "another writer is at work", "stop it");
        rig.Lane.Observer.OnFatal(fault);
        Assert.Same(fault, rig.Failure);
        Assert.Same(fault, Assert.Throws<EventStoreException>(() => rig.Write(1)));
        Assert.Same(fault, Assert.Throws<EventStoreException>(rig.Journal.Commit));
        Assert.Equal(LagState.Failed, rig.Lag.State);
        rig.Dispose();
    }

    [Fact]
    public void Closing_sends_what_was_appended_and_waits_for_it()
    {
        JournalRig rig = new(JournalRig.Patient);
        rig.Lane.Automatic = true;
        rig.Append(7);
        rig.Dispose();
        Assert.Equal(6, rig.Told);
        Assert.Equal(JournalErrorKind.Closed, Assert.Throws<EventStoreException>(() => rig.Write(1)).Kind);
    }

    [Fact]
    public void An_event_out_of_order_without_meaning_or_too_large_is_refused_and_the_journal_goes_on()
    {
        using JournalRig rig = new(JournalRig.Patient with { FrameBytes = 4096 });
        rig.Lane.Automatic = true;
        rig.Append(1);
        InboundEvent e = Events.Tick(5);
        Assert.Equal(JournalErrorKind.BadEvent, Assert.Throws<EventStoreException>(() => rig.Journal.Append(5, ref e)).Kind);
        InboundEvent empty = default;
        Assert.Equal(JournalErrorKind.BadEvent, Assert.Throws<EventStoreException>(() => rig.Journal.Append(1, ref empty)).Kind);
        InboundEvent large = Events.WithPayload(InboundKind.Configure, Events.Settings(new string('x', 5000)), Events.TimeOf(1));
        Assert.Contains("a frame holds 4043", Assert.Throws<EventStoreException>(() => rig.Journal.Append(1, ref large)).Message);
        InboundEvent fits = Events.WithPayload(InboundKind.Configure, Events.Settings(new string('x', 3000)), Events.TimeOf(1));
        rig.Journal.Append(1, ref fits);
        rig.Write(1);
        rig.Journal.Want(2);
        rig.Until(() => rig.Told == 2, "the good ones are acknowledged");
    }

    [Fact]
    public void Appending_committing_and_wanting_allocate_nothing()
    {
        using JournalRig rig = new(JournalRig.Patient with { BufferBytes = 4 * 1024 * 1024, Linger = TimeSpan.FromMilliseconds(1) });
        rig.Lane.Automatic = true;
        rig.Write(10_000);
        InboundEvent e = Events.Tick(0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500_000; i++)
        {
            rig.Journal.Append(rig.Journal.NextSequence, ref e);
            if (i % 16 != 0) continue;
            rig.Journal.Commit();
            rig.Journal.Want(rig.Journal.NextSequence - 1);
        }
        rig.Journal.Commit();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        rig.Journal.Want(509_999);
        rig.Until(() => rig.Told == 509_999, "everything is acknowledged");
    }
}
