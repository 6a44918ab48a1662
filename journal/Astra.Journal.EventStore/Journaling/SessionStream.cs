namespace Astra.Journal.EventStore;

/// <summary>One stream of a session, open for writing: the tape's two ends and the appender.</summary>
/// <param name="End">Where it went on.</param>
internal sealed record SessionStream(FrameSender Sender, TapeWriter Tape, FrameAppender Appender, StreamEnd End)
{
    /// <summary>The outbound stream, and its tape, are a fraction of the inbound one.</summary>
    private const int OutboundShare = 4;

    private const int SmallestTape = 256 * 1024;

    /// <summary>Puts the mark of this opening behind the stream's end and starts the sender. Waits for the server.</summary>
    /// <param name="hints">Told where sequences come to stand.</param>
    public static SessionStream Open(
        EventStoreClient client, SessionName name, JournalStream kind, Guid journalId, EventStoreJournalOptions options, Takeover takeover, FrameHints? hints = null)
    {
        string stream = name.StreamOf(kind);
        EventTape tape = new(kind == JournalStream.In ? options.BufferBytes : Math.Max(options.BufferBytes / OutboundShare, SmallestTape));
        FrameSender sender = new(kind, stream, tape, options, takeover) { Hints = hints };
        AppenderOptions appending = new()
        {
            InFlight = options.InFlight,
            MostInFlight = options.InFlightCatchingUp,
            FrameBytes = options.FrameBytes,
            AppendTimeout = options.AppendTimeout,
        };
        FrameAppender appender = new(client, stream, journalId, kind, appending, sender, options.Time);
        StreamEnd end;
        try
        {
            end = Waiting.For(() => appender.OpenAsync(OpenedMark.Now(journalId, EventStoreSession.Mode, options.Time), CancellationToken.None));
        }
        catch
        {
            Waiting.For(() => appender.DisposeAsync().AsTask());
            throw;
        }
        sender.Start(new AppenderLane(appender), new FrameCutter(kind, journalId, FramePool.For(appending), end.NextSequence, end.HighestTime, options.Time));
        return new SessionStream(sender, new TapeWriter(tape, sender, options.FrameBytes, end.NextSequence, end.HighestTime, options.Time), appender, end);
    }

    /// <summary>Waits until a sequence is durable.</summary>
    /// <exception cref="JournalException">Sending has ended.</exception>
    public void WaitFor(long sequence)
    {
        Sender.Want(sequence);
        while (Sender.Durable < sequence)
        {
            Sender.ThrowIfStopped();
            Thread.Sleep(1);
        }
    }
}
