using System.Diagnostics;
using System.Globalization;

namespace Astra.Perf.Scenario.Ring;

/// <summary>
/// LMAX's own Disruptor on Java, one-to-one, through perf/peers/disruptor-java/run.sh: another process, so it runs between
/// our repetitions, once each.
/// </summary>
internal sealed class JavaPeer(RingOptions options)
{
    public const string Name = "Disruptor (Java)";

    private readonly string _script = FindScript();

    /// <summary>Events per second for "long" or "128 bytes", the median of the program's own repetitions after its warm-up.</summary>
    public double Measure(string payload)
    {
        string words = payload == Narrow.Name ? "1" : "16";
        var start = new ProcessStartInfo(_script) { RedirectStandardOutput = true };
        foreach (string argument in (string[])[words, Text(options.Events), Text(options.Capacity), Text(options.Repetitions), options.Wait])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{_script} does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{_script} ended with {process.ExitCode}; its message stands above");
        string figure = output.Split('\n').Last(line => line.StartsWith("median ", StringComparison.Ordinal));
        return double.Parse(figure["median ".Length..], CultureInfo.InvariantCulture);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string FindScript()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "perf", "peers", "disruptor-java", "run.sh");
            if (File.Exists(script)) return script;
        }

        throw new FileNotFoundException("perf/peers/disruptor-java/run.sh is not above the program's folder; run from the source tree");
    }
}
