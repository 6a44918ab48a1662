using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// A live day: one vendor's feed or several of the same instruments, the day's clock, warm-up before, backfill after each hole, health all along. It runs once.
/// </summary>
public sealed partial class LiveFeed : IFeed
{
    private static readonly TimeSpan PulseEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(1);

    /// <summary>The core keeps a bit for each.</summary>
    private const int MostFeeds = 8;

    /// <summary>For feeds to end after they were told to.</summary>
    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(10);

    private readonly IReadOnlyList<LiveSource> _sources;
    private readonly SessionCalendar _calendar;
    private readonly LiveFeedOptions _options;
    private readonly TimeProvider _time;
    private readonly LiveClock _clock;
    private readonly HistoryDesk _desk;
    private FeedDoor[] _doors = [];
    private Timestamp? _resumedAt;
    private int _runs;

    /// <param name="sources">In order of preference; ids of all their instruments mean the same session list.</param>
    /// <exception cref="ArgumentException">No source or too many, or ids that leave a hole or mean two instruments.</exception>
    public LiveFeed(IReadOnlyList<LiveSource> sources, SessionCalendar calendar, LiveFeedOptions options, TimeProvider? time = null)
    {
        if (sources.Count is 0 or > MostFeeds) throw new ArgumentException($"a live feed has 1 to {MostFeeds} sources, not {sources.Count}", nameof(sources));
        (_sources, _calendar, _options, _time) = (sources, calendar, options, time ?? TimeProvider.System);
        Instruments = InstrumentsOf(sources);
        _clock = new LiveClock(calendar, Instruments.Select(i => i.Segment), _time, sources.Count, options.Grace);
        _desk = new HistoryDesk(sources, options.Tell);
    }

    /// <summary>Runs in the market's time: it cannot be played again, and a resumed session goes on with what comes now.</summary>
    public bool IsLive => true;

    public string Description => "live from " + string.Join(" and ", _sources.Select(source => source.Feed.Name));

    public IReadOnlyList<Instrument> Instruments { get; }

    public long? ExpectedTicks => null;

    /// <summary>The exchange's time as the clock goes by it.</summary>
    public Timestamp Now => _clock.Now;

    /// <summary>Each feed's state at this moment; empty before the feed runs.</summary>
    public IReadOnlyList<FeedStatus> Status => [.. _doors.Select(door => door.Health.Status)];

    /// <summary>Why the feed ended before its time: no source was left, with the words of each. Null as long as one is.</summary>
    public string? GivenUp { get; private set; }

    /// <summary>Bars that the warm-up told.</summary>
    public int WarmUpBars { get; private set; }

    /// <summary>The first frames of each reason that a feed refused or remarked upon, by feed.</summary>
    public IReadOnlyList<(string Feed, QuarantinedFrame Frame)> QuarantinedFrames =>
        [.. _doors.SelectMany(door => door.QuarantinedFrames.Select(frame => (door.Name, frame)))];

    public void Dispose()
    {
        // The sources belong to their vendors; what Run made ended with it.
    }

    private static IReadOnlyList<Instrument> InstrumentsOf(IReadOnlyList<LiveSource> sources)
    {
        SortedDictionary<int, Instrument> all = [];
        foreach (LiveSource source in sources)
            foreach (FeedInstrument listed in source.Feed.Instruments)
            {
                Instrument instrument = listed.Instrument;
                // Two vendors may know more or less of the same instrument; the first one's word counts.
                if (!all.TryAdd(instrument.Id, instrument) && (all[instrument.Id].Segment, all[instrument.Id].Symbol) != (instrument.Segment, instrument.Symbol))
                    throw new ArgumentException($"instrument {instrument.Id} is {all[instrument.Id].Symbol} for one feed and {instrument.Symbol} for another", nameof(sources));
            }
        if (all.Count == 0 || all.Keys.First() != 0 || all.Keys.Last() != all.Count - 1)
            throw new ArgumentException("the feeds' instruments must have the ids 0, 1, 2 … without a hole", nameof(sources));
        return [.. all.Values];
    }
}
