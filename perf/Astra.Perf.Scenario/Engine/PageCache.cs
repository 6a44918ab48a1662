using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Astra.Perf.Scenario.Engines;

/// <summary>Asks the system to forget a file's pages, so that the next read comes from the disk.</summary>
internal static partial class PageCache
{
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED

    /// <summary>False where the system has no such call.</summary>
    public static bool Drop(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) return false;
        RandomAccess.FlushToDisk(file);
        return Advise(file, 0, 0, DontNeed) == 0;
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
