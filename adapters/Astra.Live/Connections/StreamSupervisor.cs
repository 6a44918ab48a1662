#pragma warning disable CS9113 // Signatures first.
using Astra.Core;

namespace Astra.Live;

/// <summary>Keeps one WebSocket connection alive: connects, watches, reconnects, and hands each whole message to its dialect.</summary>
public sealed class StreamSupervisor(IStreamDialect dialect, IStreamHealth health, StreamOptions options, TimeProvider time)
{
    public StreamCounts Counts { get; } = new();

    /// <summary>Runs until stopped, until the engine accepts no more, or until only a person can help (then it has told <see cref="IStreamHealth.OnStopped"/>). Throws nothing.</summary>
    public Task RunAsync(CancellationToken stop) => throw new NotSupportedException();

    /// <summary>Ends the connection that stands, if one does, and makes a new one now: with renewed tokens, or because the operator wants it.</summary>
    public void Reconnect(FeedCause cause, string words) => throw new NotSupportedException();
}
