using System.Globalization;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Recordings.Tests;

/// <summary>
/// Each strategy carries its result on one generated day beside its code, and it is replayed here: a change that moves any bar, fill,
/// charge or price shows. See <see cref="ExpectedResult"/>.
/// </summary>
public class ExpectedResultsTests
{
    private static readonly MarketDayOptions Day = new() { Seed = 42, Instruments = 12, Ticks = 400_000 };

    /// <summary>The day has no options and no advisor's scores; <c>SceneResultsTests</c> of the core has scenes of their own for these.</summary>
    private static readonly string[] Elsewhere = ["delta-hedge", "news-sentiment", "option-buying-breakout", "option-selling"];

    public static TheoryData<string> Strategies => [.. StrategyRegistry.All.Select(s => s.Name).Except(Elsewhere)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void A_strategy_gives_the_result_that_stands_beside_it(string name) => Run(name).MustStandBeside(name);

    private static ExpectedResult Run(string algorithm)
    {
        SessionCalendar calendar = SessionCalendar.Parse(CalendarTexts.From(Data));
        using MarketDayGenerator day = new(Day, calendar);
        TradingCore core = new(new Silence());
        long sequence = 0;
        Assert.True(StrategyRegistry.TryGet(algorithm, out StrategyDescriptor? strategy));
        Timestamp start = Ist.At(Day.Date, new TimeOnly(8, 0));
        Put(InboundKind.Configure, new EngineSettings
        {
            Capital = Money.FromRupees(20_000_000m),
            ChargesSchedule = Data("charges-schedule.csv"),
            BrokeragePlans = Data("brokerage-plans.csv"),
        });
        foreach (Instrument instrument in day.Instruments) Put(InboundKind.Instrument, instrument);
        foreach (Instrument instrument in day.Instruments)
        {
            Plan plan = new()
            {
                Id = instrument.Id + 1,
                Instrument = instrument.Id,
                Algorithm = algorithm,
                // Windows over several instruments are long, and the day has only 125 bars of three minutes.
                IntervalMinutes = strategy.Peers.Least > 0 ? 1 : 3,
                Source = "test",
                Reason = "expected result",
            };
            // What quotes or holds a size of its own has no stop to be sized by.
            if (!strategy.TakesSides && strategy.Peers.Least == 0)
                plan = plan with { Sizing = PlanSizing.Fixed, Quantity = instrument.LotSize, Stops = new StopPolicy { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 } };
            if (PeersOf(instrument, day.Instruments, strategy) is { } peers) Put(InboundKind.Plan, plan with { Peers = peers });
        }
        ClockedSource events = new(day, calendar);
        InboundEvent e = default;
        while (events.TryNext(ref e.Record)) core.Apply(ref e, sequence++);

        CoreTotals totals = core.Totals;
        return new ExpectedResult(
            string.Create(CultureInfo.InvariantCulture, $"seed {Day.Seed}, {Day.Instruments} instruments, {Day.Ticks} ticks, {Day.Date:yyyy-MM-dd}, {(strategy.Peers.Least > 0 ? 1 : 3)} minute candles, defaults"),
            totals.Ticks, totals.Bars, totals.Signals, totals.Orders, totals.Fills, totals.Trades, totals.Winners,
            totals.Gross.ToString(), totals.Charges.ToString(), totals.Net.ToString(), core.OutboundHash.ToString("x16", CultureInfo.InvariantCulture));

        void Put(InboundKind kind, object payload)
        {
            InboundEvent made = new() { Payload = payload };
            made.Record.Header = new InboundHeader { Kind = kind, Source = InboundSource.Host, Instrument = -1, ExchangeTime = start };
            core.Apply(ref made, sequence++);
        }
    }

    /// <summary>The next instruments of the same kind and segment, as few as the strategy takes; null when there are not as many.</summary>
    private static int[]? PeersOf(Instrument instrument, IReadOnlyList<Instrument> all, StrategyDescriptor strategy)
    {
        Instrument[] alike = [.. all.Where(i => i.Kind == instrument.Kind && i.Segment == instrument.Segment).OrderBy(i => i.Id <= instrument.Id).ThenBy(i => i.Id)];
        int[] peers = [.. alike.Where(i => i != instrument).Take(strategy.Peers.Least).Select(i => i.Id)];
        return peers.Length == strategy.Peers.Least ? peers : null;
    }

    private static string Data(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));

    private sealed class Silence : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }
}
