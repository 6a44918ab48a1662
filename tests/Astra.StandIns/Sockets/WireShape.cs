namespace Astra.StandIns;

/// <summary>How messages are laid on the wire. What they say is the same in every shape.</summary>
public enum WireShape
{
    /// <summary>What is due together goes out in one write, so one TCP segment holds many messages.</summary>
    Batched,
    /// <summary>Every message is three WebSocket frames: a start and two continuations.</summary>
    Fragmented,
    /// <summary>Writes of <see cref="Faults.SplitBytes"/> bytes each: frames and even their headers are cut anywhere.</summary>
    SplitWrites,
}
