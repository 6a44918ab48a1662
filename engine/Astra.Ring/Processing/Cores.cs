using System.Runtime.InteropServices;

namespace Astra.Ring;

/// <summary>
/// Asks the operating system to keep the calling thread on one core or to prefer it. Linux only; elsewhere, and where the
/// system declines (containers often do), the answer is false and nothing has changed. Call it from a thread of your own,
/// never from a pool thread, which others use after you.
/// </summary>
public static partial class Cores
{
    private const int MaskWords = 16; // 1024 cores, the size of the C library's cpu_set_t
    private const int PriorityOfThread = 0; // PRIO_PROCESS, which on Linux means one thread
    private const int RaisedNiceness = -5; // of -20 (runs first) to 19 (runs last)
    private const int FirstInFirstOut = 1; // SCHED_FIFO
    private const int LowestRealTime = 1; // enough to run before every ordinary thread

    /// <summary>Cores this process may use.</summary>
    public static int Count => Environment.ProcessorCount;

    /// <summary>Keeps the calling thread on <paramref name="core"/>, numbered from 0 as in /proc/cpuinfo.</summary>
    public static unsafe bool TryPin(int core)
    {
        if (!OperatingSystem.IsLinux() || (uint)core >= MaskWords * 64) return false;
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[core / 64] = 1UL << (core % 64);
        return SchedSetAffinity(0, MaskWords * sizeof(ulong), mask) == 0;
    }

    /// <summary>
    /// Gives the calling thread as much urgency as the system allows, at most <paramref name="wanted"/>, and says how much that is.
    /// Anything above normal needs the right to do so (CAP_SYS_NICE).
    /// </summary>
    public static Urgency Raise(Urgency wanted)
    {
        if (!OperatingSystem.IsLinux()) return Urgency.Normal;
        if (wanted == Urgency.RealTime)
        {
            int priority = LowestRealTime;
            if (SchedSetScheduler(0, FirstInFirstOut, in priority) == 0) return Urgency.RealTime;
        }
        return wanted >= Urgency.Raised && SetPriority(PriorityOfThread, 0, RaisedNiceness) == 0 ? Urgency.Raised : Urgency.Normal;
    }

    // Thread 0 is the calling thread, in all three calls.
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static unsafe partial int SchedSetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint thread, int niceness);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int SchedSetScheduler(int thread, int policy, in int priority);
}
