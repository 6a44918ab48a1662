namespace Astra.Ring;

/// <summary>How much a thread is preferred when it becomes ready to run.</summary>
public enum Urgency
{
    Normal = 0,

    /// <summary>Gets a larger share and is picked sooner (niceness -5; more would starve kernel threads that happen to be on the same core, a file system's among them).</summary>
    Raised = 1,

    /// <summary>
    /// Runs before every ordinary thread the moment it is ready (SCHED_FIFO). For a thread that sleeps most of the time and must not wait for a
    /// scheduler tick, such as one that waits for a disk. Never for one that spins: it would keep even the system's own threads off the core.
    /// </summary>
    RealTime = 2,
}
