using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// The frames of a stream in order, each checked, as calls that wait: a task reads ahead from the leader, at most <see cref="AheadFrames"/> frames or <see cref="AheadBytes"/> bytes. A frame's
/// bytes are those of the received message, never copied. Frames that only say that a writer opened the stream are passed over. Not safe for use from two threads.
/// </summary>
internal sealed class StoredFrames : IDisposable
{
    public const int AheadFrames = 64;

    /// <summary>One frame may pass it, so that any frame can be read.</summary>
    public const int AheadBytes = 4 * 1024 * 1024;

    private FrameHeader _header;

    private StoredFrames() => _header.Count = 0;

    /// <summary>Null when there is no such stream.</summary>
    public static StoredFrames? TryOpen(EventStoreClient client, SessionName name, JournalStream kind, CancellationToken stop = default) => throw new NotSupportedException();

    public Guid JournalId => throw new NotSupportedException();

    /// <summary>First revision that the stream still holds.</summary>
    public long FirstRevision => throw new NotSupportedException();

    public long FirstSequence => throw new NotSupportedException();

    /// <summary>Sequence of the first event of the next frame.</summary>
    public long NextSequence => throw new NotSupportedException();

    /// <summary>Of the frame last read.</summary>
    public long Revision => throw new NotSupportedException();

    /// <summary>Of the frame last read.</summary>
    public ref readonly FrameHeader Header => ref _header;

    /// <summary>Body of the frame last read, without padding; stays valid while somebody holds it.</summary>
    public ArraySegment<byte> Body => throw new NotSupportedException();

    /// <summary>The frame last read, whole.</summary>
    public ArraySegment<byte> Frame => throw new NotSupportedException();

    /// <summary>Stream and revision of the frame last read, for messages.</summary>
    public string Place => throw new NotSupportedException();

    public FrameHints Hints => throw new NotSupportedException();

    /// <summary>Reads the next frame of events; false at the end for now.</summary>
    /// <exception cref="JournalCorruptException">The frame is damaged.</exception>
    public bool Next() => throw new NotSupportedException();

    /// <summary>Asks the server for its end; returns the sequence behind the last event.</summary>
    public long Refresh() => throw new NotSupportedException();

    /// <summary>The next frame read is the one that holds the sequence, or the first one behind it.</summary>
    public void MoveTo(long sequence) => throw new NotSupportedException();

    /// <summary>The next frame read is the first that holds an event at or after the time; false when there is none yet.</summary>
    public bool MoveToTime(Timestamp time) => throw new NotSupportedException();

    public void Dispose() { }
}
