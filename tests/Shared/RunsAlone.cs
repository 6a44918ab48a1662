namespace Astra.Tests;

/// <summary>
/// For tests that read a thread's allocation counter: a garbage collection started by another test retires this thread's allocation
/// buffer, and the rest of the buffer would be counted as allocated.
/// </summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public class RunsAlone;
