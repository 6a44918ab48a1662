using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>A folder takes over from a stand-in, and is shipped to it later.</summary>
public class FallbackTests
{
    /// <param name="stored">Appends in flight that the server has stored, though it never said so.</param>
    /// <param name="clean">Whether the session was closed in order after it fell back.</param>
    [Fact]
    public async Task A_session_that_holds_goes_on_in_the_folder_once_it_is_told_to_end()
    {
        // The gate opens before the journal is closed: an engine that is interrupted behind a full ring drains only then.
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create(rig.Options with { Outage = OutagePolicy.Hold });
        SessionRig.Write(session, 1_000);
        rig.UntilDurable(session, 999);
        await rig.Server.KillAsync();
        SessionRig.Write(session, 500);
        Assert.True(SpinWait.SpinUntil(() => session.Lag.State == LagState.Holding, TimeSpan.FromSeconds(30)), $"{session.Lag}");
        Assert.Null(session.FellBackTo);
        session.End();
        rig.UntilDurable(session, 1_499);
        Assert.Equal(Path.GetFullPath(rig.Fallback), session.FellBackTo);
        session.Dispose();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(int.MaxValue, true)]
    public async Task What_the_folder_took_over_is_on_the_server_after_resuming(int stored, bool clean)
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create(rig.Options with { Outage = OutagePolicy.FallBack });
        SessionRig.Write(session, 5_000);
        rig.UntilDurable(session, 4_999);
        SessionRig.Say(session, 20);
        session.OutboundLog.Sync();
        session.Snapshots.Save(4_000, [1]);

        rig.Server.Faults.FreezeQuorum(stored: false);
        SessionRig.Write(session, 3_000);
        await rig.Server.KillAsync(stored);
        rig.UntilDurable(session, 7_999);
        Assert.Equal(Path.GetFullPath(rig.Fallback), session.FellBackTo);
        SessionRig.Say(session, 30);
        session.OutboundLog.Sync();
        SessionRig.Write(session, 1_000);
        rig.UntilDurable(session, 8_999);
        session.Snapshots.Save(8_500, [2]);
        Assert.Equal((LagState.FallenBack, LagState.FallenBack), (session.Lag.State, session.OutboundLag.State));
        if (clean) session.Dispose();
        else session.Abandon();
        Assert.Contains("takes over", rig.Said);
        Assert.True(JournalVerifier.Run(rig.Fallback).Good);

        rig.Server.Faults.Heal();
        await rig.Server.RestartAsync();
        using (EventStoreSession resumed = rig.Resume())
        {
            Assert.Equal((8_999, 49), (resumed.Journal.DurableSequence, resumed.OutboundLog.LastSequence));
            Assert.Contains(resumed.Messages, m => m.Contains("were brought to the server"));
            Assert.True(resumed.Snapshots.TryLoad(long.MaxValue, out long snapshot, out _));
            Assert.Equal(8_500, snapshot);
            Assert.False(Directory.Exists(rig.Fallback));
            Assert.True(Directory.Exists(rig.Fallback + ".shipped"));
            SessionRig.Write(resumed, 100);
        }
        Assert.Equal((9_100, 50), await rig.ReadAsync());
    }

    [Fact]
    public async Task A_session_that_ends_while_the_server_is_away_is_in_the_folder_and_the_next_falls_back_to_another()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create();
        SessionRig.Write(session, 100);
        rig.UntilDurable(session, 99);
        await rig.Server.KillAsync();
        SessionRig.Write(session, 100);
        Assert.Equal(99, session.Journal.DurableSequence);
        session.Dispose();
        Assert.Equal(100, JournalVerifier.Run(rig.Fallback).Events);
        await rig.Server.RestartAsync();
        // A new session must not overwrite it.
        JournalException fault = Assert.Throws<JournalException>(() => EventStoreSession.Create(rig.Settings, rig.Name with { Run = "other" }, default, rig.Options));
        Assert.Contains("resume the session that it belongs to", fault.Message);
        rig.Resume().Dispose();
        Assert.Equal((200, 0), await rig.ReadAsync());
    }

    [Fact]
    public async Task A_folder_of_another_journal_is_refused_and_stays()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        rig.Create().Dispose();
        using (EmbeddedJournal other = EmbeddedJournal.Open(new JournalOptions(rig.Fallback)))
        {
            Core.InboundEvent e = Events.Tick(0);
            other.Append(0, ref e);
        }
        JournalException fault = Assert.Throws<JournalException>(() => rig.Resume());
        Assert.Contains("the fallback folder belongs to journal", fault.Message);
        Assert.Equal(1, JournalVerifier.Run(rig.Fallback).Events);
    }

    [Fact]
    public async Task A_folder_is_refused_when_the_server_went_on_with_other_events()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create(rig.Options with { Outage = OutagePolicy.FallBack });
        SessionRig.Write(session, 100);
        rig.UntilDurable(session, 99);
        await rig.Server.KillAsync(0);
        SessionRig.Write(session, 100);
        rig.UntilDurable(session, 199);
        session.Dispose();

        await rig.Server.RestartAsync();
        using (EventStoreSession elsewhere = rig.Resume(rig.Options with { FallbackFolder = null }))
        {
            SessionRig.Write(elsewhere, 30);
            SessionRig.Write(elsewhere, 300, shift: 1);
            rig.UntilDurable(elsewhere, 429);
        }
        JournalException fault = Assert.Throws<JournalException>(() => rig.Resume());
        Assert.Equal(JournalErrorKind.SecondWriter, fault.Kind);
        Assert.Contains("from inbound event 130 on the server holds other events", fault.Message);
        Assert.Equal(100, JournalVerifier.Run(rig.Fallback).Events);
        rig.Resume(rig.Options with { FallbackFolder = null }).Dispose();
    }

    [Fact]
    public async Task A_snapshot_that_rests_on_outbound_events_of_the_folder_is_in_the_folder_too()
    {
        await using SessionRig rig = await SessionRig.StartAsync();
        EventStoreSession session = rig.Create(rig.Options with { Outage = OutagePolicy.FallBack });
        SessionRig.Write(session, 1_000);
        rig.UntilDurable(session, 999);
        rig.Server.Faults.MuteAppends = true;
        SessionRig.Say(session, 10);
        session.OutboundLog.Sync();
        Assert.NotNull(session.FellBackTo);
        // The server holds the inbound events, and answers again; what was said of them is in the folder alone.
        rig.Server.Faults.MuteAppends = false;
        session.Snapshots.Save(500, [1]);
        Assert.Equal([500], new SnapshotStore(rig.Fallback).List());
        Assert.Empty(session.Snapshots.List());
        session.Dispose();
        using EventStoreSession resumed = rig.Resume();
        Assert.Equal(9, resumed.OutboundLog.LastSequence);
        Assert.Equal([500], resumed.Snapshots.List());
    }
}
