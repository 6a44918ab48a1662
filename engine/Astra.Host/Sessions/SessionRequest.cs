using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>Everything that a shadow session needs.</summary>
public sealed record SessionRequest
{
    public required IFeed Feed { get; init; }
    public required EngineSettings Settings { get; init; }

    /// <summary>Start-up plans, in the order in which they are published.</summary>
    public required IReadOnlyList<Plan> Plans { get; init; }

    public required SessionStore Store { get; init; }
    public EngineOptions Options { get; init; } = new();

    /// <summary>Called after the outbound log.</summary>
    public IReadOnlyList<IEffect> Effects { get; init; } = [];

    /// <summary>
    /// Time given to the host's own events; not after the feed's first event. With a live feed the day's midnight (IST): the same whenever the session is begun again.
    /// </summary>
    public Timestamp StartTime { get; init; }

    /// <summary>Go on where the journal ends. Otherwise a journal that holds anything is refused.</summary>
    public bool Resume { get; init; }

    /// <summary>Compare what recovery says again with what the outbound log holds.</summary>
    public bool VerifyRecovery { get; init; } = true;

    /// <summary>Called on the caller's thread, about ten times a second and once at the end.</summary>
    public Action<EngineProgress>? Progress { get; init; }

    /// <summary>Processor for the feed's thread; null = anywhere.</summary>
    public int? FeedProcessor { get; init; }
}

/// <summary>Where a session keeps what must last. The caller closes what it opened here; what the functions open is closed by the session.</summary>
public sealed record SessionStore
{
    public required IJournal Journal { get; init; }

    /// <summary>Opens a reader of <see cref="Journal"/>.</summary>
    public required Func<IJournalReader> OpenReader { get; init; }

    public IOutboundLog? OutboundLog { get; init; }

    /// <summary>Opens a reader of <see cref="OutboundLog"/>.</summary>
    public Func<IOutboundLogReader>? OpenOutboundReader { get; init; }

    public ISnapshotStore? Snapshots { get; init; }

    /// <summary>Bytes that the journal holds, for the report.</summary>
    public Func<long>? JournalBytes { get; init; }
}
