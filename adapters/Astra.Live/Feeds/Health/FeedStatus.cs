using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>Where one live feed stands, at one moment.</summary>
public sealed record FeedStatus
{
    public required string Name { get; init; }

    /// <summary>Its number in the session.</summary>
    public required byte Feed { get; init; }

    /// <summary>The last change of any of its connections; None before the first.</summary>
    public required FeedState State { get; init; }

    /// <summary>This machine's time of that change.</summary>
    public required Timestamp Since { get; init; }

    /// <summary>Ticks that went onto the ring.</summary>
    public required long Ticks { get; init; }

    /// <summary>Since the last tick of any instrument, used or not; null before the first.</summary>
    public required TimeSpan? LastTickAge { get; init; }

    public required int Reconnects { get; init; }

    public required int Gaps { get; init; }

    /// <summary>Minutes filled in from history.</summary>
    public required long Backfilled { get; init; }

    /// <summary>Instruments that ticked regularly and are silent now.</summary>
    public required IReadOnlyList<int> SilentInstruments { get; init; }

    /// <summary>Claims that met a full ring.</summary>
    public required long RingWaits { get; init; }

    public required IReadOnlyList<TickRejectCount> Rejects { get; init; }
}
