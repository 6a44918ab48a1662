using Astra.Perf.Micro;
using BenchmarkDotNet.Running;

if (args is ["feasible"]) return FeasibleTiming.Run();
if (args is ["indicators"]) return IndicatorTiming.Run();

// Pick by name, for example: --filter *Ring*
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
