using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// Brings what a fallback folder holds to the server when its session is resumed: events that the server has as well are compared byte by byte, the rest goes the way of all events. A folder that is
/// shipped is renamed to <c>*.shipped</c> and never deleted.
/// </summary>
internal sealed class FallbackShipping(string folder, EventStoreClient client, SessionName name, Guid journalId, Action<string> say)
{
    private const string Shipped = ".shipped";

    public delegate void FrameTaker(in FrameHeader header, ReadOnlySpan<byte> body);

    /// <summary>The folder to ship; null when it holds no journal.</summary>
    public static string? FolderOf(EventStoreJournalOptions options) =>
        options.FallbackFolder is { } folder && Directory.Exists(folder) && JournalFiles.Holds(folder) ? Path.GetFullPath(folder) : null;

    /// <summary>Takes the lock, cuts what a crash tore, and refuses a folder of another journal.</summary>
    /// <exception cref="JournalException">Somebody writes to the folder, it is damaged, or it belongs to another journal.</exception>
    public void Recover()
    {
        using EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder));
        if (journal.JournalId != journalId)
            throw new JournalException(JournalErrorKind.BadOption, folder, $"the fallback folder belongs to journal {journal.JournalId:D}, session {name} is journal {journalId:D}",
                "resume the session that it belongs to, or name another fallback folder");
        foreach (string message in journal.Recovery.Messages) say(message);
        using OutboundLog log = OutboundLog.Open(journal);
        foreach (string message in log.Messages) say(message);
    }

    /// <summary>Hands over what the server lacks of a stream, in order.</summary>
    /// <param name="next">Sequence that follows on the server.</param>
    /// <returns>Sequence behind the folder's last event, or <paramref name="next"/> when it holds nothing.</returns>
    /// <exception cref="JournalException">Folder and server do not fit together.</exception>
    public long Ship(JournalStream stream, long next, FrameTaker take)
    {
        using FrameStream frames = FrameStream.Open(folder, stream);
        long first = frames.FirstSequence, end = frames.Refresh();
        if (end == first) return next;
        if (first > next)
        {
            throw new JournalException(JournalErrorKind.Corrupt, folder,
                string.Create(CultureInfo.InvariantCulture, $"the fallback folder begins at {Word(stream)} event {first}, but stream {name.StreamOf(stream)} ends at {next - 1}: the events between are in neither"),
                "the server has lost what it acknowledged; restore it, or name another fallback folder to go on without those events");
        }
        Compare(stream, frames, first, Math.Min(next, end));
        frames.MoveTo(Math.Min(next, end));
        while (frames.Next()) take(in frames.Header, frames.Body);
        say(end > next
            ? string.Create(CultureInfo.InvariantCulture, $"{Word(stream)} events {next} to {end - 1} of {folder} were brought to the server")
            : string.Create(CultureInfo.InvariantCulture, $"the server has {Word(stream)} events {first} to {end - 1} of {folder} already"));
        return Math.Max(end, next);
    }

    /// <summary>The newest good snapshot of the folder, -1 without one.</summary>
    public long NewestSnapshot(out byte[]? state)
    {
        new SnapshotStore(folder, report: say).TryLoad(long.MaxValue, out long sequence, out state);
        return sequence;
    }

    /// <summary>After everything is acknowledged.</summary>
    public void SetAside()
    {
        string aside = folder + Shipped;
        for (int n = 2; Path.Exists(aside); n++) aside = folder + Shipped + n.ToString(CultureInfo.InvariantCulture);
        Directory.Move(folder, aside);
        say($"the fallback folder is kept as {aside}; delete it when you like");
    }

    private void Compare(JournalStream stream, FrameStream frames, long first, long end)
    {
        if (first >= end) return;
        using StoredFrames stored = StoredFrames.TryOpen(client, name, stream) ?? throw Different(stream, first);
        stored.MoveTo(first);
        Walk here = new(stream, () => frames.Next() ? (frames.Header.FirstSequence, frames.Body) : null);
        Walk there = new(stream, () => stored.Next() ? (stored.Header.FirstSequence, stored.Body) : null);
        for (long sequence = first; sequence < end; sequence++)
        {
            if (!here.MoveTo(sequence) || !there.MoveTo(sequence) || !here.Current.SequenceEqual(there.Current)) throw Different(stream, sequence);
        }
    }

    private JournalException Different(JournalStream stream, long sequence) => new(JournalErrorKind.SecondWriter, folder,
        string.Create(CultureInfo.InvariantCulture, $"from {Word(stream)} event {sequence} on the server holds other events than the fallback folder: somebody has gone on with session {name} without this folder"),
        "to go on with what the server holds name another fallback folder; the events of this one stay here");

    private static string Word(JournalStream stream) => stream == JournalStream.In ? "inbound" : "outbound";

    /// <summary>The raw events of frames, by their sequences.</summary>
    private sealed class Walk(JournalStream stream, Func<(long First, ArraySegment<byte> Body)?> nextFrame)
    {
        private RawEvents _events;
        private long _at = -1;
        private bool _any;

        public ReadOnlySpan<byte> Current => _events.Current;

        /// <summary>Steps forward; false when the sequence does not come.</summary>
        public bool MoveTo(long sequence)
        {
            while (_at < sequence)
            {
                if (_any && _events.MoveNext())
                {
                    _at++;
                    continue;
                }
                if (nextFrame() is not { } frame) return false;
                _events = new RawEvents(frame.Body, stream);
                _any = true;
                _at = frame.First - 1;
            }
            return _at == sequence;
        }
    }
}
