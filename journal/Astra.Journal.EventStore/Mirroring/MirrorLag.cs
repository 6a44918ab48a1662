namespace Astra.Journal.EventStore;

/// <summary>How far a mirror's server is behind, from figures that several threads write.</summary>
internal static class MirrorLag
{
    /// <summary>Events and their age are the inbound stream's; frames on their way, reconnects and resends are those of both streams; bytes are an estimate by the size of what was read so far.</summary>
    /// <param name="durable">Last inbound sequence that may be shipped.</param>
    public static JournalLag Of(long durable, LagSamples samples, MirrorState state, MirrorParts? parts)
    {
        long acknowledged = parts?.Inbound.Acknowledged ?? -1;
        long events = Math.Max(0, durable - acknowledged);
        // Seen here too: the mirror's own thread may be waiting for a server that does not answer, and then nobody else notes the time.
        samples.Seen(durable);
        TimeSpan oldest = events == 0 ? TimeSpan.Zero : samples.OldestBehind(acknowledged);
        string word = state switch
        {
            MirrorState.Connecting => LagState.Connecting,
            MirrorState.CatchingUp or MirrorState.Following or MirrorState.Complete => LagState.Connected,
            _ => LagState.Failed,
        };
        if (parts is null) return new JournalLag(0, events, events * StreamShipper.UsualBytes, oldest, word, Durable: acknowledged);
        AppenderStatus? inbound = parts.Inbound.Appender, outbound = parts.Outbound.Appender;
        return new JournalLag(
            parts.Inbound.InFlight + parts.Outbound.InFlight, events, events * parts.Inbound.BytesPerEvent, oldest, word,
            (inbound?.Reconnects ?? 0) + (outbound?.Reconnects ?? 0), (inbound?.Resends ?? 0) + (outbound?.Resends ?? 0), acknowledged,
            parts.Inbound.LastFault ?? parts.Outbound.LastFault);
    }
}
