namespace Astra.Journal;

/// <summary>What a commit waits for. The values are part of the journal format.</summary>
public enum Durability : byte
{
    /// <summary>The disk's own word (fdatasync): a committed event survives a power cut.</summary>
    Sync = 0,
    /// <summary>The operating system's word: survives a killed process, not a power cut. For tests and benchmarks.</summary>
    None = 1,
}

/// <summary>How a journal folder is opened for writing. The defaults are for a trading day on a local disk.</summary>
public sealed record JournalOptions(string Folder)
{
    public const int DefaultSegmentBytes = 64 * 1024 * 1024;

    public Durability Durability { get; init; } = Durability.Sync;

    /// <summary>Size to which an inbound segment is allocated; 64 KiB or more, a multiple of 4 KiB.</summary>
    public int SegmentBytes { get; init; } = DefaultSegmentBytes;

    /// <summary>Size to which an outbound segment is allocated; same limits.</summary>
    public int OutboundSegmentBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Largest frame body; a fuller frame commits by itself. At most a segment less 8 KiB.</summary>
    public int MaxFrameBytes { get; init; } = 1024 * 1024;

    /// <summary>Most events in one frame.</summary>
    public int MaxFrameEvents { get; init; } = 16_384;

    /// <summary>
    /// Read every frame of every segment of both streams at opening, and refuse with the place of any damage. Without it only the last
    /// segment's frames are read, which keeps recovery quick whatever the journal's size; earlier damage shows when it is read.
    /// </summary>
    public bool VerifyAll { get; init; }

    /// <summary>Keep the good prefix of a damaged journal and move the rest aside, instead of refusing to open.</summary>
    public bool AcceptLoss { get; init; }

    /// <summary>Identity of a new journal; drawn when not given. Ignored where a journal exists already.</summary>
    public Guid? JournalId { get; init; }

    /// <summary>
    /// Sequence of the first inbound event of a new journal, whose beginning stands elsewhere: the retained mark says so, as after retention. Ignored where a journal exists already.
    /// </summary>
    internal long FirstSequence { get; init; }

    /// <summary>The same of the outbound log.</summary>
    internal long FirstOutboundSequence { get; init; }

    /// <summary>Called after each sync with its duration in nanoseconds, on the journal's thread; must be quick and must not allocate.</summary>
    public Action<long>? SyncObserver { get; init; }

    /// <summary>Accepting a loss means to find all of it.</summary>
    internal bool Thorough => VerifyAll || AcceptLoss;

    /// <summary>Frame body limit that also fits the given segment size.</summary>
    internal int FrameLimit(int segmentBytes) => Math.Min(MaxFrameBytes, segmentBytes - 8192);

    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Folder))
            throw new JournalException(JournalErrorKind.BadOption, Folder ?? "", "no journal folder was given", "name a folder");
        CheckSegment(SegmentBytes, nameof(SegmentBytes));
        CheckSegment(OutboundSegmentBytes, nameof(OutboundSegmentBytes));
        if (FirstSequence < 0 || FirstOutboundSequence < 0)
            throw new JournalException(JournalErrorKind.BadOption, Folder, $"a journal cannot begin at sequence {Math.Min(FirstSequence, FirstOutboundSequence)}", "begin at 0 or later");
        if (MaxFrameBytes < 4096 || MaxFrameEvents < 1)
            throw new JournalException(JournalErrorKind.BadOption, Folder,
                $"a frame of {MaxFrameBytes} bytes and {MaxFrameEvents} events is too small", "allow 4096 bytes and 1 event or more");
    }

    private void CheckSegment(int bytes, string name)
    {
        if (bytes < 65_536 || bytes % 4096 != 0)
            throw new JournalException(JournalErrorKind.BadOption, Folder, $"{name} is {bytes}", "give a multiple of 4096, 65536 or more");
    }
}
