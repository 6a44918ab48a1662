using Astra.Journal;
using Astra.Journal.EventStore;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace Astra.EventStore.Tests;

/// <summary>One fault at a time: each frame is stored once, in its place, and is told as durable once.</summary>
public class FrameAppenderTests
{
    [Fact]
    public async Task The_first_frame_goes_alone_and_then_as_many_as_the_window_holds()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.Hold } });
        await rig.SendAsync(4);
        Assert.False(rig.Appender.HasRoom);
        await rig.UntilAsync(() => rig.Server.Writes == 1, "the first frame");
        for (int i = 0; i < 3; i++) rig.Server.Fates.Enqueue(Fate.Hold);
        rig.Server.ReleaseHeld(reversed: false);
        await rig.UntilAsync(() => rig.Server.Writes == 4, "the others");
        Assert.Equal(3, rig.Appender.InFlight);
        rig.Appender.Window = 100;
        Assert.Equal(rig.Options.MostInFlight, rig.Appender.Window);
        Assert.True(rig.Appender.HasRoom);
        rig.Server.ReleaseHeld(reversed: false);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(4);
        Assert.Equal(3, rig.Server.MostInFlight);
        Assert.Equal(AppenderState.Running, rig.Appender.Status.State);
        Assert.Equal((0L, 0L), (rig.Appender.Status.Reconnects, rig.Appender.Status.Resends));
        Assert.Equal(1, rig.BuffersInUse);
    }

    [Fact]
    public async Task Answers_out_of_order_move_the_mark_only_when_the_gap_is_closed()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.AnswerAsText, Fate.Hold, Fate.Hold, Fate.AnswerAsText } });
        await rig.SendAsync(4);
        await rig.UntilAsync(() => rig.Server.Writes == 4 && rig.Appender.AcknowledgedIndex == AppenderRig.Marks, "the first frame");
        Assert.Equal(3, rig.Appender.InFlight);
        rig.Server.ReleaseHeld(reversed: true);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(4);
        Assert.Equal(1, rig.Server.Calls);
    }

    [Theory]
    [InlineData(Fate.Timeout)]
    [InlineData(Fate.TimeoutStored)]
    [InlineData(Fate.Nonsense)]
    [InlineData(Fate.Break)]
    [InlineData(Fate.BreakStored)]
    [InlineData(Fate.EndStored)]
    public async Task An_unknown_outcome_is_found_out_on_a_new_call(Fate fate)
    {
        // Once for the first append of a call, once in the middle.
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { fate, Fate.Answer, Fate.Answer, fate } });
        await rig.SendAsync(10);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(10);
        Assert.True(rig.Appender.Status.Reconnects >= 2);
        Assert.True(rig.Appender.Status.Resends >= 2);
        Assert.Contains(ScriptedServer.Stream, rig.Appender.Status.LastFault, StringComparison.Ordinal);
        Assert.All(rig.Faults, fault => Assert.Equal(AppendFault.Unknown, fault.Fault));
    }

    [Fact]
    public async Task When_half_of_the_answers_are_lost_the_timer_finds_out()
    {
        FakeTimeProvider time = new();
        await using AppenderRig rig = await AppenderRig.OpenAsync(
            new ScriptedServer { Fates = { Fate.Answer, Fate.Lose, Fate.Answer, Fate.Lose, Fate.Answer, Fate.Lose, Fate.Answer, Fate.Lose } },
            AppenderRig.Quick with { MostInFlight = 8, InFlight = 8 }, time);
        await rig.SendAsync(8);
        await rig.UntilAsync(() => Passed(time, TimeSpan.FromSeconds(20)) && rig.Appender.InFlight == 0, "everything acknowledged");
        rig.AssertStored(8);
        Assert.Contains(rig.Faults, fault => fault.Text.Contains("was not answered within 60 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_is_followed_at_once_and_the_named_leader_is_passed_on()
    {
        // Nobody moves this clock, so any pause would last for ever.
        FakeTimeProvider time = new();
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.NotLeader } }, time: time);
        await rig.SendAsync(3);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(3);
        WireFault learned = Assert.Single(rig.Server.Learned);
        Assert.Equal((AppendFault.NotLeader, new NodeAddress("node-2", 2114)), (learned.Fault, learned.Leader!.Value));
    }

    [Fact]
    public async Task A_second_redirect_and_a_leader_that_is_dead_wait_their_pause()
    {
        FakeTimeProvider time = new();
        EventStoreException dead = new(JournalErrorKind.Unavailable, "node-2:2114", "nobody answers", "wait");
        await using AppenderRig rig = await AppenderRig.OpenAsync(
            new ScriptedServer { Fates = { Fate.NotLeader, Fate.NotLeader }, Connections = { null, null, dead, dead } }, time: time);
        await rig.SendAsync(3);
        await rig.UntilAsync(() => rig.Faults.Count == 2, "two redirects");
        Assert.Equal(2, rig.Server.Calls);
        await rig.UntilAsync(() => Passed(time, TimeSpan.FromMilliseconds(2)) && rig.Appender.InFlight == 0, "everything acknowledged");
        rig.AssertStored(3);
        Assert.Equal([AppendFault.NotLeader, AppendFault.NotLeader, AppendFault.Unknown, AppendFault.Unknown], rig.Faults.Select(f => f.Fault));
    }

    [Fact]
    public async Task A_wrong_revision_behind_an_unknown_outcome_is_its_consequence_and_no_second_writer()
    {
        // The second frame is never stored, so the server refuses the third and fourth.
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.Answer, Fate.Drop } });
        await rig.SendAsync(4);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(4);
        Assert.Contains(rig.Faults, fault => fault.Fault == AppendFault.WrongRevision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_wrong_revision_of_the_first_unacknowledged_frame_is_a_second_writer(int sentBefore)
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer());
        await rig.SendAsync(sentBefore);
        await rig.AllAcknowledgedAsync();
        rig.Server.Write(ScriptedServer.Foreign);
        await rig.SendAsync(1);
        EventStoreException fatal = await rig.FatalAsync();
        Assert.Equal(JournalErrorKind.SecondWriter, fatal.Kind);
        Assert.Contains(ScriptedServer.Stream, fatal.Message, StringComparison.Ordinal);
        Assert.Contains($"to end with revision {AppenderRig.Marks - 1 + sentBefore}, it ends with {AppenderRig.Marks + sentBefore}", fatal.Message, StringComparison.Ordinal);
        Assert.Equal(AppenderState.Failed, rig.Appender.Status.State);
        Assert.False(rig.Appender.HasRoom);
        CutFrame left = Assert.Single(rig.Appender.Abandon());
        Assert.Equal(sentBefore, left.FirstSequence);
        Assert.Equal(sentBefore, rig.Acknowledged.Count);
        // What was certain the first time was asked once; a frame within a call is asked again alone.
        Assert.Equal(sentBefore == 0 ? 1 : 2, rig.Server.Calls);
        left.Release();
    }

    [Fact]
    public async Task A_stream_that_has_become_shorter_is_told_from_a_second_writer()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer());
        await rig.SendAsync(3);
        await rig.AllAcknowledgedAsync();
        rig.Server.LoseLast();
        await rig.SendAsync(1);
        EventStoreException fatal = await rig.FatalAsync();
        Assert.Equal(JournalErrorKind.Corrupt, fatal.Kind);
        Assert.Contains("it ends with 17: frames that were acknowledged are gone", fatal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fate.TooLarge, JournalErrorKind.TooLarge, "appends of up to 1000 bytes")]
    [InlineData(Fate.StreamDeleted, JournalErrorKind.Corrupt, "deleted for ever")]
    [InlineData(Fate.BadRequest, JournalErrorKind.BadEvent, "no type")]
    [InlineData(Fate.Misnumber, JournalErrorKind.Corrupt, "frame 17 was acknowledged as revision 23")]
    public async Task What_waiting_does_not_mend_ends_the_appender_and_keeps_the_frames(Fate fate, JournalErrorKind kind, string says)
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.Answer, fate, Fate.Drop, Fate.Drop } });
        await rig.SendAsync(1);
        await rig.AllAcknowledgedAsync();
        await rig.SendAsync(1);
        EventStoreException fatal = await rig.FatalAsync();
        Assert.Equal(kind, fatal.Kind);
        Assert.Contains(says, fatal.Message, StringComparison.Ordinal);
        Assert.Equal(fatal.Message, rig.Appender.Status.LastFault);
        Assert.Equal([1L], rig.Appender.Abandon().Select(f => f.FirstSequence));
        Assert.Single(rig.Acknowledged);
    }

    [Theory]
    [InlineData(Fate.AccessDenied)]
    [InlineData(Fate.Unauthenticated)]
    public async Task A_refused_user_is_visible_and_tried_again_until_somebody_mends_it(Fate fate)
    {
        AppendFault told = fate == Fate.AccessDenied ? AppendFault.AccessDenied : AppendFault.Unauthenticated;
        FakeTimeProvider time = new();
        EventStoreException refused = new(JournalErrorKind.AccessDenied, "node-1:2113", "the server does not know this user", "check");
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.Answer, fate, fate }, Connections = { null, null, refused } }, time: time);
        await rig.SendAsync(1);
        await rig.AllAcknowledgedAsync();
        // One at a time, so that each try takes one of the script's fates.
        await rig.SendAsync(1);
        await rig.UntilAsync(() => rig.Appender.Status.State == AppenderState.Refused, "the refusal");
        await rig.UntilAsync(() => Passed(time, TimeSpan.FromMilliseconds(2)) && rig.Appender.InFlight == 0, "everything acknowledged");
        rig.AssertStored(2);
        Assert.Equal([told, told, AppendFault.AccessDenied], rig.Faults.Select(f => f.Fault));
        Assert.Equal(AppenderState.Running, rig.Appender.Status.State);
    }

    [Fact]
    public async Task Answers_of_earlier_calls_and_second_answers_are_not_heard()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(
            new ScriptedServer { Fates = { Fate.BreakStored, Fate.Stray, Fate.Answer, Fate.Break, Fate.Stray, Fate.Stray } });
        await rig.SendAsync(8);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(8);
    }

    [Fact]
    public async Task What_is_abandoned_is_handed_over_in_order_and_nothing_is_told_afterwards()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Fates = { Fate.Answer, Fate.Hold, Fate.Hold, Fate.Hold } });
        await rig.SendAsync(4);
        await rig.UntilAsync(() => rig.Server.Writes == 4 && rig.Acknowledged.Count == 1, "all writes");
        IReadOnlyList<CutFrame> left = rig.Appender.Abandon();
        rig.Server.ReleaseHeld(reversed: false);
        await rig.Appender.DisposeAsync();
        Assert.Equal([1L, 2L, 3L], left.Select(f => f.FirstSequence));
        Assert.All(left, frame => Assert.True(FrameHeader.ChecksumHolds(frame.Memory.Span)));
        Assert.Single(rig.Acknowledged);
        Assert.Equal(AppenderState.Stopped, rig.Appender.Status.State);
        Assert.Throws<ObjectDisposedException>(() => rig.Appender.Send(left[0]));
        foreach (CutFrame frame in left) frame.Release();
        Assert.Equal(1, rig.BuffersInUse);
    }

    [Fact]
    public async Task An_appender_that_finds_no_server_can_be_abandoned_and_disposed()
    {
        ScriptedServer server = new();
        for (int i = 0; i < 100_000; i++) server.Connections.Enqueue(new RpcException(new Status(StatusCode.Unavailable, "nobody is there")));
        AppenderRig rig = await AppenderRig.OpenAsync(server);
        await rig.SendAsync(2);
        await rig.UntilAsync(() => rig.Faults.Count > 3, "some tries");
        Assert.Equal(AppenderState.Connecting, rig.Appender.Status.State);
        await rig.DisposeAsync();
        Assert.Equal(0, rig.BuffersInUse);
    }

    [Fact]
    public async Task A_defect_of_the_observer_ends_the_appender_loudly()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer());
        rig.WhenAcknowledged = _ => throw new InvalidOperationException("a mistake of the observer");
        await rig.SendAsync(1);
        Assert.Contains("a mistake of the observer", (await rig.FatalAsync()).Message, StringComparison.Ordinal);
    }

    private static bool Passed(FakeTimeProvider time, TimeSpan span)
    {
        time.Advance(span);
        return true;
    }
}
