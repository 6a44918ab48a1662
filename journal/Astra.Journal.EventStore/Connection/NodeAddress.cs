using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Where a node listens. Hosts compare without regard to case, as names of hosts do.</summary>
/// <param name="Host">A name or an address; IPv6 without brackets.</param>
/// <param name="Port">1 to 65535; 2113 unless said otherwise.</param>
public readonly record struct NodeAddress(string Host, int Port)
{
    public const int DefaultPort = 2113;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    public static bool TryParse(string text, out NodeAddress address)
    {
        address = default;
        string host = text, port = "";
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || end + 1 < text.Length && text[end + 1] != ':') return false;
            host = text[1..end];
            if (!System.Net.IPAddress.TryParse(host, out _)) return false;
            if (end + 1 < text.Length) port = text[(end + 1)..];
        }
        else if (text.IndexOf(':', StringComparison.Ordinal) is >= 0 and int colon)
        {
            host = text[..colon];
            port = text[colon..];
        }
        int number = DefaultPort;
        if (port.Length > 0 && !(int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is > 0 and <= 65535)) return false;
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        address = new NodeAddress(host, number);
        return true;
    }

    public bool Equals(NodeAddress other) => Port == other.Port && string.Equals(Host, other.Host, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => HashCode.Combine(Port, Host is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Host));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
