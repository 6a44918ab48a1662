using System.Globalization;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Finds where a stream ends and puts the opener's mark there. The mark carries the explicit number of its predecessor, so once it stands, nothing that an earlier
/// writer still has
/// on its way can be stored any more.
/// </summary>
internal static class StreamOpener
{
    /// <summary>Where the stream ends, null when it holds nothing. Throws <see cref="EventStoreException"/>, also when the last event is no frame.</summary>
    public static async Task<StreamEnd?> ReadEndAsync(IAppendTransport transport, string stream, CancellationToken stop) =>
        await transport.ReadLastAsync(stream, stop) is { } last ? EndOf(stream, last) : null;

    /// <summary>Returns where the stream goes on behind the mark.</summary>
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
            byte[] frame = mark.ToFrame(end.NextSequence, end.HighestTime);
            Guid id = FrameId.Of(fresh.JournalId, kind, end.NextIndex, frame);
            own.Add(id);
            try
            {
                long revision = await transport.AppendAsync(
                    stream, end.LastIndex, new ProposedEvent(id, FrameEnvelope.EventType, frame, FrameEnvelope.Metadata(fresh.JournalId), IsJson: false), stop);
                if (revision != end.NextIndex) throw Deleted(stream, revision, end.NextIndex);
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
        string.Create(CultureInfo.InvariantCulture, $"the stream was deleted once and its numbers go on: the mark stands at revision {found}, {expected} was expected"),
        "give the session another name; a stream's name is not used twice");
}
