using System.Diagnostics;
using System.Globalization;
using Astra.Core;
using Astra.Costs;
using Astra.Markets;
using Astra.Perf.Scenario.Ring;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Perf.Scenario.Backtest;

/// <summary>Bars a second of one core with MACD(12, 26, 9), always long or short: the bar runner with flat fees and with Indian charges, and the engine.</summary>
internal static class BacktestScenario
{
    private const int Seed = 7;
    private const int Repeats = 7;

    public static int Run(string[] options)
    {
        int bars = options.Length > 0 && int.TryParse(options[0], CultureInfo.InvariantCulture, out int given) && given > 1000 ? given : 480_000;
        Conditions.Print();
        Conditions.PrintLoad("before");
        SessionCalendar calendar = SessionCalendar.Parse(CalendarTexts.From(Text)).For("ZERODHA");
        BarSeries series = WalkedBars.Make(Seed, bars, calendar);
        ChargeBook book = ChargeBook.Parse(Text("charges-schedule.csv"), Text("brokerage-plans.csv"), Text("note-rules.csv"));
        LedgerRules rules = new() { Sides = TradeSides.Reverse, Quantity = 100, Intraday = true };
        BarGate[] gates = SessionGates.Of(series, calendar);
        StrategyRegistry.TryGet("macd-cross", out StrategyDescriptor? macd);
        BacktestSpec spec = new(macd!, macd!.Defaults());
        Console.WriteLine($"data       {series.Count:N0} one-minute bars of one share, seed {Seed}, {Ist.DateOf(series[0].Start):yyyy-MM-dd} to {Ist.DateOf(series[^1].Start):yyyy-MM-dd}; median of {Repeats} runs, one thread; processor time counts the collector's and compiler's threads too");
        NextOpenRunner flat = NextOpenRunner.WithFlatFees(series, rules with { Intraday = false }, 300_000);
        Report("bar runner, flat fees", series.Count, () => flat.Run(spec).Trades.Count);
        NextOpenRunner indian = NextOpenRunner.WithIndianFees(series, rules, IndianFeeSpans.Of(series, book, "ZERODHA", Product.Intraday), gates);
        Report("bar runner, Indian charges, intraday", series.Count, () => indian.Run(spec).Trades.Count);
        BarSeries part = new(series.Instrument, 1, series.Bars[..Math.Min(series.Count, 200_000)].ToArray());
        Report("engine, quiet", part.Count, () => Engine(part, calendar, quiet: true));
        Report("engine, telling everything", part.Count, () => Engine(part, calendar, quiet: false));
        Console.WriteLine("peers      of a like machine, not run here: backtrader 6-7 thousand, backtesting.py 110-140 thousand bars a second");
        Conditions.PrintLoad("after");
        return 0;
    }

    private static int Engine(BarSeries series, SessionCalendar calendar, bool quiet)
    {
        BarEvents events = new([series], calendar);
        return EngineRunner.Run(new EngineRequest
        {
            Settings = new EngineSettings { ChargesSchedule = Text("charges-schedule.csv"), BrokeragePlans = Text("brokerage-plans.csv"), CheckpointEvery = int.MaxValue },
            Instruments = [series.Instrument],
            Plans = [new Plan { Id = 1, Instrument = 0, Algorithm = "macd-cross", IntervalMinutes = 1, Source = "scenario", Reason = "scenario" }],
            Events = events.TryNext,
            Start = events.Start,
            Quiet = quiet,
        }).Trades.Count;
    }

    private static void Report(string what, int bars, Func<int> run)
    {
        double[] wall = new double[Repeats], processor = new double[Repeats];
        int trades = 0;
        for (int i = -2; i < Repeats; i++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long began = Stopwatch.GetTimestamp();
            trades = run();
            if (i < 0) continue;
            wall[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            processor[i] = (Environment.CpuUsage.TotalTime - used).TotalSeconds;
        }
        Array.Sort(wall);
        Array.Sort(processor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what,-38} {bars / wall[Repeats / 2] / 1e6,6:N2} million bars/s (best {bars / wall[0] / 1e6:N2}); by processor time {bars / processor[Repeats / 2] / 1e6:N2}; {trades:N0} trades"));
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
