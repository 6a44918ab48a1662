using System.Diagnostics;
using Astra.Host;
using Microsoft.Win32.SafeHandles;

namespace Astra.Cli;

/// <summary>What a disk's own sync takes: 4 KiB appended and synced into a file that is filled already, as the journal does it.</summary>
internal static class DiskProbe
{
    public const int Length = 4096;

    /// <summary>Nanoseconds of each write with its sync. The file is removed again.</summary>
    /// <param name="folder">On the disk to be tried; must exist.</param>
    public static LatencyHistogram Run(string folder, int writes)
    {
        byte[] block = new byte[Length];
        string path = Path.Combine(folder, $"astra-sync-{Path.GetRandomFileName()}.tmp");
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, options: FileOptions.DeleteOnClose);
        for (int i = 0; i < writes; i++) RandomAccess.Write(file, block, (long)i * Length);
        RandomAccess.FlushToDisk(file);
        block.AsSpan().Fill(1);
        LatencyHistogram histogram = new();
        for (int i = 0; i < writes; i++)
        {
            long before = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * Length);
            RandomAccess.FlushToDisk(file);
            histogram.Record(Stopwatch.GetElapsedTime(before).Ticks * 100);
        }
        return histogram;
    }
}
