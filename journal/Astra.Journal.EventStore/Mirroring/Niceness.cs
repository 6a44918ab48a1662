using System.Runtime.InteropServices;

namespace Astra.Journal.EventStore;

/// <summary>Makes the calling thread give way to every other one. For a thread of one's own, never for one of the pool.</summary>
internal static partial class Niceness
{
    private const int PriorityOfThread = 0; // PRIO_PROCESS, which on Linux means one thread
    private const int RunsAfterOthers = 10; // of -20 (runs first) to 19 (runs last)

    /// <summary>Asks the system; where it declines the thread runs like any other, which is slower for nobody but this copy.</summary>
    public static bool Lower()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
        return !OperatingSystem.IsLinux() || SetPriority(PriorityOfThread, 0, RunsAfterOthers) == 0;
    }

    // Thread 0 is the calling thread.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint thread, int niceness);
}
