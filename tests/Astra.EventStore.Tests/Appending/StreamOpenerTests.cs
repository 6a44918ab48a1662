using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;

namespace Astra.EventStore.Tests;

/// <summary>Opening a stream: the marks stand, and nothing of an earlier life can come after it.</summary>
public class StreamOpenerTests
{
    private const int Marks = AppenderRig.Marks;

    [Fact]
    public async Task A_new_stream_begins_with_marks_that_name_journal_and_writer()
    {
        await using AppenderRig rig = AppenderRig.New(new ScriptedServer());
        await rig.OpenAsync(first: 500);
        Assert.Equal(new StreamEnd(AppenderRig.Journal, Marks - 1, 500, new Timestamp(-1)), rig.End);
        Assert.Equal((Marks, Marks - 1, 0), (rig.Appender.NextIndex, rig.Appender.AcknowledgedIndex, rig.Appender.InFlight));
        Assert.Equal(Marks, rig.Server.Stored.Count);
        StoredEvent mark = rig.Server.Stored[0];
        FrameHeader header = FrameEnvelope.Open(ScriptedServer.Stream, mark, out Guid journal);
        Assert.Equal((FrameKind.Opened, 500L, 0, AppenderRig.Journal), (header.Kind, header.FirstSequence, header.Count, journal));
        OpenedMark said = OpenedMark.Parse(mark.Data.Span.Slice(FrameHeader.Length, header.BodyLength));
        Assert.Equal((AppenderRig.Journal, "test", Environment.MachineName), (said.Journal, said.Mode, said.Machine));
        Assert.NotEqual(Guid.Empty, said.Writer);
        Assert.Equal(FrameId.Of(AppenderRig.Journal, JournalStream.In, 0, mark.Data.Span), mark.Id);
    }

    [Fact]
    public async Task A_later_opening_goes_on_behind_the_last_event_and_passes_over_marks()
    {
        ScriptedServer server = new();
        await using (AppenderRig first = await AppenderRig.OpenAsync(server))
        {
            await first.SendAsync(3);
            await first.AllAcknowledgedAsync();
        }
        await using AppenderRig second = await AppenderRig.OpenAsync(server);
        Assert.Equal(new StreamEnd(AppenderRig.Journal, 2 * Marks + 2, 3, new Timestamp(2)), second.End);
        await using AppenderRig third = await AppenderRig.OpenAsync(server);
        Assert.Equal(new StreamEnd(AppenderRig.Journal, 3 * Marks + 2, 3, new Timestamp(2)), third.End);
        // The second is shut out by the third's marks.
        await second.SendAsync(1);
        Assert.Equal(JournalErrorKind.SecondWriter, (await second.FatalAsync()).Kind);
        await third.SendAsync(2);
        await third.AllAcknowledgedAsync();
        Assert.Equal(3 * Marks + 5, server.Stored.Count);
        Assert.Equal([3L, 4L], third.Acknowledged.Select(a => a.Sequence));
    }

