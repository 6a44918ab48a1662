using Astra.Core;

namespace Astra.Live;

/// <summary>Why an attempt or a connection ended.</summary>
/// <param name="Words">For people; without secrets.</param>
internal sealed record StreamEnd(FeedCause Cause, string Words)
{
    /// <summary>Only a person can help.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The session itself was refused: its tokens are dead.</summary>
    public HandshakeRefusal? Refusal { get; init; }

    /// <summary>The server's own wish for the distance to the next attempt.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>Code of ours that must not throw has thrown. Its message may hold what a server sent, so only the type is told.</summary>
    public static StreamEnd Defect(string where, Exception e) =>
        new(FeedCause.ConnectionLost, $"a defect of this program: {e.GetType().Name} in {where}; the connection is given up, please report it") { IsFinal = true };
}
