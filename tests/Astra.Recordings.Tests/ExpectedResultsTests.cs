using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Recordings.Tests;

/// <summary>
/// Each strategy carries its result on one generated day beside its code, and it is replayed here: a change that moves any bar, fill,
/// charge or price shows. To take over a wanted change: <c>ASTRA_UPDATE_EXPECTED=1 ./run.sh test</c>, then read the difference.
/// </summary>
public class ExpectedResultsTests
{
    private static readonly MarketDayOptions Day = new() { Seed = 42, Instruments = 12, Ticks = 400_000 };
    /// <summary>What is not tried on three-minute bars with its defaults: windows longer than the day prove nothing on it.</summary>
    private static readonly Setting[] Settings =
    [
        new("basket-arbitrage", 1, [new("length", 60)]),
        new("pairs", 1, [new("significance", 10), new("window", 120)]),
    ];

    private static readonly StopPolicy NoStop = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static TheoryData<string> Strategies => [.. StrategyRegistry.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_strategy_gives_the_result_that_stands_beside_it(string name)
    {
        Expected actual = Run(name);
        Assert.True(actual.Trades > 0, $"{name} does not trade on the day, so the day proves nothing");
        string file = Path.Combine(StrategyFolder(), name + ".expected.json");
        if (Environment.GetEnvironmentVariable("ASTRA_UPDATE_EXPECTED") == "1")
            File.WriteAllText(file, JsonSerializer.Serialize(actual, Json) + "\n");

        Assert.True(File.Exists(file), $"{file} is missing; ASTRA_UPDATE_EXPECTED=1 writes it");
        Expected expected = JsonSerializer.Deserialize<Expected>(File.ReadAllText(file), Json)!;
        Assert.Equal(expected, actual);
    }

    private static Expected Run(string algorithm)
    {
        SessionCalendar calendar = SessionCalendar.Parse(CalendarTexts.From(Data));
        using MarketDayGenerator day = new(Day, calendar);
        TradingCore core = new(new Silence());
        long sequence = 0;
        Timestamp start = Ist.At(Day.Date, new TimeOnly(8, 0));
        Put(InboundKind.Configure, new EngineSettings
        {
            Capital = Money.FromRupees(20_000_000m),
            ChargesSchedule = Data("charges-schedule.csv"),
            BrokeragePlans = Data("brokerage-plans.csv"),
        });
        foreach (Instrument instrument in day.Instruments) Put(InboundKind.Instrument, instrument);
        Setting setting = Settings.FirstOrDefault(s => s.Strategy == algorithm) ?? new(algorithm, 3, []);
        Plan[] plans = PlansOf(setting, day.Instruments);
        Assert.SkipWhen(plans.Length == 0, $"NOT CHECKED: the generated day has no instruments that {algorithm} takes");
        foreach (Plan plan in plans) Put(InboundKind.Plan, plan);
        bool scored = ReadsScores(algorithm);
        Timestamp nextScore = Ist.At(Day.Date, new TimeOnly(9, 45));
        ClockedSource events = new(day, calendar);
        InboundEvent e = default;
        while (events.TryNext(ref e.Record))
        {
            for (; scored && e.Record.Header.ExchangeTime >= nextScore; nextScore += 15 * Timestamp.NanosPerMinute) Score(nextScore);
            core.Apply(ref e, sequence++);
        }

        CoreTotals totals = core.Totals;
        return new Expected(
            string.Create(CultureInfo.InvariantCulture, $"seed {Day.Seed}, {Day.Instruments} instruments, {Day.Ticks} ticks, {Day.Date:yyyy-MM-dd}, {setting.Minutes} minute candles, {setting.Values}"),
            totals.Ticks, totals.Bars, totals.Signals, totals.Orders, totals.Fills, totals.Trades, totals.Winners,
            totals.Gross.ToString(), totals.Charges.ToString(), totals.Net.ToString(), core.OutboundHash.ToString("x16", CultureInfo.InvariantCulture));

        // Good news and bad for the whole market, by turns.
        void Score(Timestamp time)
        {
            InboundEvent made = default;
            made.Record.Header = new InboundHeader { Kind = InboundKind.Score, Source = InboundSource.Host, Instrument = -1, ExchangeTime = time };
            bool good = time.UnixNanos / (15 * Timestamp.NanosPerMinute) % 2 == 0;
            made.Record.Score = new ScoreUpdate { ValueThousandths = good ? 800 : -800, ConfidenceThousandths = 900, HalfLifeSeconds = 600 };
            core.Apply(ref made, sequence++);
        }

        void Put(InboundKind kind, object payload)
        {
            InboundEvent made = new() { Payload = payload };
            made.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = start };
            core.Apply(ref made, sequence++);
        }
    }

    /// <summary>A plan for each instrument that the strategy takes; peers are the next instruments of the same kind.</summary>
    private static Plan[] PlansOf(Setting setting, IReadOnlyList<Instrument> instruments)
    {
        Assert.True(StrategyRegistry.TryGet(setting.Strategy, out StrategyDescriptor? strategy));
        List<Plan> plans = [];
        foreach (Instrument instrument in instruments)
        {
            Instrument[] peers = [.. instruments.Where(i => i.Kind == instrument.Kind && i.Segment == instrument.Segment && i.Id > instrument.Id).Take(strategy.Peers.Least)];
            if (strategy.FirstProblem(new StrategyMarket(instrument, peers, setting.Minutes)) is not null) continue;
            Plan plan = new()
            {
                Id = instrument.Id + 1,
                Instrument = instrument.Id,
                Peers = [.. peers.Select(p => p.Id)],
                Algorithm = setting.Strategy,
                Parameters = setting.Parameters,
                IntervalMinutes = setting.Minutes,
                Source = "test",
                Reason = "expected result",
            };
            // What holds or quotes says its own size, and has no stop of the engine's.
            plans.Add(strategy.TakesSides ? plan : plan with { Sizing = PlanSizing.Fixed, Quantity = instrument.LotSize, Stops = NoStop });
        }
        return [.. plans];
    }

    private static bool ReadsScores(string algorithm) =>
        StrategyRegistry.TryGet(algorithm, out StrategyDescriptor? strategy)
            && strategy.FirstProblem(StrategyMarket.Any) is null && strategy.Create(strategy.Defaults()) is IScoreStrategy;

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    // From this file's place in the sources: the results stand beside the strategies, not beside the tests.
    private static string StrategyFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "engine", "Astra.Strategies", "Algorithms"));

    /// <summary>How a strategy is set up for the day.</summary>
    private sealed record Setting(string Strategy, int Minutes, PlanParameter[] Parameters)
    {
        public string Values => Parameters.Length == 0
            ? "defaults" : string.Join(' ', Parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}={p.Value}")));
    }

    private sealed record Expected(
        string Day, long Ticks, long Bars, long Signals, int Orders, long Fills, int Trades, int Winners, string Gross, string Charges, string Net,
        [property: JsonPropertyName("outboundHash")] string OutboundHash);

    private sealed class Silence : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }
}
