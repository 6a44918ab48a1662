using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>Appends one stream's frames, several at a time, through one call that is kept open, and finds out what became of them whatever happens to the call.</summary>
internal sealed class FrameAppender : IAsyncDisposable
{
    public FrameAppender(EventStoreClient client, string stream, Guid journalId, JournalStream kind, AppenderOptions options, IAppendObserver observer, TimeProvider? time = null)
    {
        _ = (client, stream, journalId, kind, observer, time);
        Window = options.InFlight;
    }

    /// <summary>Most frames unacknowledged, up to <see cref="AppenderOptions.MostInFlight"/>.</summary>
    public int Window { get; set; }

    /// <summary>Another frame may be sent now.</summary>
    public bool HasRoom => throw new NotSupportedException();

    /// <summary>Index that the next frame sent must carry.</summary>
    public long NextIndex => throw new NotSupportedException();

    /// <summary>Index up to which the server holds everything; the opening's own mark counts.</summary>
    public long AcknowledgedIndex => throw new NotSupportedException();

    /// <summary>Frames taken by <see cref="Send"/> and not acknowledged.</summary>
    public int InFlight => throw new NotSupportedException();

    public AppenderStatus Status => throw new NotSupportedException();

    /// <summary>Where a stream ends, null when it holds nothing: for an opener who does not know the journal's id yet.</summary>
    public static Task<StreamEnd?> ReadEndAsync(EventStoreClient client, string stream, CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Reads the stream's end, puts the mark behind it and makes ready to send.</summary>
    /// <param name="first">Sequence of the first event, when the stream is new.</param>
    /// <param name="highest">Highest exchange time before it, when the stream is new.</param>
    public Task<StreamEnd> OpenAsync(OpenedMark mark, CancellationToken stop, long first = 0, Timestamp highest = default) => throw new NotSupportedException();

    /// <summary>Takes a frame over and returns; only while <see cref="HasRoom"/>.</summary>
    public void Send(CutFrame frame) => throw new NotSupportedException();

    /// <summary>Stops and hands over what is unacknowledged, in order; the caller releases the frames.</summary>
    public IReadOnlyList<CutFrame> Abandon() => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
