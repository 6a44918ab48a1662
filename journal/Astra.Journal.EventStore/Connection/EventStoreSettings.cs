namespace Astra.Journal.EventStore;

/// <summary>
/// A connection string, read: <c>esdb://[user:password@]host[:2113][,host…][/]?key=value&amp;…</c>. Several hosts, or <c>+discover</c> behind the scheme, ask for gossip.
/// The password is held apart and never printed.
/// </summary>
public sealed record EventStoreSettings
{
    internal EventStoreSettings(IReadOnlyList<NodeAddress> seeds) => Seeds = seeds;

    public IReadOnlyList<NodeAddress> Seeds { get; }

    /// <summary>Ask for the cluster's members: several hosts, or <c>+discover</c>, whose host is a name for all seeds.</summary>
    public bool Discover { get; init; }

    /// <summary><c>tls</c>: true unless said otherwise, as everywhere in this protocol.</summary>
    public bool Tls { get; init; } = true;

    /// <summary><c>tlsVerifyCert</c>. False takes any certificate, so anybody may pose as the server.</summary>
    public bool TlsVerifyCert { get; init; } = true;

    /// <summary><c>tlsCaFile</c>: certificates (PEM) of the authorities to trust, and no others.</summary>
    public string? TlsCaFile { get; init; }

    public NodePreference NodePreference { get; init; }

    /// <summary><c>keepAliveInterval</c> in ms, -1 (here infinite) for none.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>discoveryInterval</c> in ms: the pause between two rounds of questions for the leader.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary><c>maxDiscoverAttempts</c>: rounds until nobody is held to lead.</summary>
    public int MaxDiscoverAttempts { get; init; } = 10;

    /// <summary><c>gossipTimeout</c> in ms: how long one node may take to answer.</summary>
    public TimeSpan GossipTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>defaultDeadline</c> in ms: how long one short call, or the next event of a read, may take before it is tried again; 10 s when unsaid. Appends of frames have a timer of their own.</summary>
    public TimeSpan? DefaultDeadline { get; init; }

    /// <summary><c>throwOnAppendFailure</c>: taken since users' strings hold it; a refused append is always an error here.</summary>
    public bool ThrowOnAppendFailure { get; init; } = true;

    /// <summary>Stands in the server's log.</summary>
    public string ConnectionName { get; init; } = "";

    /// <summary>A client certificate (PEM), with <see cref="UserKeyFile"/>.</summary>
    public string? UserCertFile { get; init; }

    public string? UserKeyFile { get; init; }

    /// <summary>Of the string, or of ASTRA_ESDB_USER and ASTRA_ESDB_PASSWORD; null for nobody.</summary>
    internal EventStoreCredentials? Credentials { get; init; }

    /// <summary>True for what begins like a connection string; whether it is a good one, <see cref="Parse(string)"/> says.</summary>
    public static bool IsConnectionString(string text) => ConnectionString.HasScheme(text, out _, out _);

    /// <exception cref="EventStoreException">BadOption, naming the key or part; the text never holds the password.</exception>
    public static EventStoreSettings Parse(string text) => ConnectionString.Parse(text, Environment.GetEnvironmentVariable);

    internal static EventStoreSettings Parse(string text, Func<string, string?> environment) => ConnectionString.Parse(text, environment);

    public bool Equals(EventStoreSettings? other) => other is not null && ToString() == other.ToString() && Equals(Credentials, other.Credentials);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The connection string without the password, and without what is as it would be anyway.</summary>
    public override string ToString() => ConnectionOptions.Write(this);
}