    [Theory]
    [InlineData(Fate.Lose)]
    [InlineData(Fate.Drop)]
    public async Task Marks_whose_outcome_is_unknown_stand_once(Fate fate)
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Openings = { fate } });
        Assert.Equal(Marks, rig.Server.Stored.Count);
        Assert.Equal(Marks - 1, rig.End.LastIndex);
        await rig.SendAsync(2);
        await rig.AllAcknowledgedAsync();
        rig.AssertStored(2);
    }

    [Fact]
    public async Task Another_writer_s_marks_in_between_are_read_and_the_own_ones_put_behind_them()
    {
        await using AppenderRig rig = await AppenderRig.OpenAsync(new ScriptedServer { Openings = { Fate.Stray, Fate.Stray } });
        Assert.Equal(3 * Marks - 1, rig.End.LastIndex);
        Assert.Equal(3 * Marks, rig.Server.Stored.Count);
    }

    [Fact]
    public async Task Nothing_of_a_full_window_on_its_way_lands_behind_the_marks_of_the_next_opening()
    {
        ScriptedServer server = new();
        await using AppenderRig first = await AppenderRig.OpenAsync(server, AppenderRig.Quick with { MostInFlight = Marks });
        first.Appender.Window = Marks;
        await first.SendAsync(1);
        await first.AllAcknowledgedAsync();
        for (int i = 0; i < Marks; i++) server.Fates.Enqueue(Fate.Late);
        await first.SendAsync(Marks);
        await first.UntilAsync(() => server.Writes == Marks + 1, "a whole window on its way");
        await using AppenderRig second = await AppenderRig.OpenAsync(server);
        // What was on its way has been tried behind the opening, first to last.
        Assert.Equal(2 * Marks, second.End.LastIndex);
        Assert.Equal(2 * Marks + 1, server.Stored.Count);
        await second.SendAsync(2);
        await second.AllAcknowledgedAsync();
        Assert.Equal([1L, 2L], second.Acknowledged.Select(a => a.Sequence));
        Assert.Equal(2 * Marks + 3, server.Stored.Count);
    }

    [Fact]
    public async Task A_writer_that_is_always_faster_is_told_as_one()
    {
        ScriptedServer server = new();
        for (int i = 0; i < 50; i++) server.Openings.Enqueue(Fate.Stray);
        EventStoreException fault = await Refused(server);
        Assert.Equal(JournalErrorKind.SecondWriter, fault.Kind);
        Assert.Contains("another writer is at work", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fate.AccessDenied, JournalErrorKind.AccessDenied)]
    [InlineData(Fate.Misnumber, JournalErrorKind.Corrupt)]
    public async Task Refusals_and_a_name_that_was_used_before_are_not_tried_again(Fate fate, JournalErrorKind kind) =>
        Assert.Equal(kind, (await Refused(new ScriptedServer { Openings = { fate } })).Kind);

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_as_unavailable()
    {
        ScriptedServer server = new();
        for (int i = 0; i < 50; i++) server.Openings.Enqueue(Fate.Drop);
        Assert.Equal(JournalErrorKind.Unavailable, (await Refused(server)).Kind);
    }

    [Fact]
    public async Task Another_journal_s_stream_and_foreign_events_are_left_alone()
    {
        ScriptedServer server = new();
        OpenedMark mark = OpenedMark.Now(Guid.NewGuid(), "test");
        server.Write(_ => new StoredEvent(0, Guid.NewGuid(), FrameEnvelope.EventType, mark.ToFrame(0, default), FrameEnvelope.Metadata(mark.Journal), default));
        EventStoreException other = await Refused(server);
        Assert.Equal(JournalErrorKind.SecondWriter, other.Kind);
        Assert.Contains(mark.Journal.ToString(), other.Message, StringComparison.Ordinal);
        server.Write(ScriptedServer.Foreign);
        Assert.Equal(JournalErrorKind.Corrupt, (await Refused(server)).Kind);
        Assert.Equal(2, server.Stored.Count);
    }

    [Theory]
    [InlineData(0, 9, JournalErrorKind.Corrupt)]
    [InlineData(4, 200, JournalErrorKind.Corrupt)]
    [InlineData(20, 77, JournalErrorKind.Corrupt)]
    [InlineData(60, 0, JournalErrorKind.Corrupt)]
    public void A_stored_frame_that_was_changed_is_refused(int at, byte value, JournalErrorKind kind)
    {
        OpenedMark mark = OpenedMark.Now(AppenderRig.Journal, "test");
        byte[] frame = mark.ToFrame(7, default);
        frame[at] = value;
        StoredEvent stored = new(3, Guid.NewGuid(), FrameEnvelope.EventType, frame, FrameEnvelope.Metadata(mark.Journal), default);
        EventStoreException fault = Assert.Throws<EventStoreException>(() => FrameEnvelope.Open("a-stream", stored, out _));
        Assert.Equal(kind, fault.Kind);
        Assert.Contains("revision 3", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<EventStoreException> Refused(ScriptedServer server)
    {
        await using AppenderRig rig = AppenderRig.New(server);
        return await Assert.ThrowsAsync<EventStoreException>(() => rig.OpenAsync());
    }
}
