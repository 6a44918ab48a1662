using Astra.Core;
using Astra.Markets;

namespace Astra.Perf.Scenario.Engines;

/// <summary>
/// A session of seeded ticks, made as fast as they are asked for: touchlines, every eighth a trade and every eighth a depth,
/// round the instruments in turn, spread evenly from 09:15 to 15:25. Each instrument has a plan, the three strategies in turn, on 1-minute
/// bars. Plain on purpose: it loads the engine, it does not imitate a market.
/// </summary>
internal sealed class MarketLoad
{
    private static readonly DateOnly Date = new(2024, 6, 3);
    private static readonly Timestamp Open = Ist.At(Date, new TimeOnly(9, 15));
    private static readonly Timestamp LastTick = Ist.At(Date, new TimeOnly(15, 25));
    private static readonly string[] Algorithms = ["supertrend-vwap", "macd-rsi", "bollinger-vwap"];

    private readonly long[] _prices;
    private readonly long _step;
    private readonly long _swing;
    private long _next;
    private uint _random = 12_345;

    /// <param name="ticks">How many the session is to hold; sets the time between them.</param>
    public MarketLoad(int instruments, long ticks)
    {
        Ticks = ticks;
        Instruments = [.. Enumerable.Range(0, instruments).Select(id =>
            new Instrument(id, $"SHARE{id:D2}", Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.05m), LotSize: 1))];
        Plans = [.. Enumerable.Range(0, instruments).Select(id => new Plan
        {
            Id = id + 1,
            Instrument = id,
            Algorithm = Algorithms[id % Algorithms.Length],
            IntervalMinutes = 1,
            Source = "default",
            Reason = "load",
        })];
        _prices = [.. Enumerable.Range(0, instruments).Select(id => 5_000_000L + id * 1_000_000)];
        _step = Math.Max(1, (LastTick - Open) / Math.Max(1, ticks));
        _swing = Math.Max(1, ticks / 10);
    }

    public static EngineSettings Settings { get; } = new()
    {
        ChargesSchedule = DataFile("charges-schedule.csv"),
        BrokeragePlans = DataFile("brokerage-plans.csv"),
    };

    public static Timestamp Start => Open;

    public long Ticks { get; }

    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>The event before the first tick.</summary>
    public static void FillOpen(ref InboundRecord record)
    {
        record.Header = HeaderOf(InboundKind.Session, -1, Open);
        record.Session = new SessionChange
        {
            Segment = Segment.NseEquity,
            Phase = SessionPhase.Open,
            Day = Ist.DayOf(Open),
            Open = Open,
            Close = Ist.At(Date, new TimeOnly(15, 30)),
            SquareOff = Ist.At(Date, new TimeOnly(15, 15)),
        };
    }

    /// <summary>The next tick.</summary>
    public void Fill(ref InboundRecord record)
    {
        long n = _next++;
        int id = (int)(n % _prices.Length);
        _random = _random * 1_664_525 + 1_013_904_223;
        int drift = n / _swing % 2 == 0 ? 1 : -1;
        // Steps of one tick in about a quarter of the ticks, leaning up and down by turns.
        int pick = (int)(_random >> 27);
        if (pick < 4 + drift) _prices[id] += 500;
        else if (pick < 8) _prices[id] -= 500;
        int quantity = (int)(_random >> 12 & 0x1ff) + 1;
        Timestamp time = Open + n * _step;
        Price last = new(_prices[id]);
        switch (n >> 2 & 7)
        {
            case 3: FillTrade(ref record, id, time, last, quantity); break;
            case 7: FillDepth(ref record, id, time, last, quantity); break;
            default: FillTouchline(ref record, id, time, last, quantity); break;
        }
    }

    private static void FillTouchline(ref InboundRecord record, int id, Timestamp time, Price last, int quantity)
    {
        record.Header = HeaderOf(InboundKind.Touchline, id, time);
        record.Header.Flags = (byte)(TickFields.Last | TickFields.Bid | TickFields.Ask | TickFields.LastQuantity);
        record.Touchline = new TouchlineTick
        {
            Last = last,
            Bid = last - new Price(500),
            Ask = last + new Price(500),
            LastQuantity = quantity,
            BidQuantity = quantity * 10,
            AskQuantity = quantity * 10,
        };
    }

    private static void FillTrade(ref InboundRecord record, int id, Timestamp time, Price last, int quantity)
    {
        record.Header = HeaderOf(InboundKind.Trade, id, time);
        record.Trade = new TradeTick { Price = last, Quantity = quantity, Aggressor = 1 };
    }

    private static void FillDepth(ref InboundRecord record, int id, Timestamp time, Price last, int quantity)
    {
        record.Header = HeaderOf(InboundKind.Depth, id, time);
        record.Depth.Reference = last;
        for (int level = 0; level < DepthTick.Levels; level++)
        {
            record.Depth.Bids[level] = new DepthLevel { Offset = -500 * (level + 1), Quantity = quantity * (level + 1) };
            record.Depth.Asks[level] = new DepthLevel { Offset = 500 * (level + 1), Quantity = quantity * (level + 1) };
        }
    }

    private static InboundHeader HeaderOf(InboundKind kind, int instrument, Timestamp time) => new()
    {
        Kind = kind,
        Source = InboundSource.Feed,
        Instrument = instrument,
        ExchangeTime = time,
        ArrivalTime = time,
    };

    private static string DataFile(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
