using System.Globalization;

namespace Astra.StandIns.EventStore;

/// <summary>Connection strings in the official form.</summary>
internal static class ConnectionStrings
{
    public static string Of(EventStoreStandInOptions options, string? caFile, params IEnumerable<int> ports)
    {
        string user = options.Users.Select(pair => Uri.EscapeDataString(pair.Key) + ":" + Uri.EscapeDataString(pair.Value) + "@").FirstOrDefault("");
        string hosts = string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"{NodeHost.Address}:{port}")));
        string tls = caFile is null ? "tls=false" : "tls=true&tlsCaFile=" + caFile;
        return $"esdb://{user}{hosts}?{tls}";
    }
}
