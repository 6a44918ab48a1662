namespace Astra.Journal.EventStore;

/// <summary>Makes entries of the index's events in their order. The same event twice, and events that say nothing, change nothing.</summary>
internal sealed class SessionTable
{
    private readonly Dictionary<SessionName, SessionEntry> _entries = [];

    /// <summary>By the newest opening, rising.</summary>
    private readonly List<SessionName> _order = [];

    public void Take(in StoredEvent stored)
    {
        if (SessionEvents.TryRead(in stored) is not (SessionName name, SessionJson fields)) return;
        switch (stored.Type)
        {
            case SessionEvents.OpenedType when fields.Journal is { } journal:
                Open(new SessionOpening(name, journal, fields.Mode ?? "", fields.Machine ?? "", fields.Version ?? "", fields.At));
                break;
            case SessionEvents.ClosedType when _entries.TryGetValue(name, out SessionEntry? entry):
                _entries[name] = entry with
                {
                    Closing = new SessionClosing(
                        name, fields.At, fields.LastSequence ?? -1, fields.LastOutboundSequence ?? -1, fields.Frames ?? 0, fields.OutboundHash, fields.StateHash),
                };
                break;
            case SessionEvents.RemovedType:
                _entries.Remove(name);
                _order.Remove(name);
                break;
        }
    }

    public IReadOnlyList<SessionEntry> NewestFirst() => [.. Enumerable.Reverse(_order).Select(name => _entries[name])];

    private void Open(SessionOpening opening)
    {
        _entries.TryGetValue(opening.Name, out SessionEntry? before);
        if (before?.Opening == opening) return;
        _entries[opening.Name] = new SessionEntry(opening, null, (before?.Openings ?? 0) + 1);
        _order.Remove(opening.Name);
        _order.Add(opening.Name);
    }
}
