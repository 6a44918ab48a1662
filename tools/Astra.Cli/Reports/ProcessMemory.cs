using System.Diagnostics;

namespace Astra.Cli;

/// <summary>Memory of this process as the system counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>Most bytes that were resident at once.</summary>
    public static long Peak
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }
}
