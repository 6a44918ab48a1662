using BenchmarkDotNet.Running;

// Pick by name, for example: --filter *Ring*
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
