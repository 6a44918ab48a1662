using Astra.Adapters.AngelOne;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Live;
using Astra.Markets;
using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>A live session as the command runs one: the vendor's feed, the day's clock, the engine and its journal, fed by a stand-in.</summary>
internal sealed class LiveDay : IDisposable
{
    private static readonly string[] Algorithms = ["supertrend-vwap", "macd-rsi", "bollinger-vwap"];

    private readonly AngelOne _vendor;
    private readonly CancellationTokenSource _stop = new();

    private LiveDay(AngelOne vendor, LiveFeed feed, IReadOnlyList<Plan> plans) => (_vendor, Feed, Plans) = (vendor, feed, plans);

    public LiveFeed Feed { get; }

    public IReadOnlyList<Plan> Plans { get; }

    /// <param name="plans">How many instruments have a plan.</param>
    public static LiveDay Open(StandInProcess server, WorkFolder folder, int plans)
    {
        SessionCalendar calendar = ShippedCalendar();
        MasterCache masters = new(Path.Combine(folder.Path, "masters"), TimeProvider.System, ShippedFacts.Specs, ShippedFacts.Lists);
        AngelOne vendor = new(
            AngelOneOptions.From(server.Rest, server.Stream, null), SecretStore.Open("ASTRA_ANGELONE", null), masters, calendar, TimeProvider.System, Console.Error.WriteLine);
        vendor.SignInAsync(default).GetAwaiter().GetResult();
        InstrumentMaster master = vendor.LoadMasterAsync(default).GetAwaiter().GetResult();
        FeedInstrument[] instruments =
            [.. Enumerable.Range(0, master.Count).Select(row => new FeedInstrument(master.ToInstrument(row, row), master[row].Exchange, master.Token(row), master.Symbol(row)))];
        Plan[] chosen =
        [
            .. instruments.Where(i => i.Instrument.Kind == InstrumentKind.Equity).Take(plans).Select((instrument, n) => new Plan
            {
                Id = n + 1, Instrument = instrument.Instrument.Id, Algorithm = Algorithms[n % Algorithms.Length], IntervalMinutes = 1, Source = "default", Reason = "load",
            }),
        ];
        LiveFeed feed = new([new LiveSource(vendor.CreateFeed(instruments, FeedDetail.Depth))], calendar, new LiveFeedOptions { Plans = chosen, Tell = Console.Error.WriteLine });
        return new LiveDay(vendor, feed, chosen);
    }

    /// <summary>As the command does before it connects.</summary>
    public void Rehearse(LatencyProfile profile, EmbeddedJournal journal, OutboundLog log) => Rehearsal.Run(
        MarketLoad.Settings, Plans, new EngineOptions { Profile = profile },
        new SessionStore { Journal = journal, OpenReader = () => EmbeddedJournalReader.Open(journal), OutboundLog = log }, ShippedCalendar(), _stop.Token);

    /// <summary>Runs until <see cref="Stop"/>.</summary>
    /// <param name="unmeasured">How long latency is not counted at the start.</param>
    public SessionReport Run(LatencyProfile profile, TimeSpan unmeasured, EmbeddedJournal journal, OutboundLog log) => ShadowSession.Run(
        new SessionRequest
        {
            Feed = new SettledFeed(Feed, unmeasured),
            Settings = MarketLoad.Settings,
            Plans = Plans,
            StartTime = Ist.At(Ist.DateOf(new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100)), TimeOnly.MinValue),
            Options = new EngineOptions { Profile = profile, LatencySampleEvery = 1 },
            Store = new SessionStore
            {
                Journal = journal,
                OpenReader = () => EmbeddedJournalReader.Open(journal),
                OutboundLog = log,
                Snapshots = new SnapshotStore(journal.Folder),
                JournalBytes = () => journal.Meter.Bytes,
            },
        }, _stop.Token);

    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _vendor.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stop.Dispose();
    }

    internal static SessionCalendar ShippedCalendar() =>
        SessionCalendar.Parse(CalendarTexts.From(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name))));
}
