using System.Globalization;
using System.Net;

namespace Astra.Journal.EventStore;

/// <summary>Connections by address, one for each. Safe for many threads.</summary>
internal sealed class NodePool
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(NodeAddress Address, IPAddress? Via), EventStoreNode> _nodes = [];
    private readonly List<EventStoreNode> _retired = [];
    private readonly EventStoreSettings _settings;
    private readonly Func<NodeAddress, EventStoreNode>? _make;
    private TlsTrust? _tls;
    private bool _closed;

    /// <param name="make">Makes the nodes, where not over a network.</param>
    public NodePool(EventStoreSettings settings, Func<NodeAddress, EventStoreNode>? make = null)
    {
        _settings = settings;
        _make = make;
        ConnectionName = settings.ConnectionName.Length > 0
            ? settings.ConnectionName
            : string.Create(CultureInfo.InvariantCulture, $"astra-{Environment.ProcessId}-{Random.Shared.Next():x8}");
    }

    public string ConnectionName { get; }

    /// <summary>Reads the files that the string names, at the first use.</summary>
    public TlsTrust? Tls()
    {
        lock (_lock) return _settings.Tls ? _tls ??= new TlsTrust(_settings) : null;
    }

    public EventStoreNode Get(NodeAddress address, IPAddress? via = null)
    {
        lock (_lock)
        {
            if (_closed) throw new EventStoreException(JournalErrorKind.Closed, _settings.ToString(), "the client was closed", "open a new one");
            if (_nodes.TryGetValue((address, via), out EventStoreNode? node)) return node;
            node = _make is not null ? _make(address) : new EventStoreNode(address, via, _settings, Tls(), ConnectionName);
            _nodes.Add((address, via), node);
            return node;
        }
    }

    /// <summary>The next one asked for at this address is a new connection.</summary>
    public void Retire(EventStoreNode node)
    {
        lock (_lock)
        {
            foreach (KeyValuePair<(NodeAddress, IPAddress?), EventStoreNode> entry in _nodes)
            {
                if (entry.Value != node) continue;
                _nodes.Remove(entry.Key);
                _retired.RemoveAll(old => old.IsClosed);
                _retired.Add(node);
                break;
            }
        }
        node.Retire();
    }

    public void Close()
    {
        List<EventStoreNode> all;
        lock (_lock)
        {
            _closed = true;
            all = [.. _nodes.Values, .. _retired];
            _nodes.Clear();
            _retired.Clear();
        }
        foreach (EventStoreNode node in all) node.Close();
    }
}
