using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>A day, the files it is kept in (in memory), and the engine or session that runs it.</summary>
internal sealed class Bench
{
    public MarketDay Day { get; init; } = new();
    public MemoryJournal Journal { get; init; } = new();
    public MemoryOutboundLog Log { get; init; } = new();
    public MemorySnapshots Snapshots { get; init; } = new();
    public RecordingEffect Effect { get; } = new();

    // Small rings and batches, so that a small day goes round them many times.
    public EngineOptions Options { get; init; } = new() { InboundCapacity = 256, OutboundCapacity = 128, MaxBatch = 64, SnapshotEvery = 1_000 };

    public long Events => 1 + Day.Instruments.Count + Day.Plans.Count + Day.Records.Length;

    public EnginePorts Ports => new() { Journal = Journal, OutboundLog = Log, Snapshots = Snapshots, Effects = [Effect] };

    public Engine NewEngine(HostedCore? recovered = null) => new(Options, Ports, recovered);

    public MemoryFeed NewFeed() => new(Day);

    public SessionRequest Request(IFeed? feed = null) => new()
    {
        Feed = feed ?? NewFeed(),
        Settings = MarketDay.Settings,
        Plans = Day.Plans,
        StartTime = MarketDay.Start,
        Options = Options,
        Effects = [Effect],
        Store = new SessionStore
        {
            Journal = Journal,
            OpenReader = Journal.OpenReader,
            OutboundLog = Log,
            OpenOutboundReader = Log.OpenReader,
            Snapshots = Snapshots,
        },
    };

    /// <summary>Settings, instruments and plans: enough to make the core say something.</summary>
    public void PublishStartUp(IInboundPort port)
    {
        Put(port, InboundKind.Configure, MarketDay.Settings);
        foreach (Instrument instrument in Day.Instruments) Put(port, InboundKind.Instrument, instrument);
        foreach (Plan plan in Day.Plans) Put(port, InboundKind.Plan, plan);
    }

    public SessionReport RunDay() => ShadowSession.Run(Request(), TestContext.Current.CancellationToken);

    public SessionReport ResumeDay() => ShadowSession.Run(Request() with { Resume = true }, TestContext.Current.CancellationToken);

    public ReplayReport Replay(ReplayOptions? options = null)
    {
        using IJournalReader reader = Journal.OpenReader();
        using IOutboundLogReader stored = Log.OpenReader();
        return Host.Replay.Run(reader, stored, Snapshots, options ?? new ReplayOptions());
    }

    /// <summary>A second process after the first was killed: what was durable, nothing else.</summary>
    public Bench AfterCrash() => new() { Day = Day, Journal = Journal.AfterCrash(), Log = Log.CutTo(Log.Events.Count), Snapshots = Snapshots, Options = Options };

    private static void Put(IInboundPort port, InboundKind kind, object payload)
    {
        long sequence = port.Claim(1);
        ref InboundEvent e = ref port[sequence];
        e.Record = default;
        e.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = MarketDay.Start };
        e.Payload = payload;
        port.Publish(sequence, sequence);
    }
}
