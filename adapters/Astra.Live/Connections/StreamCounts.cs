namespace Astra.Live;

/// <summary>What a connection has seen so far, over all its attempts. Written by the connection, may be read from anywhere.</summary>
public sealed class StreamCounts
{
    internal long MessagesSeen, BytesSeen, DataSeen, RejectedSeen, OversizeSeen, AttemptsMade, ConnectsMade, LossesSeen, SilencesSeen, RenewalsMade, FramesSent;

    /// <summary>Whole messages that were handed to the dialect.</summary>
    public long Messages => Volatile.Read(ref MessagesSeen);

    /// <summary>Bytes of these messages.</summary>
    public long Bytes => Volatile.Read(ref BytesSeen);

    /// <summary>Messages that held usable market data.</summary>
    public long Data => Volatile.Read(ref DataSeen);

    public long Rejected => Volatile.Read(ref RejectedSeen);

    /// <summary>Messages above <see cref="StreamOptions.MaxMessageBytes"/>; each ended its connection.</summary>
    public long Oversize => Volatile.Read(ref OversizeSeen);

    /// <summary>Handshakes begun.</summary>
    public long Attempts => Volatile.Read(ref AttemptsMade);

    /// <summary>Handshakes that succeeded.</summary>
    public long Connects => Volatile.Read(ref ConnectsMade);

    /// <summary>Connections that stood and ended, but for the end of the session.</summary>
    public long Losses => Volatile.Read(ref LossesSeen);

    /// <summary>Connections that the data watchdog ended.</summary>
    public long Silences => Volatile.Read(ref SilencesSeen);

    public long Renewals => Volatile.Read(ref RenewalsMade);

    /// <summary>Frames sent, heartbeats included.</summary>
    public long Sent => Volatile.Read(ref FramesSent);
}
