using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>Shoonya's ticks of some instruments over its one socket. See <see cref="IMarketFeed"/>.</summary>
public sealed class ShoonyaFeed : IMarketFeed
{
    private readonly ShoonyaSession _session;
    private readonly ShoonyaOptions _options;
    private readonly TimeProvider _time;
    private readonly SegmentHours _hours;
    private readonly Segment[] _segments;
    private readonly ShoonyaFamily[] _families;
    private volatile ShoonyaStream? _stream;

    /// <exception cref="VendorException">More instruments than the limit; final.</exception>
    internal ShoonyaFeed(
        IReadOnlyList<FeedInstrument> instruments, FeedDetail detail, ShoonyaSession session, ShoonyaOptions options, SessionCalendar calendar, TimeProvider time)
    {
        if (instruments.Count > options.MostInstruments)
        {
            throw new VendorException(
                $"Shoonya: {instruments.Count} instruments, and a connection may have {options.MostInstruments} "
                + "(by the vendor's word 500, of which at times only the first 100 got data; there is one connection a session): choose fewer, or raise the limit in the options") { IsFinal = true };
        }
        (Instruments, _session, _options, _time) = (instruments, session, options, time);
        _hours = new SegmentHours(calendar, options.Silence, options.QuietSilence);
        _segments = SegmentHours.Of(instruments);
        // The server may count a scrip in each family; depth has all that touch has, which is only there for scrips without depth.
        bool roomForBoth = instruments.Count * 2 <= options.MostInstruments;
        _families = detail != FeedDetail.Depth ? [ShoonyaFamily.Touch] : roomForBoth ? [ShoonyaFamily.Depth, ShoonyaFamily.Touch] : [ShoonyaFamily.Depth];
    }

    public string Name => Shoonya.VendorName;

    public IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>What the connection has seen; null before it runs.</summary>
    public StreamCounts? Counts { get; private set; }

    /// <summary>Asks for more or less of an instrument of this feed while it runs; null takes it out of the stream. Within a second or two.</summary>
    public void Change(FeedInstrument instrument, FeedDetail? detail) => _stream?.Change(instrument.Instrument.Id, detail);

    /// <inheritdoc/>
    public TimeSpan? ServerAhead => _session.ServerAhead;

    /// <inheritdoc/>
    public async Task RunAsync(FeedDoor door, CancellationToken stop)
    {
        var scrips = new ScripFeed[Instruments.Count == 0 ? 0 : Instruments.Max(i => i.Instrument.Id) + 1];
        foreach (FeedInstrument instrument in Instruments) scrips[instrument.Instrument.Id] = new ScripFeed(instrument);
        var stream = new ShoonyaStream(_session, _options, _time, door, scrips, _families);
        var supervisor = new StreamSupervisor(
            stream, door.Health,
            new StreamOptions
            {
                Name = $"{Name} ticks",
                Policy = _options.Reconnect,
                IsMarketOpen = at => _hours.IsAnyOpen(_segments, at),
                IsResting = IsResting,
                SilenceLimit = at => _hours.SilenceLimit(_segments, at),
                Redactor = _session.Secrets.Redactor,
                Tap = door.Tap,
            },
            _time);
        stream.Reconnect = supervisor.Reconnect;
        _stream = stream;
        Counts = supervisor.Counts;
        await supervisor.RunAsync(stop).ConfigureAwait(false);
    }

    /// <summary>The vendor's night, from the flush of the tokens to before the first pre-open, and days without a session.</summary>
    internal bool IsResting(Timestamp at) =>
        !_hours.IsTradingDay(_segments, at) || (Ist.TimeOf(at) is var time && time >= ShoonyaToken.Flush && time < ShoonyaToken.Morning);
}
