using System.Diagnostics;

namespace Astra.StandIns.EventStore;

/// <summary>
/// Who is alive and who leads. It moves on by the clock whenever somebody looks: a dead leader is named for a while, then nobody, then another is elected, if a majority
/// is there.
/// </summary>
internal sealed class ClusterState
{
    private readonly Lock _gate = new();
    private readonly EventStoreStandInClusterOptions _options;
    private readonly EventStoreStandIn[] _nodes;
    private readonly Guid[] _instances;
    private readonly bool[] _alive, _cameBack;
    private readonly long[] _since;
    private int _leader;
    private long _lostSince;
    private bool _lost;

    public ClusterState(EventStoreStandInClusterOptions options, EventStoreStandIn[] nodes)
    {
        _options = options;
        _nodes = nodes;
        _instances = [.. nodes.Select(_ => Guid.NewGuid())];
        _alive = new bool[nodes.Length];
        _cameBack = new bool[nodes.Length];
        _since = new long[nodes.Length];
    }

    public TimeSpan ReplicationLag => _options.ReplicationLag;

    /// <summary>The node that leads now; null while none does.</summary>
    public EventStoreStandIn? Leader
    {
        get
        {
            lock (_gate) return Current() is { } leader ? _nodes[leader] : null;
        }
    }

    public void Started(int node)
    {
        lock (_gate)
        {
            Current();
            _alive[node] = true;
            _cameBack[node] = _since[node] != 0;
            _since[node] = Stopwatch.GetTimestamp();
            // A majority that is just there again begins with an election.
            if (_lost && _alive.Count(alive => alive) == Majority) _lostSince = Stopwatch.GetTimestamp();
        }
    }

    public void Died(int node)
    {
        lock (_gate)
        {
            int? leader = Current();
            _alive[node] = false;
            bool majority = _alive.Count(alive => alive) >= Majority;
            if (!_lost && (leader == node || !majority)) (_lost, _lostSince) = (true, Stopwatch.GetTimestamp());
        }
    }

    public NodeRole Role(int node)
    {
        lock (_gate)
        {
            if (!_alive[node]) return NodeRole.Shutdown;
            if (Current() == node) return NodeRole.Leader;
            if (Named() is null) return NodeRole.Unknown;
            return _cameBack[node] && Stopwatch.GetElapsedTime(_since[node]) < Scaled(_options.CatchUp) ? NodeRole.CatchingUp : NodeRole.Follower;
        }
    }

    /// <summary>Whom the nodes name: the leader, or one that died a moment ago.</summary>
    public (string Host, int Port)? NamedLeader
    {
        get
        {
            lock (_gate) return Named() is { } leader ? (NodeHost.Address, _nodes[leader].Port) : null;
        }
    }

    public IReadOnlyList<Member> Members()
    {
        lock (_gate)
        {
            int? named = Named();
            return [.. _nodes.Select((node, i) =>
                named == i ? new Member(_instances[i], NodeRole.Leader, true, NodeHost.Address, node.Port)
                : new Member(_instances[i], Role(i), _alive[i], NodeHost.Address, node.Port))];
        }
    }

    private int Majority => _nodes.Length / 2 + 1;

    private TimeSpan Scaled(TimeSpan time) => time * _options.TimeScale;

    private int? Current()
    {
        if (!_lost) return _leader;
        bool majority = _alive.Count(alive => alive) >= Majority;
        if (!majority || Stopwatch.GetElapsedTime(_lostSince) < Scaled(_options.Election)) return null;
        for (int step = 1; step <= _nodes.Length; step++)
        {
            int candidate = (_leader + step) % _nodes.Length;
            if (!_alive[candidate]) continue;
            (_leader, _lost) = (candidate, false);
            return candidate;
        }
        return null;
    }

    private int? Named() => Current() ?? (Stopwatch.GetElapsedTime(_lostSince) < Scaled(_options.StaleLeader) ? _leader : null);
}
