using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Angel One SmartAPI as a source of market data: one signed-in session, safe from several threads.</summary>
public sealed class AngelOne : IVendor
{
    /// <summary>As the command line names it, and the prefix of its secrets' names (<c>ASTRA_ANGELONE_PIN</c>).</summary>
    public const string VendorName = "angelone";

    private const string MasterFile = "OpenAPIScripMaster.json";

    private readonly AngelOneOptions _options;
    private readonly MasterCache _masters;
    private readonly SegmentHours _hours;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly RestClient _client;
    private readonly AngelSession _session;
    private readonly AngelCalls _calls;

    /// <param name="secrets">CLIENT, PIN, APIKEY and TOTP.</param>
    /// <param name="masters">Where the day's instrument list is kept.</param>
    /// <param name="calendar">When segments trade: silence outside their hours is normal.</param>
    /// <param name="tell">What people should know, in words without secrets; from any thread.</param>
    /// <param name="handler">Answers instead of the network, for tests; it stays its owner's.</param>
    /// <exception cref="VendorException">A secret is missing, or the TOTP seed is none; final.</exception>
    public AngelOne(
        AngelOneOptions options, SecretStore secrets, MasterCache masters, SessionCalendar calendar, TimeProvider time, Action<string> tell, HttpMessageHandler? handler = null)
        : this(options, AngelCredentials.From(secrets), secrets.Redactor, masters, calendar, time, tell, handler)
    {
    }

    internal AngelOne(
        AngelOneOptions options, AngelCredentials credentials, Redactor redactor, MasterCache masters, SessionCalendar calendar, TimeProvider time, Action<string> tell,
        HttpMessageHandler? handler)
    {
        (_options, _masters, _time, _tell) = (options, masters, time, tell);
        _hours = new SegmentHours(calendar);
        _client = new RestClient(handler, time, "Angel One");
        var rest = new AngelRest(_client, options, credentials.ApiKey, new AngelLimits(time));
        _session = new AngelSession(credentials, rest, options, redactor, time, tell);
        _calls = new AngelCalls(rest, _session, time);
        History = new AngelHistory(_calls, _hours, time, tell);
    }

    public string Name => VendorName;

    public IMarketHistory History { get; }

    public async Task SignInAsync(CancellationToken stop) => await _session.CurrentAsync(stop).ConfigureAwait(false);

    public Task<InstrumentMaster> LoadMasterAsync(CancellationToken stop) =>
        _masters.LoadAsync(VendorName, _masters.Today, [new MasterDownload(MasterFile, _options.Master)], _client, null, _tell, stop);

    public IMarketFeed CreateFeed(IReadOnlyList<FeedInstrument> instruments, FeedDetail detail) =>
        new AngelFeed(instruments, detail, _session, _options, _hours, _time);

    /// <summary>Quotes of a moment, 50 instruments a call.</summary>
    /// <exception cref="VendorException">Refused or silent, after retries.</exception>
    public Task<IReadOnlyList<AngelQuote>> QuotesAsync(IReadOnlyList<FeedInstrument> instruments, CancellationToken stop) =>
        new AngelQuotes(_calls).FullAsync(instruments, stop);

    /// <summary>The order stream's end of a connection; give it to a supervisor.</summary>
    public IStreamDialect CreateOrderStream(IAngelOrderEvents events) => new AngelOrderStream(_session, _options.OrderStream, events);

    internal AngelCalls Calls => _calls;

    public ValueTask DisposeAsync()
    {
        // No logout: the same account's tokens may be in use by another process.
        _session.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
