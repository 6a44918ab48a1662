namespace Astra.Journal.EventStore;

/// <summary>How one stream is appended to.</summary>
internal sealed record AppenderOptions
{
    /// <summary>Most frames unacknowledged in ordinary times; <see cref="FrameAppender.Window"/> begins with it.</summary>
    public int InFlight { get; init; } = 4;

    /// <summary>Most that <see cref="FrameAppender.Window"/> may be set to, for catching up.</summary>
    public int MostInFlight { get; init; } = 8;

    /// <summary>Header, body and padding of the largest frame.</summary>
    public int FrameBytes { get; init; } = EventStoreJournalOptions.LargestFrame;

    /// <summary>How long one append may go unanswered until its outcome counts as unknown.</summary>
    public TimeSpan AppendTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before the first new try; each further one without an acknowledgement doubles it. Pauses are shortened by up to half, at random.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause after the server refused this user: an administrator may mend that, no hurry helps.</summary>
    public TimeSpan RefusedPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an opening tries to get its mark in before it concludes that another writer is at work.</summary>
    public int OpenAttempts { get; init; } = 5;
}
