using System.Globalization;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Finds where a stream ends and puts the opener's marks there, all of them or none. Once they stand, nothing that an earlier writer still has on its way can be stored
/// any more: each of its frames carries the number of its predecessor, and those numbers are all passed, because there are at least as many marks as a writer may have
/// frames in flight. One mark would not do: of two frames on their way the second would fit behind it.
/// </summary>
internal static class StreamOpener
{
    /// <summary>Where the stream ends, null when it holds nothing. Throws <see cref="EventStoreException"/>, also when the last event is no frame.</summary>
    public static async Task<StreamEnd?> ReadEndAsync(IAppendTransport transport, string stream, CancellationToken stop) =>
        await transport.ReadLastAsync(stream, stop) is { } last ? EndOf(stream, last) : null;

    /// <summary>Returns where the stream goes on behind the marks.</summary>
    /// <param name="fresh">Where a stream goes on that holds nothing yet.</param>
    public static async Task<StreamEnd> OpenAsync(
        IAppendTransport transport, string stream, JournalStream kind, OpenedMark mark, StreamEnd fresh, AppenderOptions options, TimeProvider time, CancellationToken stop)
    {
        HashSet<Guid> own = [];
        for (int attempt = 1; ; attempt++)
        {
            StoredEvent? last = await transport.ReadLastAsync(stream, stop);
            StreamEnd end = last is { } stored ? EndOf(stream, stored) : fresh;
            if (end.JournalId != fresh.JournalId) throw OtherJournal(stream, end.JournalId, fresh.JournalId);
            // An earlier attempt that went unanswered has been stored after all.
            if (last is { } mine && own.Contains(mine.Id)) return end;
            if (attempt > options.OpenAttempts) throw OtherWriter(stream, options.OpenAttempts);
            ProposedEvent[] marks = MarksAt(end, kind, mark);
            own.Add(marks[^1].Id);
            try
            {
                long expected = end.LastIndex + marks.Length, revision = await transport.AppendAsync(stream, end.LastIndex, marks, stop);
                if (revision != expected) throw Deleted(stream, revision, expected);
                return end with { LastIndex = revision };
            }
            catch (WrongRevisionException)
            {
                await Task.Delay(RetryPause.Shortened(options.FirstPause), time, stop);
            }
            catch (EventStoreException fault) when (fault.Kind == JournalErrorKind.Unavailable && attempt < options.OpenAttempts)
            {
                await Task.Delay(RetryPause.Shortened(options.FirstPause), time, stop);
            }
        }
    }

    private static ProposedEvent[] MarksAt(StreamEnd end, JournalStream kind, OpenedMark mark)
    {
        byte[] speaking = mark.ToFrame(end.NextSequence, end.HighestTime), others = mark.ToShortFrame(end.NextSequence, end.HighestTime);
        return [.. Enumerable.Range(0, OpenedMark.PerOpening).Select(i => Event(i == 0 ? speaking : others, end.NextIndex + i))];

        ProposedEvent Event(byte[] frame, long index) =>
            new(FrameId.Of(end.JournalId, kind, index, frame), FrameEnvelope.EventType, frame, FrameEnvelope.Metadata(end.JournalId), IsJson: false);
    }

    private static StreamEnd EndOf(string stream, in StoredEvent last)
    {
        FrameHeader header = FrameEnvelope.Open(stream, last, out Guid journalId);
        return new StreamEnd(journalId, last.Revision, header.FirstSequence + header.Count, header.HighestTime);
    }

    private static EventStoreException OtherJournal(string stream, Guid found, Guid wanted) => new(JournalErrorKind.SecondWriter, stream,
        $"the stream holds journal {found}, this one is {wanted}", "give this session a name of its own");

    private static EventStoreException OtherWriter(string stream, int attempts) => new(JournalErrorKind.SecondWriter, stream,
        string.Create(CultureInfo.InvariantCulture, $"another writer is at work: {attempts} times something was written between reading the stream's end and appending behind it"),
        "stop the other writer, or give this session a name of its own");

    private static EventStoreException Deleted(string stream, long found, long expected) => new(JournalErrorKind.Corrupt, stream,
        string.Create(CultureInfo.InvariantCulture, $"the stream was deleted once and its numbers go on: the last mark stands at revision {found}, {expected} was expected"),
        "give the session another name; a stream's name is not used twice");
}
