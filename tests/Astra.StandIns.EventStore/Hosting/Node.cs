using System.Collections.Concurrent;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;

namespace Astra.StandIns.EventStore;

/// <summary>What the services of one node share, and the door that every call comes through.</summary>
internal sealed class Node(EventStoreStandInOptions options, StoredStreams store, EventStoreFaults faults, EventStoreCounts counts, Membership membership, Action<int> kill)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, bool> _warmConnections = new();
    private bool _hasForwarded;

    public EventStoreStandInOptions Options => options;

    public StoredStreams Store => store;

    public EventStoreFaults Faults => faults;

    public EventStoreCounts Counts => counts;

    public Membership Membership => membership;

    public Committer Committer { get; } = new(store, faults, counts, options.CommitDelay, options.CommitTimeoutMs, kill);

    /// <summary>Stores an append here, or at the leader.</summary>
    public void Submit(Commit commit) => (membership.ForwardsTo ?? this).Committer.Submit(commit);

    /// <summary>The door: what a server checks before it looks at a call. Throws the refusal.</summary>
    /// <param name="allowed">Whom it is open to, with users.</param>
    public async ValueTask EnterAsync(ServerCallContext context, Allowed allowed)
    {
        CancellationToken gone = context.CancellationToken;
        if (faults.Mute) await Task.Delay(Timeout.Infinite, gone);
        if (faults.ColdStart > TimeSpan.Zero && _warmConnections.TryAdd(context.GetHttpContext().Connection.Id, true)) await Task.Delay(faults.ColdStart, gone);
        if (faults.Unauthenticated) throw Failures.Unauthenticated();
        string? user = User(context);
        if (options.Users.Count == 0 || allowed == Allowed.Everybody) return;
        if (user is null || allowed == Allowed.Operators && user is not ("admin" or "ops")) throw Failures.AccessDenied();
    }

    /// <summary>Whether a batch call of nobody is refused: not at its door but append by append.</summary>
    public bool RefusesAppends(ServerCallContext context) => faults.AccessDenied || options.Users.Count > 0 && User(context) is null;

    /// <summary>The second door of all calls that touch streams.</summary>
    public void MustServe(bool requiresLeader)
    {
        if (Unready is { } text) throw Failures.Unavailable(text);
        if (faults.AccessDenied) throw Failures.AccessDenied();
        MustLead(requiresLeader);
    }

    /// <summary>Why nothing is served at present; null when it is.</summary>
    public string? Unready => faults.State switch
    {
        ServerState.NotReady => "Server Is Not Ready",
        ServerState.TooBusy => "Server Is Too Busy",
        _ => membership.Leader is null ? "Server Is Not Ready" : null,
    };

    public void MustLead(bool requiresLeader)
    {
        if (requiresLeader && membership is { Role: not NodeRole.Leader, Leader: { } leader }) throw Failures.NotLeader(leader);
    }

    /// <summary>Reads the header and counts the calls that lack it.</summary>
    public bool RequiresLeader(ServerCallContext context)
    {
        bool required = string.Equals(context.RequestHeaders.GetValue("requires-leader"), "true", StringComparison.OrdinalIgnoreCase);
        if (!required) counts.LeaderNotRequired();
        return required;
    }

    /// <summary>All streams at once are for administrators.</summary>
    public void MustBeAdmin(ServerCallContext context)
    {
        if (options.Users.Count > 0 && User(context) != "admin") throw Failures.AccessDenied();
    }

    /// <summary>Breaks the connection that a call came on.</summary>
    public static void Abort(ServerCallContext context) => context.GetHttpContext().Features.Get<IConnectionLifetimeFeature>()?.Abort();

    /// <summary>True once: the first batch append that this node hands on.</summary>
    public bool FirstForward() => !Interlocked.Exchange(ref _hasForwarded, true);

    public ValueTask DisposeAsync() => Committer.DisposeAsync();

    // An insecure server ignores credentials, wrong ones too.
    private string? User(ServerCallContext context)
    {
        if (options.Users.Count == 0 || context.RequestHeaders.GetValue("authorization") is not { } header) return null;
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) throw Failures.Unauthenticated();
        byte[] bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out int length)) throw Failures.Unauthenticated();
        string pair = Encoding.UTF8.GetString(bytes, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        bool known = colon > 0 && options.Users.TryGetValue(pair[..colon], out string? password) && password == pair[(colon + 1)..];
        return known ? pair[..colon] : throw Failures.Unauthenticated();
    }
}
