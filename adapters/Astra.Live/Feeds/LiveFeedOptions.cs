using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>How a live day is run.</summary>
public sealed record LiveFeedOptions
{
    /// <summary>Plans whose instruments and peers are warmed up and backfilled.</summary>
    public IReadOnlyList<Plan> Plans { get; init; } = [];

    /// <summary>How long the feed runs; null = until stopped.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>Ends when the day's last close among the segments in use has passed; on a day without sessions at once.</summary>
    public bool UntilClose { get; init; }

    /// <summary>How long clock ticks and closings lag behind the exchange's time, so that ticks under way are not late.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most time that the warm-up may take; the feeds connect after it.</summary>
    public TimeSpan WarmUpLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most time that one backfill may take; what has come until then counts.</summary>
    public TimeSpan BackfillLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Hears what people should know, a line each; called from several threads, must not wait.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>Hears the raw messages of all connections; null for nobody.</summary>
    public IFrameTap? Tap { get; init; }
}
