namespace Astra.Adapters.AngelOne;

/// <summary>Where Angel One is, and what this machine calls itself. <c>http</c> and <c>ws</c> are allowed, for servers on this machine.</summary>
public sealed record AngelOneOptions
{
    private const string MasterPath = "/OpenAPI_File/files/OpenAPIScripMaster.json";
    private const string OrderPath = "/smart-order-update";

    /// <summary>Root of the REST calls; a path of its own is kept.</summary>
    public Uri Rest { get; init; } = new("https://apiconnect.angelone.in");

    /// <summary>Tick stream. Without a path, <c>/smart-stream</c> is tried first and the address as it is second.</summary>
    public Uri Stream { get; init; } = new("wss://smartapisocket.angelone.in/smart-stream");

    public Uri OrderStream { get; init; } = new("wss://tns.angelone.in" + OrderPath);

    /// <summary>Instrument master, one JSON file.</summary>
    public Uri Master { get; init; } = new("https://margincalculator.angelone.in" + MasterPath);

    /// <summary>Header <c>X-ClientLocalIP</c>; null: this machine's own.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>Header <c>X-ClientPublicIP</c>; null: the local one, since nobody but a server outside knows it. Market data does not depend on it.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Header <c>X-MACAddress</c>, <c>00:11:22:33:44:55</c>; null: this machine's own.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Time of day (IST) from which yesterday's tokens are replaced: before the first segment's pre-open, after the vendor's night.</summary>
    public TimeOnly RollOver { get; init; } = new(8, 15);

    /// <summary>
    /// Other servers than the vendor's; null leaves the vendor's own. With REST alone the master is taken from there too, and with a stream the order stream from its host.
    /// </summary>
    public static AngelOneOptions From(Uri? rest, Uri? stream, Uri? master = null)
    {
        var options = new AngelOneOptions();
        return options with
        {
            Rest = rest ?? options.Rest,
            Stream = stream ?? options.Stream,
            OrderStream = stream is null ? options.OrderStream : new Uri(stream, OrderPath),
            Master = master ?? (rest is null ? options.Master : Below(rest, MasterPath)),
        };
    }

    /// <summary>A path below the REST root.</summary>
    internal Uri Call(string path) => Below(Rest, path);

    private static Uri Below(Uri root, string path) => new(root.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);
}
