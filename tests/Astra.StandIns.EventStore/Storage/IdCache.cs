using System.Diagnostics.CodeAnalysis;

namespace Astra.StandIns.EventStore;

/// <summary>
/// Where recent event ids were stored. Only this makes a repeated append with <c>any</c> or <c>stream_exists</c> harmless, and it is empty after a restart: so is the
/// server's, which is why a journal gives numbers.
/// </summary>
internal sealed class IdCache
{
    // The server keeps 8 MiB; an entry of a name and a few numbers takes about 128 bytes.
    private const int Capacity = 8 * 1024 * 1024 / 128;

    private readonly Dictionary<Guid, StandInEvent> _places = [];
    private readonly Queue<Guid> _order = new();

    public void Add(StandInEvent stored)
    {
        if (!_places.TryAdd(stored.Id, stored))
        {
            _places[stored.Id] = stored;
            return;
        }
        _order.Enqueue(stored.Id);
        if (_order.Count > Capacity) _places.Remove(_order.Dequeue());
    }

    public bool TryFind(string stream, Guid id, [NotNullWhen(true)] out StandInEvent? stored) =>
        _places.TryGetValue(id, out stored) && stored.Stream == stream;

    public void Clear()
    {
        _places.Clear();
        _order.Clear();
    }
}
