namespace Astra.StandIns.EventStore;

/// <summary>One stream: its events by revision, and its rules. Guarded by the store's lock.</summary>
internal sealed class StreamRecord(string name)
{
    public string Name { get; } = name;

    /// <summary>The revision is the index. Null where an event was taken away by a scavenge or by a test.</summary>
    public List<StandInEvent?> Events { get; } = [];

    public StreamRules Rules { get; set; } = StreamRules.None;

    public bool Tombstoned { get; set; }

    public long Last => Events.Count - 1;

    /// <summary>Nothing to read: never written, or soft-deleted and not written since.</summary>
    public bool IsMissing => Events.Count == 0 || Rules.IsDeleted;

    /// <summary>The first revision that may be read, by the rules; above <see cref="Last"/> when none may.</summary>
    public long First(DateTimeOffset now)
    {
        long first = Math.Max(0, Rules.TruncateBefore ?? 0);
        if (Rules.MaxCount is { } count) first = Math.Max(first, Events.Count - count);
        if (Rules.MaxAge is { } age)
            while (first < Events.Count && (Events[(int)first] is not { } stored || stored.Created <= now - age)) first++;
        return first;
    }

    /// <summary>The last revision stored at or before the horizon: what a node that lags behind shows.</summary>
    public long LastAt(DateTimeOffset? horizon)
    {
        long last = Last;
        if (horizon is { } until)
            while (last >= 0 && (Events[(int)last] is not { } stored || stored.Created > until)) last--;
        return last;
    }
}
