using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>Where the vendor is and how it is used. All addresses may be http or ws, for a stand-in.</summary>
public sealed record ShoonyaOptions
{
    /// <summary>REST root; without a path the dialect's usual one is tried first. Null: the vendor's own.</summary>
    public Uri? Rest { get; init; }

    /// <summary>Socket, in the same way. Null: the host of <see cref="Rest"/>, or the vendor's own.</summary>
    public Uri? Stream { get; init; }

    /// <summary>Folder of the symbol files. Null: the root of the REST host.</summary>
    public Uri? Masters { get; init; }

    /// <summary>Address of the browser consent, without query. Null: the vendor's own.</summary>
    public Uri Consent { get; init; } = new("https://api.shoonya.com/OAuthlogin/authorize/oauth");

    public ShoonyaDialect Dialect { get; init; }

    /// <summary>Port on 127.0.0.1 where the browser's redirect is awaited; null when codes are pasted.</summary>
    public int? RedirectPort { get; init; }

    /// <summary>How long a person may take to sign in.</summary>
    public TimeSpan ConsentTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most instruments on the one socket. The vendor says 500; for weeks only about the first 100 got data.</summary>
    public int MostInstruments { get; init; } = 500;

    /// <summary>Keys in one subscription frame, 30 to 100.</summary>
    public int KeysPerFrame { get; init; } = 50;

    /// <summary>Distance between two subscription frames.</summary>
    public TimeSpan FrameSpacing { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a subscription may stay silent before it is asked again, and then reported.</summary>
    public TimeSpan AckPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the connect frame may stay unanswered before the socket is given up.</summary>
    public TimeSpan ConnectPatience { get; init; } = TimeSpan.FromSeconds(15);

    public TimeSpan HeartbeatEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence of the whole socket while shares and their derivatives trade.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The same when only currencies trade, or commodities in the evening.</summary>
    public TimeSpan QuietSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits between attempts; outside hours they hold in the nightly gap (03:00-08:30 IST), at weekends and on holidays.</summary>
    public ReconnectPolicy Reconnect { get; init; } = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(5), TimeSpan.Zero);

    /// <summary>
    /// Told each time that order updates are asked for, after a connect or reconnect: updates may have been lost meanwhile, so the order book is to be compared now.
    /// Called on the connection's thread: must not wait.
    /// </summary>
    public Action? OnOrdersConnected { get; init; }

    /// <summary>Told each order update once; null: order updates are not subscribed.</summary>
    public Action<ShoonyaOrderUpdate>? OnOrder { get; init; }

    /// <summary>Options for other servers than the vendor's; null leaves the usual one.</summary>
    public static ShoonyaOptions From(Uri? rest, Uri? stream, Uri? master = null)
    {
        ShoonyaOptions options = new() { Rest = rest, Stream = stream, Masters = master };
        return rest is null ? options : options with { Consent = new Uri(rest, options.Consent.AbsolutePath) };
    }

    /// <summary>Options for addresses as a command line gives them; null or empty leaves the usual one.</summary>
    /// <exception cref="VendorException">Not an address of the right scheme; final.</exception>
    public static ShoonyaOptions Parse(string? restUrl, string? streamUrl, string? masterUrl) => new()
    {
        Rest = Address(restUrl, "http", "https"),
        Stream = Address(streamUrl, "ws", "wss"),
        Masters = Address(masterUrl, "http", "https"),
    };

    private static Uri? Address(string? text, string plain, string secured)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? address) && (address.Scheme == plain || address.Scheme == secured)) return address;
        throw new VendorException($"Shoonya: '{text}' is no address; it must begin with {plain}:// or {secured}://") { IsFinal = true };
    }
}
