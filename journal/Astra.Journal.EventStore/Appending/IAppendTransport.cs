namespace Astra.Journal.EventStore;

/// <summary>What an appender needs of a server: one read and plain appends for opening, then calls to append through.</summary>
internal interface IAppendTransport
{
    /// <summary>The stream's newest event from the leader, null when there is none.</summary>
    Task<StoredEvent?> ReadLastAsync(string stream, CancellationToken stop);

    /// <summary>
    /// Appends events behind the expected revision (-1 for no stream), all or none, and returns the last one's revision. Throws <see cref="WrongRevisionException"/> when the
    /// stream ends elsewhere.
    /// </summary>
    Task<long> AppendAsync(string stream, long expectedRevision, IReadOnlyList<ProposedEvent> proposed, CancellationToken stop);

    /// <summary>Opens a call at the node that leads. Throws <see cref="EventStoreException"/> when there is none or it does not let this user.</summary>
    ValueTask<IAppendCall> ConnectAsync(CancellationToken stop);
}

/// <summary>One batch-append call. Disposing it, from any thread and more than once, ends a write and a read that wait. One write and one read at a time.</summary>
internal interface IAppendCall : IDisposable
{
    /// <summary>The node, <c>host:port</c>.</summary>
    string Node { get; }

    /// <summary>Ends when the request's bytes are no longer needed.</summary>
    Task WriteAsync(Wire.BatchAppendReq request);

    /// <summary>The next answer, null when the server has ended the call.</summary>
    Task<Wire.BatchAppendResp?> ReadAsync();

    /// <summary>Says what the call's end means, so that the next <see cref="IAppendTransport.ConnectAsync"/> goes to the right node.</summary>
    void Learn(in WireFault fault);
}
