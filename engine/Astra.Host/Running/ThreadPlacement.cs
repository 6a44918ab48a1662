namespace Astra.Host;

/// <summary>Which processor each thread is pinned to, numbered from 0; null = wherever the system puts it.</summary>
public sealed record ThreadPlacement
{
    private const int RaisedNiceness = -10;

    public int? Core { get; init; }
    public int? Journal { get; init; }
    public int? Publisher { get; init; }

    /// <summary>
    /// Raises the journal thread above its neighbours where the system allows it: it sleeps through most of a sync, and without priority
    /// its wake-up can wait a scheduler tick behind a busy thread.
    /// </summary>
    public bool RaiseJournal { get; init; } = true;

    internal int? JournalNiceness => RaiseJournal ? RaisedNiceness : null;

    /// <summary>The highest processors go to the engine; the first one, where systems like to handle interrupts, is left to feeds and others.</summary>
    public static ThreadPlacement For(LatencyProfile profile, int processors) => (profile, processors) switch
    {
        (LatencyProfile.CoreAlone, >= 2) => new() { Core = processors - 1, Journal = 0, Publisher = 0 },
        (LatencyProfile.Dedicated, >= 4) => new() { Core = processors - 1, Journal = processors - 2, Publisher = processors - 3 },
        _ => new(),
    };
}
