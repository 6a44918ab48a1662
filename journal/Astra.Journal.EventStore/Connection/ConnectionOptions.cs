using System.Globalization;
using System.Text;

namespace Astra.Journal.EventStore;

/// <summary>The keys of a connection string, as the official clients name them.</summary>
internal static class ConnectionOptions
{
    private delegate EventStoreSettings Setter(EventStoreSettings settings, string value);

    private static readonly EventStoreSettings Defaults = new([]);

    private static readonly (string Key, Setter Set, Func<EventStoreSettings, string?> Get)[] All =
    [
        ("tls", (s, v) => s with { Tls = Flag("tls", v) }, s => Say(s.Tls)),
        ("tlsVerifyCert", (s, v) => s with { TlsVerifyCert = Flag("tlsVerifyCert", v) }, s => Say(s.TlsVerifyCert)),
        ("tlsCaFile", (s, v) => s with { TlsCaFile = Text("tlsCaFile", v) }, s => s.TlsCaFile),
        ("nodePreference", (s, v) => s with { NodePreference = Preference(v) }, s => Say(s.NodePreference)),
        ("keepAliveInterval", (s, v) => s with { KeepAliveInterval = Span("keepAliveInterval", v, 1, never: true) }, s => Say(s.KeepAliveInterval)),
        ("keepAliveTimeout", (s, v) => s with { KeepAliveTimeout = Span("keepAliveTimeout", v, 1, never: true) }, s => Say(s.KeepAliveTimeout)),
        ("discoveryInterval", (s, v) => s with { DiscoveryInterval = Span("discoveryInterval", v, 0) }, s => Say(s.DiscoveryInterval)),
        ("maxDiscoverAttempts", (s, v) => s with { MaxDiscoverAttempts = Number("maxDiscoverAttempts", v, 1) }, s => Say(s.MaxDiscoverAttempts)),
        ("gossipTimeout", (s, v) => s with { GossipTimeout = Span("gossipTimeout", v, 1) }, s => Say(s.GossipTimeout)),
        ("defaultDeadline", (s, v) => s with { DefaultDeadline = Deadline(v) }, s => s.DefaultDeadline is { } span ? Say(span) : null),
        ("throwOnAppendFailure", (s, v) => s with { ThrowOnAppendFailure = Flag("throwOnAppendFailure", v) }, s => Say(s.ThrowOnAppendFailure)),
        ("connectionName", (s, v) => s with { ConnectionName = Name(v) }, s => s.ConnectionName.Length == 0 ? null : s.ConnectionName),
        ("userCertFile", (s, v) => s with { UserCertFile = Text("userCertFile", v) }, s => s.UserCertFile),
        ("userKeyFile", (s, v) => s with { UserKeyFile = Text("userKeyFile", v) }, s => s.UserKeyFile),
    ];

    public static string Names { get; } = string.Join(", ", All.Select(option => option.Key));

    public static bool IsKey(string key) => Array.Exists(All, option => option.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    public static EventStoreSettings Apply(EventStoreSettings settings, string key, string value) =>
        Array.Find(All, option => option.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Set(settings, value);

    /// <summary>The string that reads back as these settings, without the password.</summary>
    public static string Write(EventStoreSettings settings)
    {
        StringBuilder text = new(settings is { Discover: true, Seeds.Count: 1 } ? "esdb+discover://" : "esdb://");
        if (settings.Credentials is { } credentials) text.Append(Uri.EscapeDataString(credentials.User)).Append('@');
        text.AppendJoin(',', settings.Seeds);
        char separator = '?';
        foreach ((string key, _, Func<EventStoreSettings, string?> get) in All)
        {
            if (get(settings) is not { } value || value == get(Defaults)) continue;
            text.Append(separator).Append(key).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
        return text.ToString();
    }

    private static bool Flag(string key, string value) => bool.TryParse(value, out bool flag) ? flag : throw Bad(key, "true or false");

    private static string Text(string key, string value) => value.Length > 0 ? value : throw Bad(key, "the path of a file");

    // Goes out as a header.
    private static string Name(string value) => value.Length is > 0 and <= 200 && value.All(c => c is >= ' ' and < '\x7f') ? value : throw Bad("connectionName", "1 to 200 printable ASCII characters");

    private static NodePreference Preference(string value) =>
        Enum.TryParse(value, ignoreCase: true, out NodePreference preference) && value.All(char.IsAsciiLetter) ? preference : throw Bad("nodePreference", "leader, follower, random or readOnlyReplica");

    private static int Number(string key, string value, int least) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : throw Bad(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} on"));

    private static TimeSpan Span(string key, string value, int least, bool never = false)
    {
        if (never && value == "-1") return Timeout.InfiniteTimeSpan;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int ms) && ms >= least
            ? TimeSpan.FromMilliseconds(ms)
            : throw Bad(key, string.Create(CultureInfo.InvariantCulture, $"milliseconds from {least} on{(never ? ", or -1 for never" : "")}"));
    }

    private static TimeSpan? Deadline(string value) => Span("defaultDeadline", value, 1, never: true) is var span && span == Timeout.InfiniteTimeSpan ? null : span;

    private static EventStoreException Bad(string key, string wanted) => ConnectionString.Bad($"key '{key}' has no value that it can have", $"it takes {wanted}");

    private static string Say(bool flag) => flag ? "true" : "false";

    private static string Say(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Say(TimeSpan span) => ((long)span.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string Say(NodePreference preference) => preference == NodePreference.ReadOnlyReplica ? "readOnlyReplica" : preference.ToString().ToLowerInvariant();
}
