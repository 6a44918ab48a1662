using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Finds the node that leads. One host is asked itself; a cluster is asked for its members, all nodes at once, so that a dead one delays nobody. A node that says who leads
/// is believed once: just after a leader's death the others still name it.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "Nobody asks the semaphore for a handle, and a late waiter must not meet a disposed one.")]
internal sealed class LeaderFinder(EventStoreSettings settings, NodePool pool, TimeProvider time)
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _lock = new();
    private EventStoreNode? _leader;
    private bool _byRedirect, _pause;
    private NodeAddress? _redirect, _suspect;
    private IReadOnlyList<NodeAddress> _members = [];

    /// <summary>True once somebody led.</summary>
    public bool HasFound { get; private set; }

    public EventStoreNode? Known
    {
        get
        {
            lock (_lock) return _leader;
        }
    }

    public async ValueTask<EventStoreNode> FindAsync(CancellationToken stop)
    {
        if (Known is { } known) return known;
        await _one.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            // Several look at once after a fault: the first one finds for all.
            return Known ?? await SearchAsync(stop).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    public void NotLeader(EventStoreNode node, NodeAddress? leader)
    {
        lock (_lock)
        {
            if (_leader != node) return;
            _leader = null;
            bool follow = leader is not null && leader != node.Address && !_byRedirect;
            _redirect = follow ? leader : null;
            _pause = !follow;
        }
    }

    public void Failed(EventStoreNode node)
    {
        lock (_lock)
        {
            if (_leader == node)
            {
                _leader = null;
                _redirect = null;
                _suspect = node.Address;
                _pause = _byRedirect;
            }
        }
        pool.Retire(node);
    }

    /// <summary>The members as one of the known nodes tells them.</summary>
    public async Task<IReadOnlyList<ClusterMember>> MembersAsync(EventStoreNode node, CancellationToken stop)
    {
        Wire.ClusterInfo cluster = await CallTimer.BoundAsync(time, settings.GossipTimeout, async token =>
        {
            using AsyncUnaryCall<Wire.ClusterInfo> call = node.Gossip.ReadAsync(new Wire.Empty(), new CallOptions(node.Headers(false), cancellationToken: token));
            return await call.ResponseAsync.ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
        List<ClusterMember> members = [];
        foreach (Wire.MemberInfo member in cluster.Members)
            members.Add(new ClusterMember(
                new NodeAddress(member.HttpEndPoint?.Address ?? "", (int)(member.HttpEndPoint?.Port ?? 0)),
                StructuredUuid.Read(member.InstanceId), member.State.ToString(), member.IsAlive, DateTimeOffset.UnixEpoch.AddTicks(member.TimeStamp)));
        return members;
    }

    public async Task<ServerFeatures> FeaturesAsync(EventStoreNode node, CancellationToken stop)
    {
        Wire.SupportedMethods answer = await CallTimer.BoundAsync(time, settings.GossipTimeout, async token =>
        {
            using AsyncUnaryCall<Wire.SupportedMethods> call =
                node.ServerFeatures.GetSupportedMethodsAsync(new Wire.Empty(), new CallOptions(node.Headers(false), cancellationToken: token));
            return await call.ResponseAsync.ConfigureAwait(false);
        }, stop).ConfigureAwait(false);
        return new ServerFeatures(
            answer.EventStoreServerVersion,
            [.. answer.Methods.Select(method => $"{method.ServiceName}/{method.MethodName} {string.Join(' ', method.Features)}".TrimEnd())]);
    }

    private async Task<EventStoreNode> SearchAsync(CancellationToken stop)
    {
        NodeAddress? redirect;
        bool pause;
        lock (_lock)
        {
            (redirect, pause) = (_redirect, _pause);
            (_redirect, _pause) = (null, false);
        }
        DiscoveryNotes notes = new();
        if (pause) await PauseAsync(stop).ConfigureAwait(false);
        if (redirect is { } named)
        {
            EventStoreNode node = pool.Get(named);
            if (await AnswersAsync(node, notes, stop).ConfigureAwait(false)) return Take(node, byRedirect: true);
            await PauseAsync(stop).ConfigureAwait(false);
        }
        for (int round = 1; ; round++)
        {
            EventStoreNode? found = settings.Discover
                ? await AskClusterAsync(notes, stop).ConfigureAwait(false)
                : await AskNodeAsync(settings.Seeds[0], notes, stop).ConfigureAwait(false);
            if (found is not null) return Take(found, byRedirect: false);
            if (notes.IsDenied || round >= settings.MaxDiscoverAttempts) break;
            await PauseAsync(stop).ConfigureAwait(false);
        }
        throw await notes.ToExceptionAsync(settings, time, stop).ConfigureAwait(false);
    }

    private Task PauseAsync(CancellationToken stop) => Task.Delay(settings.DiscoveryInterval, time, stop);

    private EventStoreNode Take(EventStoreNode node, bool byRedirect)
    {
        lock (_lock)
        {
            _leader = node;
            _byRedirect = byRedirect;
            _suspect = null;
            HasFound = true;
        }
        return node;
    }

    private async Task<EventStoreNode?> AskNodeAsync(NodeAddress address, DiscoveryNotes notes, CancellationToken stop)
    {
        EventStoreNode node = pool.Get(address);
        return await AnswersAsync(node, notes, stop).ConfigureAwait(false) ? node : null;
    }

    // Asked once for each connection: a node that is said to lead may be dead already, or not be where it says.
    private async Task<bool> AnswersAsync(EventStoreNode node, DiscoveryNotes notes, CancellationToken stop)
    {
        if (node.IsAsked) return true;
        try
        {
            node.Features = await FeaturesAsync(node, stop).ConfigureAwait(false);
            return true;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
            node.Features = ServerFeatures.Unsaid;
            return true;
        }
        catch (Exception error) when (WireErrors.IsCallError(error))
        {
            stop.ThrowIfCancellationRequested();
            notes.Add(node, error);
            pool.Retire(node);
            return false;
        }
    }

    private async Task<EventStoreNode?> AskClusterAsync(DiscoveryNotes notes, CancellationToken stop)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task<IReadOnlyList<ClusterMember>?>> questions = [];
        foreach ((NodeAddress address, IPAddress? via) in await CandidatesAsync(notes, stop).ConfigureAwait(false))
            questions.Add(AskMembersAsync(pool.Get(address, via), notes, enough.Token));
        try
        {
            ClusterMember? suspect = null;
            Task patience = Task.Delay(settings.GossipTimeout / 10, time, enough.Token);
            while (questions.Count > 0)
            {
                // Whoever just failed is taken again only when nobody names another, or the others take their time.
                Task next = suspect is null ? await Task.WhenAny(questions).ConfigureAwait(false) : await Task.WhenAny([.. questions, patience]).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
                if (next == patience) break;
                Task<IReadOnlyList<ClusterMember>?> answered = (Task<IReadOnlyList<ClusterMember>?>)next;
                questions.Remove(answered);
                if (await answered.ConfigureAwait(false) is not { } members) continue;
                Remember(members);
                if (members.FirstOrDefault(member => member.IsLeader) is not { } leader)
                {
                    notes.NoLeader(members);
                    continue;
                }
                if (leader.Address == Suspect()) suspect = leader;
                else if (await AskNodeAsync(leader.Address, notes, stop).ConfigureAwait(false) is { } node) return node;
            }
            return suspect is null ? null : await AskNodeAsync(suspect.Address, notes, stop).ConfigureAwait(false);
        }
        finally
        {
            await enough.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<IReadOnlyList<ClusterMember>?> AskMembersAsync(EventStoreNode node, DiscoveryNotes notes, CancellationToken enough)
    {
        try
        {
            return await MembersAsync(node, enough).ConfigureAwait(false);
        }
        catch (Exception error) when (WireErrors.IsCallError(error))
        {
            if (enough.IsCancellationRequested) return null;
            notes.Add(node, error);
            pool.Retire(node);
            return null;
        }
    }

    private async Task<IEnumerable<(NodeAddress Address, IPAddress? Via)>> CandidatesAsync(DiscoveryNotes notes, CancellationToken stop)
    {
        List<(NodeAddress Address, IPAddress? Via)> candidates = [];
        IReadOnlyList<NodeAddress> members;
        lock (_lock) members = _members;
        foreach (NodeAddress seed in settings.Seeds)
        {
            if (settings.Seeds.Count > 1 || IPAddress.TryParse(seed.Host, out _))
            {
                candidates.Add((seed, null));
                continue;
            }
            try
            {
                // One name for all seeds.
                foreach (IPAddress address in await Dns.GetHostAddressesAsync(seed.Host, stop).ConfigureAwait(false)) candidates.Add((seed, address));
            }
            catch (SocketException error)
            {
                notes.Add(seed, string.Create(CultureInfo.InvariantCulture, $"no address for this name ({error.Message})"));
            }
        }
        foreach (NodeAddress member in members)
            if (!candidates.Contains((member, null))) candidates.Add((member, null));
        return candidates;
    }

    private NodeAddress? Suspect()
    {
        lock (_lock) return _suspect;
    }

    private void Remember(IReadOnlyList<ClusterMember> members)
    {
        lock (_lock) _members = [.. members.Where(member => member is { IsAlive: true, Address.Port: > 0 }).Select(member => member.Address)];
    }
}
