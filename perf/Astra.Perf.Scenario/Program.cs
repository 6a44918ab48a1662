using Astra.Perf.Scenario.Ring;

// One verb, one scenario; each knows its own options.
return args switch
{
    ["ring", .. string[] options] => RingScenario.Run(options),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Astra.Perf.Scenario ring [options]     (ring --help lists them)");
    return 2;
}
