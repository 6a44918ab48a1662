namespace Astra.Cli;

/// <summary>An address that may be given for all feeds or for each: <c>URL</c>, or <c>angelone=URL,shoonya=URL</c>.</summary>
internal sealed class PerFeed
{
    private readonly string _option;
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="UsageException">One address for several feeds, or a feed that is not asked for.</exception>
    public PerFeed(string option, string? text, string[] feeds)
    {
        _option = option;
        if (text is null) return;
        if (!feeds.Concat(Vendors.Names).Any(name => text.Contains(name + "=", StringComparison.Ordinal)))
        {
            if (feeds.Length > 1) throw new UsageException($"{option} {text}: several feeds, so give {string.Join(",", feeds.Select(f => f + "=URL"))}");
            _values[feeds[0]] = text;
            return;
        }
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals > 0 ? part[..equals] : "";
            if (!feeds.Contains(name)) throw new UsageException($"{option} {part}: give {string.Join(",", feeds.Select(f => f + "=URL"))}");
            _values[name] = part[(equals + 1)..];
        }
    }

    /// <param name="scheme">http or ws; with an s behind it is right too.</param>
    /// <exception cref="UsageException">No address of that scheme.</exception>
    public string? Of(string feed, string scheme)
    {
        if (!_values.TryGetValue(feed, out string? text)) return null;
        bool fits = Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && (address.Scheme == scheme || address.Scheme == scheme + "s") && address.Host.Length > 0;
        return fits ? text : throw new UsageException($"{_option} {text}: give an address that begins with {scheme}:// or {scheme}s://");
    }
}
