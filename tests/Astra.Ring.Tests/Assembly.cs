// Each test has threads of its own that wait for each other; several tests at once would only starve them.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
