using System.Diagnostics;
using System.Runtime.InteropServices;
using Astra.Host;
using Astra.Ring;
using Microsoft.Win32.SafeHandles;

namespace Astra.Perf.Scenario.Engines;

/// <summary>The disk's own speed, as the yardstick beside the engine's figures: 64 KiB written and synced (fdatasync), one after the other, into a file that was filled with zeros before.</summary>
internal static partial class DiskSync
{
    private const int WriteBytes = 64 * 1024;

    public static LatencyHistogram Measure(string folder, int syncs, bool raised)
    {
        LatencyHistogram histogram = new();
        // A thread of its own: a raised priority stays with the thread.
        Thread thread = new(() => Measure(folder, syncs, raised, histogram));
        thread.Start();
        thread.Join();
        return histogram;
    }

    private static void Measure(string folder, int syncs, bool raised, LatencyHistogram histogram)
    {
        if (raised) Cores.Raise(Urgency.RealTime);
        string path = Path.Combine(folder, "disk-sync.tmp");
        byte[] zeros = new byte[WriteBytes], bytes = new byte[WriteBytes];
        new Random(1).NextBytes(bytes);
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite);
            for (int i = 0; i < syncs; i++) RandomAccess.Write(file, zeros, (long)i * WriteBytes);
            RandomAccess.FlushToDisk(file);
            for (int i = 0; i < syncs; i++)
            {
                long before = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, bytes, (long)i * WriteBytes);
                Sync(file);
                histogram.Record(Stopwatch.GetElapsedTime(before).Ticks * 100);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Sync(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux()) RandomAccess.FlushToDisk(file);
        else if (FDataSync(file) != 0) throw new IOException($"fdatasync failed: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);
}
