namespace Astra.StandIns.EventStore;

/// <summary>
/// A leader and its followers in one process, over one store. A quorum of them is alive or nothing is committed; the death of the leader ends its calls, leaves its
/// followers pointing at it for a while, and makes one of them the next leader.
/// </summary>
public sealed class EventStoreStandInCluster : IAsyncDisposable
{
    private readonly EventStoreStandIn[] _nodes;
    private readonly ClusterState _state;
    private readonly StandInCertificates? _certificates;
    private readonly EventStoreStandInOptions _options;

    private EventStoreStandInCluster(EventStoreStandInClusterOptions options)
    {
        _options = options.Node;
        Store = new StoredStreams(_options.Time, _options.ClockOffset, _options.DataFile);
        _certificates = _options.Tls ? new StandInCertificates() : null;
        _nodes = new EventStoreStandIn[options.Nodes];
        _state = new ClusterState(options, _nodes);
        for (int i = 0; i < _nodes.Length; i++)
        {
            int index = i;
            EventStoreStandInOptions own = _options with { Port = _options.Port == 0 ? 0 : _options.Port + i, Seed = _options.Seed + i };
            _nodes[i] = new EventStoreStandIn(own, Store, _certificates, node => new ClusterMember(_state, index, node))
            {
                Started = () => _state.Started(index),
                Died = () => _state.Died(index),
            };
        }
    }

    /// <summary>All nodes, dead ones too. Their counts and faults are their own.</summary>
    public IReadOnlyList<EventStoreStandIn> Nodes => _nodes;

    /// <summary>The node that leads now; null while none does.</summary>
    public EventStoreStandIn? Leader => _state.Leader;

    /// <summary>What the nodes share.</summary>
    public StoredStreams Store { get; }

    /// <summary>For clients, with all nodes.</summary>
    public string ConnectionString => ConnectionStrings.Of(_options, _certificates?.CaFile, _nodes.Select(node => node.Port));

    /// <summary>Starts all nodes; the first leads.</summary>
    public static async Task<EventStoreStandInCluster> StartAsync(EventStoreStandInClusterOptions? options = null)
    {
        options ??= new EventStoreStandInClusterOptions();
        if (options.Nodes < 3 || options.Nodes % 2 == 0) throw new ArgumentException("A cluster has an odd number of nodes, three at least.", nameof(options));
        EventStoreStandInCluster cluster = new(options);
        try
        {
            foreach (EventStoreStandIn node in cluster._nodes) await node.RestartAsync();
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        return cluster;
    }

    /// <summary>Kills the leader: all its calls end, and of the appends in flight some are stored.</summary>
    /// <param name="storedInFlight">How many, counted from the oldest; null leaves it to chance.</param>
    /// <returns>The node killed.</returns>
    /// <exception cref="InvalidOperationException">Nobody leads.</exception>
    public async Task<EventStoreStandIn> KillLeaderAsync(int? storedInFlight = null)
    {
        EventStoreStandIn leader = Leader ?? throw new InvalidOperationException("No node leads at present.");
        await (storedInFlight is { } stored ? leader.KillAsync(stored) : leader.KillAsync());
        return leader;
    }

    /// <summary>Kills one node, whatever it is.</summary>
    public Task KillNodeAsync(int index) => _nodes[index].KillAsync();

    /// <summary>Brings a node back, as a follower when another leads.</summary>
    public Task RestartNodeAsync(int index) => _nodes[index].RestartAsync();

    /// <summary>Stops all followers without killing them: nothing is committed, appends are answered with a timeout when the commit timeout is over.</summary>
    /// <param name="stored">Whether appends that timed out are in the stream after <see cref="ThawFollowers"/>.</param>
    public Task FreezeFollowersAsync(bool stored = true)
    {
        EventStoreStandIn? leader = Leader;
        foreach (EventStoreStandIn node in _nodes)
        {
            if (node == leader) node.Faults.FreezeQuorum(stored);
            else node.Faults.Mute = true;
        }
        return Task.CompletedTask;
    }

    public void ThawFollowers()
    {
        foreach (EventStoreStandIn node in _nodes)
        {
            node.Faults.Thaw();
            node.Faults.Mute = false;
        }
    }

    /// <summary>Waits until a node leads.</summary>
    public async Task<EventStoreStandIn> WhenLedAsync(CancellationToken stop = default)
    {
        while (true)
        {
            if (Leader is { } leader) return leader;
            await Task.Delay(10, stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (EventStoreStandIn node in _nodes) await node.DisposeAsync();
        Store.Dispose();
        _certificates?.Dispose();
    }
}
