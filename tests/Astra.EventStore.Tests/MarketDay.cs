using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Markets;

namespace Astra.EventStore.Tests;

/// <summary>
/// A generated trading day, made once: shares, index futures, currency and commodities with the shipped strategies on them. What it says without any server is what it
/// must say with one.
/// </summary>
public static class MarketDay
{
    private static readonly SessionCalendar Calendar = SessionCalendar.Parse(CalendarTexts.From(DataFile));

    private static readonly MarketDayOptions Options = new() { Seed = 7, Instruments = MarketDayOptions.MinInstruments, Ticks = 24_000 };

    private static readonly Lazy<(IReadOnlyList<Instrument> Instruments, List<InboundRecord> Records)> Made = new(Make);

    private static readonly Lazy<SessionReport> Whole = new(RunEmbedded);

    private static readonly (string Algorithm, int Minutes)[] Strategies = [("macd-rsi", 5), ("bollinger-vwap", 3), ("supertrend-vwap", 5)];

    /// <summary>The day on the embedded log, from its first event to its last.</summary>
    public static SessionReport Expected => Whole.Value;

    public static EngineSettings Settings { get; } = new()
    {
        ChargesSchedule = DataFile("charges-schedule.csv"),
        BrokeragePlans = DataFile("brokerage-plans.csv"),
        CheckpointEvery = 2_000,
    };

    public static IReadOnlyList<Plan> Plans =>
        [.. Made.Value.Instruments.Where(i => i.Tradable).Select((instrument, index) => new Plan
        {
            Id = index + 1,
            Instrument = instrument.Id,
            Algorithm = Strategies[index % Strategies.Length].Algorithm,
            IntervalMinutes = Strategies[index % Strategies.Length].Minutes,
            Source = "default",
            Reason = "test",
        })];

    /// <summary>How many records the day has, its session changes and clock ticks not counted.</summary>
    public static int Records => Made.Value.Records.Count;

    /// <param name="at">Record before which <paramref name="action"/> is done, on the feed's thread.</param>
    public static RecordedFeed Feed(int at = -1, Action? action = null)
    {
        (IReadOnlyList<Instrument> instruments, List<InboundRecord> all) = Made.Value;
        IRecordSource source = new MemorySource(instruments, all, "generated day");
        return new RecordedFeed(action is null ? source : new InterruptedSource(source, at, action), Calendar);
    }

    public static SessionRequest Request(SessionStore store, IFeed feed) => new()
    {
        Feed = feed,
        Settings = Settings,
        Plans = Plans,
        StartTime = Ist.At(Options.Date, TimeOnly.MinValue),
        // Small rings and batches, so that the day goes round them many times; a snapshot every few thousand of its events.
        Options = new EngineOptions { InboundCapacity = 2_048, OutboundCapacity = 1_024, MaxBatch = 256, SnapshotEvery = 9_000 },
        Store = store,
    };

    private static SessionReport RunEmbedded()
    {
        string folder = Directory.CreateTempSubdirectory("astra-es-day-").FullName;
        try
        {
            using EmbeddedLife life = new(folder);
            using RecordedFeed feed = Feed();
            return ShadowSession.Run(Request(StoreOf(life, folder), feed));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static SessionStore StoreOf(EmbeddedLife life, string folder) => new()
    {
        Journal = life.Journal,
        OpenReader = () => EmbeddedJournalReader.Open(life.Journal),
        OutboundLog = life.Log,
        OpenOutboundReader = () => OutboundLogReader.Open(folder),
        Snapshots = new SnapshotStore(folder),
    };

    private static (IReadOnlyList<Instrument>, List<InboundRecord>) Make()
    {
        using MarketDayGenerator generator = new(Options, Calendar);
        List<InboundRecord> records = [];
        InboundRecord record = default;
        while (generator.TryRead(ref record)) records.Add(record);
        return (generator.Instruments, records);
    }

    private static string DataFile(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
