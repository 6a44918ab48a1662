using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Astra.Cli;

/// <summary>What this machine offers to an engine.</summary>
/// <param name="MemoryBytes">That this process may use.</param>
/// <param name="ClockSource">As the system names it; null where it does not say.</param>
/// <param name="ClockStepNs">Smallest step seen between two readings of the clock, nanoseconds.</param>
/// <param name="ClockReadNs">What one reading takes, nanoseconds.</param>
internal sealed record MachineFacts(int Processors, string Runtime, string System, string Architecture, long MemoryBytes, string? ClockSource, long ClockStepNs, long ClockReadNs)
{
    private const string ClockSourceFile = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    /// <summary>Sources that are read without asking the kernel.</summary>
    private static readonly string[] QuickClocks = ["tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter"];

    public static MachineFacts Read()
    {
        (long step, long read) = Clock();
        return new MachineFacts(
            Environment.ProcessorCount, RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription, RuntimeInformation.ProcessArchitecture.ToString(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, File.Exists(ClockSourceFile) ? File.ReadAllText(ClockSourceFile).Trim() : null, step, read);
    }

    public IEnumerable<DoctorFinding> Findings()
    {
        if (Processors < 2)
            yield return new(DoctorLevel.Advice, "one processor is shared by feed, core, journal and publisher: decisions wait for each other; give the machine two or more");
        if (ClockSource is { } source && !QuickClocks.Contains(source))
            yield return new(DoctorLevel.Advice, $"the clock source is {source}, which is slow to read ({ClockReadNs} ns); where the processor's counter is stable, boot with clocksource=tsc");
        if (ClockStepNs > 1_000)
            yield return new(DoctorLevel.Advice, $"the clock steps by {ClockStepNs} ns: latencies below that cannot be told apart");
        if (MemoryBytes < 1L << 30)
            yield return new(DoctorLevel.Advice, FormattableString.Invariant($"this process may use {MemoryBytes / 1e6:N0} MB; a session takes 100 to 300, research more"));
    }

    private static (long Step, long Read) Clock()
    {
        const int Readings = 200_000;
        long smallest = long.MaxValue, began = Stopwatch.GetTimestamp(), last = began;
        for (int i = 0; i < Readings; i++)
        {
            long now = Stopwatch.GetTimestamp();
            if (now > last) smallest = Math.Min(smallest, now - last);
            last = now;
        }
        double nanos = 1e9 / Stopwatch.Frequency;
        return ((long)Math.Ceiling(smallest * nanos), (long)Math.Ceiling((last - began) * nanos / Readings));
    }
}
