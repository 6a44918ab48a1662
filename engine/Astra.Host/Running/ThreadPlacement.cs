using Astra.Ring;

namespace Astra.Host;

/// <summary>Which processor each thread is pinned to, numbered from 0; null = wherever the system puts it.</summary>
public sealed record ThreadPlacement
{
    public int? Core { get; init; }
    public int? Journal { get; init; }
    public int? Publisher { get; init; }

    /// <summary>
    /// Raises the journal thread above its neighbours where the system allows it: it sleeps through most of a sync, and without priority
    /// its wake-up waits a scheduler tick (4 to 8 ms) behind a busy thread.
    /// </summary>
    public bool RaiseJournal { get; init; } = true;

    /// <summary>
    /// A core with a processor of its own asks to be left alone there: helper threads and the system's own then go to the other processors
    /// instead of taking turns with it. Never real time: it spins.
    /// </summary>
    internal Urgency CoreUrgency(LatencyProfile profile) =>
        RaiseJournal && profile != LatencyProfile.Shared ? Urgency.Raised : Urgency.Normal;

    /// <summary>A journal that parks may take the processor the moment its sync is done; one that spins would keep it, the system's own threads included.</summary>
    internal Urgency JournalUrgency(LatencyProfile profile) =>
        !RaiseJournal ? Urgency.Normal : profile == LatencyProfile.Dedicated ? Urgency.Raised : Urgency.RealTime;

    /// <summary>The highest processors go to the engine; the first one, where systems like to handle interrupts, is left to feeds and others.</summary>
    public static ThreadPlacement For(LatencyProfile profile, int processors) => (profile, processors) switch
    {
        (LatencyProfile.CoreAlone, >= 2) => new() { Core = processors - 1, Journal = 0, Publisher = 0 },
        (LatencyProfile.Dedicated, >= 4) => new() { Core = processors - 1, Journal = processors - 2, Publisher = processors - 3 },
        _ => new(),
    };
}
