using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>Sessions on a stand-in: begun, resumed, and told to the index.</summary>
public class SessionTests
{
    [Fact]
    public async Task A_session_is_written_listed_and_resumed_as_the_newest()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        using (EventStoreSession session = rig.Create())
        {
            SessionRig.Write(session, 3_000);
            rig.UntilDurable(session, 2_999);
            SessionRig.Say(session, 40);
            session.OutboundLog.Sync();
            session.Snapshots.Save(2_000, [1, 2, 3]);
            session.NoteHashes("00ff", "ff00");
            Assert.Equal((0, LagState.Connected), (session.OutboundLag.Events, session.OutboundLag.State));
        }
        await using EventStoreClient client = new(rig.Settings);
        SessionEntry entry = await new SessionIndex(client).NewestAsync(TestContext.Current.CancellationToken);
        Assert.Equal((rig.Name, EventStoreSession.Mode, "00ff", "ff00"), (entry.Name, entry.Opening.Mode, entry.Closing!.OutboundHash, entry.Closing.StateHash));
        Assert.Equal((2_999, 39), (entry.Closing.LastSequence, entry.Closing.LastOutboundSequence));

        using (EventStoreSession again = EventStoreSession.Resume(rig.Settings, null, rig.Options))
        {
            Assert.Equal((rig.Name, entry.Opening.JournalId), (again.Name, again.JournalId));
            Assert.Equal((2_999, 39), (again.Journal.DurableSequence, again.OutboundLog.LastSequence));
            Assert.True(again.Snapshots.TryLoad(long.MaxValue, out long sequence, out _));
            Assert.Equal(2_000, sequence);
            SessionRig.Write(again, 500);
        }
        Assert.Equal((3_500, 40), await rig.ReadAsync());
        Assert.Equal("", rig.Said);
        Assert.False(Directory.Exists(rig.Fallback));
    }

    [Fact]
    public async Task An_existing_session_is_not_begun_again_and_an_unknown_one_not_resumed()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        Assert.Equal(JournalErrorKind.NotFound, Assert.Throws<EventStoreException>(() => rig.Resume()).Kind);
        rig.Create().Dispose();
        EventStoreException fault = Assert.Throws<EventStoreException>(() => rig.Create());
        Assert.Contains("there is a session 20260720-rig on this server already; resume it", fault.Message);
    }

    [Fact]
    public async Task A_killed_session_leaves_its_place_to_the_next_whose_opening_shuts_it_out()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession first = rig.Create();
        SessionRig.Write(first, 100);
        rig.UntilDurable(first, 99);
        using (EventStoreSession second = rig.Resume())
        {
            SessionRig.Write(second, 50);
            rig.UntilDurable(second, 149);
            // The first one still believes that the stream is its own.
            SessionRig.Write(first, 1);
            Assert.True(SpinWait.SpinUntil(() => first.Lag.State == LagState.Failed, TimeSpan.FromSeconds(30)), $"{first.Lag}");
            Assert.Equal(JournalErrorKind.SecondWriter, Assert.Throws<EventStoreException>(() => SessionRig.Write(first, 1)).Kind);
            first.Dispose();
        }
        Assert.Equal((150, 0), await rig.ReadAsync());
    }

    [Fact]
    public async Task A_server_that_restarts_under_load_loses_nothing_and_the_gate_waits_for_it()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        // Everything fits on the tape: a writer that waited for room here would wait for the server that it is to restart.
        using (EventStoreSession session = rig.Create(rig.Options with { OutageAfter = TimeSpan.FromSeconds(30), BufferBytes = 8 * 1024 * 1024 }))
        {
            for (int round = 0; round < 5; round++)
            {
                SessionRig.Write(session, 5_000);
                await rig.Server.KillAsync();
                SessionRig.Write(session, 2_000);
                await rig.Server.RestartAsync();
            }
            rig.UntilDurable(session, 34_999);
            Assert.True(session.Lag.Reconnects > 0);
        }
        Assert.Equal((35_000, 0), await rig.ReadAsync());
        Assert.Equal(0, rig.Server.Counts.HalfClosesWithAnswersOwed);
    }

    [Fact]
    public async Task Waiting_for_the_outbound_log_ends_when_the_engine_does()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create(rig.Options with { OutageAfter = TimeSpan.FromMinutes(5) });
        SessionRig.Write(session, 10);
        rig.UntilDurable(session, 9);
        rig.Server.Faults.MuteAppends = true;
        SessionRig.Say(session, 5);
        Task waiting = Task.Run(session.OutboundLog.Sync, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        ((Core.IReleasable)session.OutboundLog).Release();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        session.Abandon();
    }
}
