namespace Astra.Tests;

/// <summary>
/// For tests that read a thread's allocation counter: a garbage collection started by another thread retires this thread's allocation
/// buffer, and the rest of the buffer (up to 8 KiB) is counted as allocated.
/// </summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public class RunsAlone
{
    /// <summary>Bytes that a few collections elsewhere (the test runner's own) may add; one object an event would be thousands of times that.</summary>
    public const long Noise = 8 * 8192;
}
