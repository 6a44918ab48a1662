using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>Shoonya (and, in the legacy dialect, other Noren brokers) as a source of market data: one signed-in session, safe from several threads.</summary>
public sealed class Shoonya : IVendor
{
    /// <summary>As the command line names it.</summary>
    public const string VendorName = "shoonya";

    private readonly ShoonyaOptions _options;
    private readonly MasterCache? _masters;
    private readonly SessionCalendar _calendar;
    private readonly TimeProvider _time;
    private readonly Action<string> _tell;
    private readonly RestClient _client;
    private readonly ShoonyaSession _session;

    /// <param name="secrets">Opened with <see cref="ShoonyaSecrets.Prefix"/>.</param>
    /// <param name="masters">Where the day's symbol files are kept.</param>
    /// <param name="calendar">When segments trade: silence outside their hours is normal.</param>
    /// <param name="tell">What people should know or do, in words without secrets; from any thread.</param>
    /// <param name="handler">Answers instead of the network, for tests.</param>
    public Shoonya(
        ShoonyaOptions options, SecretStore secrets, MasterCache masters, SessionCalendar calendar, TimeProvider time, Action<string> tell, HttpMessageHandler? handler = null)
        : this(options, ShoonyaSecrets.From(secrets), masters, calendar, time, tell, handler)
    {
    }

    internal Shoonya(
        ShoonyaOptions options, ShoonyaSecrets secrets, MasterCache? masters, SessionCalendar calendar, TimeProvider time, Action<string> tell, HttpMessageHandler? handler)
    {
        (_options, _masters, _calendar, _time, _tell) = (options, masters, calendar, time, tell);
        _client = new RestClient(handler, time, "Shoonya");
        _session = new ShoonyaSession(options, secrets, _client, time, tell);
        Rest = new ShoonyaRest(_session, _client, time);
        Quotes = new ShoonyaQuotes(Rest, time);
        History = new ShoonyaHistory(Rest, calendar);
    }

    public string Name => VendorName;

    /// <summary>The dialect that is spoken: the configured one, or what the secrets are for.</summary>
    public ShoonyaDialect Dialect => _session.Dialect;

    public IMarketHistory History { get; }

    /// <summary>Quotes of a moment.</summary>
    public ShoonyaQuotes Quotes { get; }

    internal ShoonyaRest Rest { get; }

    public async Task SignInAsync(CancellationToken stop) => await _session.TokenAsync(stop).ConfigureAwait(false);

    public Task<InstrumentMaster> LoadMasterAsync(CancellationToken stop) => _masters is null
        ? throw new InvalidOperationException("made without a place for masters")
        : _masters.LoadAsync(
            VendorName, _masters.Today, [.. _session.Endpoints.Masters().Select(file => new MasterDownload(file.Name, file.Address))], _client, null, _tell, stop);

    public IMarketFeed CreateFeed(IReadOnlyList<FeedInstrument> instruments, FeedDetail detail) =>
        new ShoonyaFeed(instruments, detail, _session, _options, _calendar, _time);

    /// <summary>Orders as this vendor wants them, in the name of the session's user; it sends nothing.</summary>
    /// <param name="names">What the vendor calls an instrument; null when it has no such one.</param>
    /// <param name="last">Last known price, zero when there is none: what a market order's limit is set around.</param>
    public ShoonyaOrders CreateOrders(Func<Instrument, FeedInstrument?> names, Func<Instrument, Price>? last = null) =>
        new(_session.Owner.User, _session.Owner.Account, names, last);

    public ValueTask DisposeAsync()
    {
        // No logout: the same session may be in use by another process.
        _session.Dispose();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
