namespace Astra.Adapters.Shoonya;

/// <summary>
/// The addresses of one dialect. An address that was given without a path has two readings: with the vendor's usual path, and as it is. The first
/// that answers with something else than 404 is kept.
/// </summary>
internal sealed class Endpoints
{
    private static readonly Uri Vendor = new("https://api.shoonya.com/");
    private static readonly string[] Exchanges = ["NSE", "BSE", "NFO", "BFO", "CDS", "MCX", "NCX"];

    private readonly Uri[] _rest;
    private readonly Uri[] _stream;
    private readonly Uri _masters;
    private int _restReading;
    private int _streamReading;

    public Endpoints(ShoonyaOptions options, ShoonyaDialect dialect)
    {
        bool legacy = dialect == ShoonyaDialect.Legacy;
        Uri rest = options.Rest ?? Vendor;
        Uri stream = options.Stream ?? new UriBuilder(rest) { Scheme = rest.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/", Query = "" }.Uri;
        _rest = Readings(rest, legacy ? "NorenWClientTP/" : "NorenWClientAPI/");
        _stream = Readings(stream, legacy ? "NorenWSTP/" : "NorenWSAPI/");
        if (options.Rest is null) _rest = _rest[..1];
        if (options is { Stream: null, Rest: null }) _stream = _stream[..1];
        _masters = AsFolder(options.Masters ?? new UriBuilder(rest) { Path = "/", Query = "" }.Uri);
    }

    public Uri Stream => _stream[_streamReading];

    public Uri Rest(string call) => new(_rest[_restReading], call);

    /// <summary>The REST host answered 404: the other reading, if there is one that was not tried.</summary>
    public bool TryOtherRest()
    {
        if (_restReading + 1 == _rest.Length) return false;
        _restReading++;
        return true;
    }

    /// <summary>An attempt at the socket did not succeed before any did: the next one takes the other reading, if there is one.</summary>
    public void TurnStream() => _streamReading = (_streamReading + 1) % _stream.Length;

    public IEnumerable<(string Name, Uri Address)> Masters()
    {
        foreach (string exchange in Exchanges)
        {
            string name = exchange + "_symbols.txt.zip";
            yield return (name, new Uri(_masters, name));
        }
    }

    private static Uri[] Readings(Uri given, string usual) =>
        given.AbsolutePath is "" or "/" ? [new Uri(given, "/" + usual), given] : [AsFolder(given)];

    private static Uri AsFolder(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
}
