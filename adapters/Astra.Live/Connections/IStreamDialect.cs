using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// What one vendor's socket says and wants to hear. The supervisor owns the socket and calls a dialect from one thread at a time; a dialect
/// throws for nothing that a server sends.
/// </summary>
public interface IStreamDialect
{
    /// <summary>Address and headers of the next attempt, with the tokens of this moment. Asked anew for each attempt.</summary>
    /// <exception cref="VendorException">No token to be had; final ones end the connection, others count as a failed attempt.</exception>
    ValueTask<StreamOpening> PrepareAsync(CancellationToken stop);

    /// <summary>The handshake was refused (401, 403). True: tokens were renewed, try again now; false: give up, the reason is told by the supervisor.</summary>
    ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop);

    /// <summary>The socket stands: state of the last connection is forgotten, first frames are sent.</summary>
    void OnOpened(IStreamSender sender);

    /// <summary>One whole message; its bytes are gone when this returns.</summary>
    StreamVerdict OnMessage(in StreamMessage message);

    /// <summary>About once a second while open: ask again for what stayed silent.</summary>
    void OnPulse(IStreamSender sender);
}

/// <param name="Heartbeat">Text sent every <paramref name="HeartbeatEvery"/>; empty for none.</param>
public sealed record StreamOpening(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Headers, string Heartbeat, TimeSpan HeartbeatEvery);

/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Message">The server's words (Angel One: header <c>x-error-message</c>), empty where it gave none.</param>
public sealed record HandshakeRefusal(int Status, string Message);

/// <summary>What a message was worth.</summary>
public enum StreamVerdict
{
    /// <summary>Market data that could be used: the watchdog is content.</summary>
    Data,
    /// <summary>Heartbeats, acknowledgements, orders.</summary>
    Control,
    /// <summary>Counted by the dialect; twenty in a row without data end the connection.</summary>
    Rejected,
    /// <summary>The server let us in and then refused the session: the token is dead.</summary>
    Refused,
}

/// <summary>A whole WebSocket message.</summary>
public readonly ref struct StreamMessage
{
    public required ReadOnlySpan<byte> Bytes { get; init; }
    public required bool IsText { get; init; }

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> timestamp of when its last byte was read.</summary>
    public required long ReceivedTicks { get; init; }

    /// <summary>The same instant by the wall clock.</summary>
    public required Timestamp ReceivedAt { get; init; }
}

/// <summary>Queues text frames; they go out in order, never on the receiving thread.</summary>
public interface IStreamSender
{
    /// <param name="after">Least distance from the frame before it: vendors choke on bursts of subscriptions.</param>
    void Send(string text, TimeSpan after = default);
}
