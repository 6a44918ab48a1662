namespace Astra.Journal.EventStore;

/// <summary>One stream of the folder that has taken over. From the sender's thread.</summary>
/// <param name="first">Its first sequence.</param>
/// <param name="since">When it took over, as the session's clock counts.</param>
internal sealed class FallbackStream(long first, long since, FallbackStream.FrameWriter append, Action sync)
{
    public delegate void FrameWriter(ReadOnlySpan<byte> frame, in FrameHeader header);

    public long Since => since;

    /// <summary>Sequence of the next event.</summary>
    public long Next { get; private set; } = first;

    /// <summary>Writes a sealed frame; durable after <see cref="Sync"/>.</summary>
    public void Append(ReadOnlySpan<byte> frame, in FrameHeader header)
    {
        append(frame, in header);
        Next = header.FirstSequence + header.Count;
    }

    public void Sync() => sync();
}
