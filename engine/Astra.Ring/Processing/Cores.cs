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
    /// Sets the calling thread's niceness, from -20 (runs first) to 19 (runs last). Below 0 needs the right to do so
    /// (CAP_SYS_NICE).
    /// </summary>
    public static bool TrySetNiceness(int niceness) =>
        OperatingSystem.IsLinux() && niceness is >= -20 and <= 19 && SetPriority(PriorityOfThread, 0, niceness) == 0;

    // Thread 0 is the calling thread, in both calls.
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static unsafe partial int SchedSetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint thread, int niceness);
}
