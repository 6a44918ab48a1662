using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// Reads connection strings. A string may hold a password anywhere when it is written wrongly, so errors name parts and keys and quote nothing else.
/// </summary>
internal static class ConnectionString
{
    public const string UserVariable = "ASTRA_ESDB_USER", PasswordVariable = "ASTRA_ESDB_PASSWORD";

    private const string Form = "write esdb://user:password@host:2113?tls=true, or esdb+discover://name:2113 for a cluster; in user and password, : / ? # @ and % are written in percent form, such as %40 for @";
    private const string DiscoverSuffix = "+discover";
    private static readonly string[] Schemes = ["esdb", "kurrentdb", "kurrent", "kdb"];

    public static bool HasScheme(string text, out bool discover, out string rest)
    {
        discover = false;
        rest = "";
        int end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0) return false;
        string scheme = text[..end];
        discover = scheme.EndsWith(DiscoverSuffix, StringComparison.OrdinalIgnoreCase);
        if (discover) scheme = scheme[..^DiscoverSuffix.Length];
        rest = text[(end + 3)..];
        return Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);
    }

    public static EventStoreSettings Parse(string text, Func<string, string?> environment)
    {
        if (!HasScheme(text, out bool discover, out string rest)) throw Bad("the string does not begin with esdb://, kurrentdb:// or kdb://", Form);
        int question = rest.IndexOf('?', StringComparison.Ordinal);
        string query = question < 0 ? "" : rest[(question + 1)..];
        string authority = question < 0 ? rest : rest[..question];
        if (authority.EndsWith('/')) authority = authority[..^1];
        int at = authority.LastIndexOf('@');
        string? login = at < 0 ? null : authority[..at];
        string hosts = authority[(at + 1)..];
        // An '@' behind the '?', and none before it, is most likely a password with a '?' in it.
        bool quotable = at >= 0 || !query.Contains('@', StringComparison.Ordinal);
        if (hosts.Contains('/', StringComparison.Ordinal)) throw Bad("there is a path behind the host", Form);

        EventStoreSettings settings = new(Seeds(hosts)) { Credentials = Credentials(login, environment) };
        settings = settings with { Discover = discover || settings.Seeds.Count > 1 };
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            string key = equals < 0 ? pair : pair[..equals];
            string shown = quotable && key.Length <= 40 && key.All(char.IsAsciiLetterOrDigit) ? $"'{key}'" : "that cannot be shown";
            if (!ConnectionOptions.IsKey(key)) throw Bad($"unknown key {shown}", "known are " + ConnectionOptions.Names + (quotable ? "" : "; " + Form));
            if (equals < 0) throw Bad($"key {shown} has no value", $"write {key}=value");
            if (!seen.Add(key)) throw Bad($"key {shown} stands twice", "write it once");
            settings = ConnectionOptions.Apply(settings, key, Decode(pair[(equals + 1)..], "the value of " + key));
        }
        if (settings.UserCertFile is null != settings.UserKeyFile is null)
            throw Bad("userCertFile and userKeyFile belong together, and one is missing", "give both, or none");
        return settings;
    }

    public static EventStoreException Bad(string problem, string remedy) => new(JournalErrorKind.BadOption, "connection string", problem, remedy);

    private static List<NodeAddress> Seeds(string hosts)
    {
        List<NodeAddress> seeds = [];
        string[] parts = hosts.Split(',');
        for (int i = 0; i < parts.Length; i++)
        {
            // Not quoted: what is taken for a host may be a user and a password whose '@' is missing.
            if (!NodeAddress.TryParse(parts[i].Trim(), out NodeAddress seed))
                throw Bad(string.Create(CultureInfo.InvariantCulture, $"host {i + 1} is no host, or its port is no number from 1 to 65535"), Form);
            if (!seeds.Contains(seed)) seeds.Add(seed);
        }
        return seeds;
    }

    private static EventStoreCredentials? Credentials(string? login, Func<string, string?> environment)
    {
        string? user = null, password = null;
        if (login is not null)
        {
            int colon = login.IndexOf(':', StringComparison.Ordinal);
            user = Decode(colon < 0 ? login : login[..colon], "the user");
            if (colon >= 0) password = Decode(login[(colon + 1)..], "the password");
            if (user.Length == 0) throw Bad("there is an '@' and no user before it", Form);
        }
        user ??= Filled(environment(UserVariable));
        if (user is null) return null;
        password ??= Filled(environment(PasswordVariable));
        if (password is null) throw Bad("there is a user and no password", $"write user:password@, or set {PasswordVariable}");
        if (user.Contains(':', StringComparison.Ordinal)) throw Bad("the user's name holds a ':'", "the server cannot tell such a name from the password: use another user");
        return new EventStoreCredentials(user, password);
    }

    private static string? Filled(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Decode(string text, string part)
    {
        for (int i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) throw Bad($"{part} holds a '%' that begins no percent form", "write %25 for a '%'");
        return Uri.UnescapeDataString(text);
    }
}
