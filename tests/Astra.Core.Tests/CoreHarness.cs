using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>A core with a sink that remembers, and short ways to say what happens to it.</summary>
internal sealed partial class CoreHarness : IOutboundSink
{
    public static readonly DateOnly Day = new(2026, 11, 18);

    private long _next;

    private readonly CoreOptions _options;
    private readonly Func<string, StrategyDescriptor?> _strategies;

    public CoreHarness(EngineSettings? settings = null, bool configure = true, CoreOptions? options = null, Func<string, StrategyDescriptor?>? strategies = null)
    {
        _strategies = strategies ?? Dice.Find;
        _options = options ?? CoreOptions.Full;
        Core = new TradingCore(this, _options, _strategies);
        if (configure) Configure(settings ?? Settings());
    }

    public TradingCore Core { get; private set; }

    public bool FillsLeaps { get; init; } = true;

    public List<OutboundEvent> Said { get; } = [];

    /// <summary>Every inbound event so far, to replay it elsewhere.</summary>
    public List<InboundEvent> Heard { get; } = [];

    public static EngineSettings Settings() => new()
    {
        ChargesSchedule = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "charges-schedule.csv")),
        BrokeragePlans = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "brokerage-plans.csv")),
        CheckpointEvery = 1000,
    };

    /// <summary>Settings that ask margins and hold plans against the capital, with the rates that ship.</summary>
    public static EngineSettings MarginSettings() => Settings() with { MarginRates = DataText("margin-rates.csv"), CapitalRules = DataText("capital-rules.csv") };

    public static string DataText(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    public static Instrument Stock(int id = 0, string symbol = "RELIANCE") =>
        new(id, symbol, Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.05m), 1);

    public static Plan Plan(int instrument = 0, int id = 1, string algorithm = "macd-rsi", int minutes = 1, ChartStyle style = ChartStyle.Candle) => new()
    {
        Id = id,
        Instrument = instrument,
        Algorithm = algorithm,
        IntervalMinutes = minutes,
        Style = style,
        Source = "test",
        Reason = "because",
    };

    public static Timestamp At(int hour, int minute, double second = 0) =>
        Ist.At(Day, new TimeOnly(hour, minute)) + (long)(second * Timestamp.NanosPerSecond);

    public void Publish(in OutboundEvent e) => Said.Add(e);

    public void Configure(EngineSettings settings) => Apply(Payload(InboundKind.Configure, settings, At(8, 0)));

    public void Define(Instrument instrument) => Apply(Payload(InboundKind.Instrument, instrument, At(8, 0)));

    public void Use(Plan plan, Timestamp? at = null) => Apply(Payload(InboundKind.Plan, plan, at ?? At(8, 0)));

    public void Session(SessionPhase phase, Timestamp at, Segment segment = Segment.NseEquity, DateOnly? day = null)
    {
        DateOnly date = day ?? Day;
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Session, -1, at);
        e.Record.Session = new SessionChange
        {
            Segment = segment,
            Phase = phase,
            Day = Ist.DayOf(Ist.At(date, new TimeOnly(12, 0))),
            Open = Ist.At(date, new TimeOnly(9, 15)),
            Close = Ist.At(date, new TimeOnly(15, 30)),
            SquareOff = Ist.At(date, new TimeOnly(15, 20)),
        };
        Apply(e);
    }

    public void Open() => Session(SessionPhase.Open, At(9, 15));

    public void Clock(Timestamp at)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Clock, -1, at);
        Apply(e);
    }

    public void Score(Timestamp at, int instrument, int value, int confidence = 1000, int halfLife = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Score, instrument, at, InboundSource.Advisor);
        e.Record.Score = new ScoreUpdate { ValueThousandths = value, ConfidenceThousandths = confidence, HalfLifeSeconds = halfLife };
        Apply(e);
    }

    public void Regime(Timestamp at, int instrument, MarketRegimes regimes)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Regime, instrument, at, InboundSource.Advisor);
        e.Record.Regime = new RegimeUpdate { Regimes = regimes };
        Apply(e);
    }

    public void Command(CommandKind kind, int instrument, Timestamp at, long value = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Command, instrument, at, InboundSource.Operator);
        e.Record.Command = new Command { Kind = kind, Value = value };
        Apply(e);
    }

    /// <summary>Last price with a touch of one tick either side and plenty of size.</summary>
    public void Quote(Timestamp at, decimal last, int instrument = 0, int size = 100_000, decimal halfSpread = 0.05m, long? volume = null)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Touchline, instrument, at);
        e.Record.Header.Flags = (byte)(TickFields.Last | TickFields.Bid | TickFields.Ask | (volume is null ? 0 : TickFields.Volume));
        e.Record.Touchline = new TouchlineTick
        {
            Last = Price.FromRupees(last),
            Bid = Price.FromRupees(last - halfSpread),
            Ask = Price.FromRupees(last + halfSpread),
            BidQuantity = size,
            AskQuantity = size,
            Volume = volume ?? 0,
        };
        Apply(e);
    }

    public void Last(Timestamp at, decimal last, int instrument = 0, int quantity = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Touchline, instrument, at);
        e.Record.Header.Flags = (byte)(quantity > 0 ? TickFields.Last | TickFields.LastQuantity : TickFields.Last);
        e.Record.Touchline = new TouchlineTick { Last = Price.FromRupees(last), LastQuantity = quantity };
        Apply(e);
    }

    public void Depth(Timestamp at, decimal bid, decimal ask, int size, decimal step = 0.05m, int instrument = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Depth, instrument, at);
        var reference = Price.FromRupees(bid);
        var depth = new DepthTick { Reference = reference };
        for (int i = 0; i < DepthTick.Levels; i++)
        {
            depth.Bids[i] = new DepthLevel { Offset = (int)-Price.FromRupees(step * i).Units, Quantity = size };
            depth.Asks[i] = new DepthLevel { Offset = (int)Price.FromRupees(ask - bid + step * i).Units, Quantity = size };
        }
        e.Record.Depth = depth;
        Apply(e);
    }

    public void Bar(Timestamp start, decimal open, decimal high, decimal low, decimal close, long volume = 0, int minutes = 1, int instrument = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Bar, instrument, start + minutes * Timestamp.NanosPerMinute);
        e.Record.Bar = new HistoryBar
        {
            Start = start,
            Open = Price.FromRupees(open),
            High = Price.FromRupees(high),
            Low = Price.FromRupees(low),
            Close = Price.FromRupees(close),
            Volume = volume,
            IntervalMinutes = minutes,
        };
        Apply(e);
    }

    public void Apply(InboundEvent e)
    {
        // A live feed's clock never lets time jump; the tests' own leaps are filled in.
        Timestamp known = e.Record.Header.Kind == InboundKind.Bar ? e.Record.Bar.Start : e.Record.Header.ExchangeTime;
        bool leaps = e.Record.Header.Kind is >= InboundKind.Touchline and <= InboundKind.Bar && known - Core.Now > Timestamp.NanosPerSecond;
        if (leaps && FillsLeaps) Clock(known.FloorTo(Timestamp.NanosPerSecond));
        Heard.Add(e);
        Core.Apply(ref e, _next++);
    }

    public IEnumerable<OutboundEvent> Of(OutboundKind kind) => Said.Where(e => e.Header.Kind == kind);

    public IEnumerable<OutboundEvent> Orders(Reason step) => Of(OutboundKind.Order).Where(e => e.Header.Reason == step);

    public IEnumerable<Bar> Candles(int minutes) =>
        Of(OutboundKind.BarClosed).Select(e => e.Bar).Where(b => b.Style == ChartStyle.Candle && b.IntervalMinutes == minutes);

    public static InboundHeader Header(InboundKind kind, int instrument, Timestamp at, InboundSource source = InboundSource.Feed) => new()
    {
        Kind = kind,
        Source = source,
        Instrument = instrument,
        ExchangeTime = at,
        ArrivalTime = at,
    };

    public static InboundEvent Payload(InboundKind kind, object payload, Timestamp at)
    {
        InboundEvent e = default;
        e.Record.Header = Header(kind, -1, at, InboundSource.Host);
        e.Payload = payload;
        return e;
    }

    /// <summary>Stops here and goes on in a new core from its snapshot, as after a crash.</summary>
    public void Restart()
    {
        var writer = new StateWriter();
        Core.Save(writer);
        Core = new TradingCore(this, _options, _strategies);
        Core.Load(new StateReader(writer.Written.ToArray()));
    }
}
