using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary>A backtest by the engine: on bars, or on the ticks of a recording.</summary>
internal static class EngineBacktest
{
    private static readonly StopPolicy NoStops = new() { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 };

    /// <param name="protect">Stops and targets of the engine's defaults; without them a position leaves by signal and square-off only.</param>
    public static BacktestResult OnBars(BarsInput input, BacktestSpec spec, LedgerChoice ledger, bool protect, SessionCalendar calendar, CancellationToken stop)
    {
        // The engine's instruments are numbered without gaps.
        BarSeries[] series = [.. input.Series.Select((s, i) => new BarSeries(s.Instrument with { Id = i }, s.IntervalMinutes, s.Bars.ToArray()))];
        BarEvents events = new(series, calendar);
        Instrument[] instruments = [.. series.Select(s => s.Instrument)];
        return EngineRunner.Run(new EngineRequest
        {
            Settings = SettingsOf(ledger),
            Instruments = instruments,
            Plans = Plans(instruments, series[0].IntervalMinutes, spec, ledger, protect),
            Events = events.TryNext,
            Start = events.Start,
        }, stop);
    }

    public static BacktestResult OnRecords(MarketInput input, string[] symbols, int minutes, BacktestSpec spec, LedgerChoice ledger, bool protect, SessionCalendar calendar, CancellationToken stop)
    {
        IReadOnlyList<Instrument> all = input.Source.Instruments;
        Instrument[] wanted = symbols.Length == 0 ? [.. all.Where(i => i.Tradable)] : [.. symbols.Select(symbol => all.FirstOrDefault(i => i.Symbol == symbol) ?? throw new UsageException($"--symbol {symbol}: the source has {string.Join(", ", all.Take(12).Select(i => i.Symbol))}"))];
        ClockedSource events = new(input.Source, calendar);
        return EngineRunner.Run(new EngineRequest
        {
            Settings = SettingsOf(ledger),
            Instruments = all,
            Plans = Plans(wanted, minutes, spec, ledger, protect),
            Events = events.TryNext,
            Start = input.Start,
        }, stop);
    }

    private static EngineSettings SettingsOf(LedgerChoice ledger)
    {
        EngineSettings shipped = SettingsOptions.Shipped;
        return shipped with
        {
            Capital = ledger.Rules.Cash,
            Broker = ledger.Broker,
            CheckpointEvery = int.MaxValue,
            Ghost = shipped.Ghost with { SlippageTicks = ledger.SlippageTicks ?? shipped.Ghost.SlippageTicks },
        };
    }

    /// <summary>One plan for each instrument; a strategy with peers trades the first and watches the others.</summary>
    private static List<Plan> Plans(IReadOnlyList<Instrument> instruments, int minutes, BacktestSpec spec, LedgerChoice ledger, bool protect)
    {
        List<Plan> plans = [];
        bool peers = spec.Strategy.Peers.Most > 0;
        foreach (Instrument instrument in peers ? instruments.Take(1) : instruments)
        {
            bool sized = ledger.Rules.Quantity > 0;
            plans.Add(new Plan
            {
                Id = plans.Count + 1,
                Instrument = instrument.Id,
                Algorithm = spec.Strategy.Name,
                Parameters = [.. spec.Strategy.Parameters.Select((parameter, i) => new PlanParameter(parameter.Name, spec.Values[i]))],
                IntervalMinutes = minutes,
                Style = spec.Style,
                ChartSize = spec.ChartSize.Units == 0 ? 0 : Bricks(spec.ChartSize, instrument),
                Peers = peers ? [.. instruments.Skip(1).Select(i => i.Id)] : [],
                Product = ledger.ProductOf(instrument),
                Sides = ledger.Rules.Sides switch { TradeSides.LongOnly => PlanSides.Long, TradeSides.ShortOnly => PlanSides.Short, _ => PlanSides.Both },
                Sizing = sized ? PlanSizing.Fixed : PlanSizing.Risk,
                Quantity = sized ? Math.Max(instrument.LotSize, ledger.Rules.Quantity - ledger.Rules.Quantity % instrument.LotSize) : 0,
                Stops = protect || !sized ? new StopPolicy() : NoStops,
                Source = "backtest",
                Reason = "a backtest by the engine",
            });
        }
        return plans;
    }

    private static int Bricks(Price size, Instrument instrument) =>
        size.Units % instrument.TickSize.Units == 0
            ? (int)(size.Units / instrument.TickSize.Units)
            : throw new UsageException($"--brick {size}: {instrument.Symbol} moves in ticks of {instrument.TickSize}; give a multiple");
}
