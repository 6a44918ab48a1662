namespace Astra.StandIns;

/// <summary>A bad frame that is sent beside the good ones: the good packets stay as they are, so counts can be compared.</summary>
public enum FrameFault
{
    /// <summary>Bytes that are no packet: Angel One an unknown mode, Shoonya text that is no JSON.</summary>
    Garbage,
    /// <summary>A packet cut short.</summary>
    Truncated,
    /// <summary>A packet with bytes behind it that mean nothing.</summary>
    Trailing,
    /// <summary>Two packets in one message.</summary>
    Concatenated,
    /// <summary>The packet once more.</summary>
    Duplicate,
    /// <summary>The packet before it, once more, so out of order. Not sent where there was none before.</summary>
    Late,
    /// <summary>Words where a packet should be.</summary>
    TextGarbage,
    /// <summary>Angel One: an error frame E1001. Shoonya: a message of an unknown type.</summary>
    ErrorFrame,
    /// <summary>A packet of a token that nobody subscribed.</summary>
    UnknownToken,
    /// <summary>A message of 256 KiB.</summary>
    Oversize,
    /// <summary>No bytes at all.</summary>
    Empty,
}
