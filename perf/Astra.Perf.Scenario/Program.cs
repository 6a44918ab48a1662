using Astra.Perf.Scenario.Backtest;
using Astra.Perf.Scenario.Engines;
using Astra.Perf.Scenario.Feeds;
using Astra.Perf.Scenario.Instruments;
using Astra.Perf.Scenario.Journals;
using Astra.Perf.Scenario.MonteCarlo;
using Astra.Perf.Scenario.Ring;
using Astra.Perf.Scenario.Sweeps;

// One verb, one scenario; each knows its own options.
return args switch
{
    ["ring", .. string[] options] => RingScenario.Run(options),
    ["engine", .. string[] options] => EngineScenario.Run(options),
    ["feed", .. string[] options] => FeedScenario.Run(options),
    ["journal", .. string[] options] => JournalScenario.Run(options),
    ["instruments", .. string[] options] => InstrumentScenario.Run(options),
    ["montecarlo", .. string[] options] => MonteCarloScenario.Run(options),
    ["sweep", .. string[] options] => SweepScenario.Run(options),
    ["backtest", .. string[] options] => BacktestScenario.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Astra.Perf.Scenario ring|engine|feed|journal|instruments|montecarlo|sweep|backtest [options]     (--help after a verb lists them)");
    return 2;
}
