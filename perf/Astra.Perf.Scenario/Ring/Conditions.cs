using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Astra.Perf.Scenario.Ring;

/// <summary>Under which circumstances the figures came about, as far as the program can see.</summary>
internal static class Conditions
{
    public static void Print()
    {
        Console.WriteLine($"machine    {Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        Console.WriteLine($"runtime    {RuntimeInformation.FrameworkDescription}, {(GCSettings.IsServerGC ? "server" : "workstation")} GC, {Build()} build");
    }

    public static void PrintLoad(string when) => Console.WriteLine($"load       {when}: {Load()}");

    /// <summary>Load average of the last minute, to stand beside one figure.</summary>
    public static string LoadNow() => Load().Split(' ')[0];

    private static string Build()
    {
#if DEBUG
        return "DEBUG (figures mean nothing)";
#else
        return "release";
#endif
    }

    private static string Processor() => FirstField("/proc/cpuinfo", "model name") ?? "processor unknown";

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) + " (1, 5, 15 min)" : "unknown";

    private static string? FirstField(string file, string name)
    {
        if (!File.Exists(file)) return null;
        string? line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    public static string Millions(double perSecond) => (perSecond / 1e6).ToString("0.00", CultureInfo.InvariantCulture);
}
