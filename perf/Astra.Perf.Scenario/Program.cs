using Astra.Perf.Scenario.Engines;
using Astra.Perf.Scenario.Instruments;
using Astra.Perf.Scenario.MonteCarlo;
using Astra.Perf.Scenario.Ring;

// One verb, one scenario; each knows its own options.
return args switch
{
    ["ring", .. string[] options] => RingScenario.Run(options),
    ["engine", .. string[] options] => EngineScenario.Run(options),
    ["instruments", .. string[] options] => InstrumentScenario.Run(options),
    ["montecarlo", .. string[] options] => MonteCarloScenario.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Astra.Perf.Scenario ring|engine|instruments|montecarlo [options]     (ring --help and engine --help list them)");
    return 2;
}
