using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>A small hand-made day: a few shares on seeded random walks, lively enough that each strategy trades.</summary>
internal sealed class MarketDay
{
    private static readonly DateOnly Date = new(2024, 6, 3);
    private static readonly Timestamp Open = Ist.At(Date, new TimeOnly(9, 15));
    private static readonly Timestamp Close = Ist.At(Date, new TimeOnly(15, 30));
    private static readonly Timestamp SquareOff = Ist.At(Date, new TimeOnly(15, 15));
    private static readonly string[] Algorithms = ["supertrend-vwap", "macd-rsi", "bollinger-vwap"];

    public MarketDay(int instruments = 3, int ticks = 6_000, int seed = 7)
    {
        Instruments = [.. Enumerable.Range(0, instruments).Select(InstrumentOf)];
        Plans = [.. Enumerable.Range(0, instruments).Select(PlanOf)];
        Records = [.. Make(instruments, ticks, (uint)seed)];
    }

    public static Timestamp Start => Open;

    public IReadOnlyList<Instrument> Instruments { get; }

    public IReadOnlyList<Plan> Plans { get; }

    /// <summary>What the feed publishes, in order.</summary>
    public InboundRecord[] Records { get; }

    public static EngineSettings Settings { get; } = new()
    {
        ChargesSchedule = DataFile("charges-schedule.csv"),
        BrokeragePlans = DataFile("brokerage-plans.csv"),
        CheckpointEvery = 500,
    };

    private static string DataFile(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    private static Instrument InstrumentOf(int id) => new(id, $"SHARE{id}", Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.05m), LotSize: 1);

    private static Plan PlanOf(int id) => new()
    {
        Id = id + 1,
        Instrument = id,
        Algorithm = Algorithms[id % Algorithms.Length],
        IntervalMinutes = 1,
        Source = "default",
        Reason = "test",
    };

    private static IEnumerable<InboundRecord> Make(int instruments, int ticks, uint seed)
    {
        yield return SessionEvent(SessionPhase.Open, Open);
        long step = (Close - Open - Timestamp.NanosPerMinute) / ticks;
        long[] steps = new long[instruments];
        uint state = seed;
        bool squaredOff = false;
        for (int i = 0; i < ticks; i++)
        {
            Timestamp time = Open + i * step;
            if (!squaredOff && time >= SquareOff)
            {
                squaredOff = true;
                yield return SessionEvent(SessionPhase.SquareOff, time);
            }
            if (i % 50 == 49) yield return Record(InboundKind.Clock, -1, time);
            int id = i % instruments;
            state = state * 1_664_525 + 1_013_904_223;
            // Up for a while, down for a while, with noise on top.
            int drift = i / (ticks / 8) % 2 == 0 ? 1 : -1;
            steps[id] += (int)(state >> 28) - 8 + drift;
            yield return Touchline(id, time, new Price(10_000_000 + steps[id] * 500), (int)(state >> 20 & 0xff) + 50);
        }
        yield return SessionEvent(SessionPhase.Closed, Close);
    }

    private static InboundRecord Touchline(int id, Timestamp time, Price last, int quantity)
    {
        InboundRecord record = Record(InboundKind.Touchline, id, time);
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
        return record;
    }

    private static InboundRecord SessionEvent(SessionPhase phase, Timestamp time)
    {
        InboundRecord record = Record(InboundKind.Session, -1, time);
        record.Session = new SessionChange
        {
            Segment = Segment.NseEquity,
            Phase = phase,
            Day = Ist.DayOf(Open),
            Open = Open,
            Close = Close,
            SquareOff = SquareOff,
        };
        return record;
    }

    private static InboundRecord Record(InboundKind kind, int instrument, Timestamp time)
    {
        InboundRecord record = default;
        record.Header = new InboundHeader
        {
            Kind = kind,
            Source = InboundSource.Feed,
            Instrument = instrument,
            ExchangeTime = time,
            ArrivalTime = time,
        };
        return record;
    }
}
