using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Astra.Host;

namespace Astra.Perf.Scenario.Journals;

/// <summary>The official Node client through perf/peers/eventstore-js/run.sh, a process of its own, against the same server.</summary>
internal sealed class EventStorePeer
{
    private readonly string _script;
    private readonly string _server;

    private EventStorePeer(string script, string server) => (_script, _server) = (script, server);

    /// <summary>Null, with a line that says why, where it cannot run.</summary>
    public static EventStorePeer? TryFind(string server)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "perf", "peers", "eventstore-js", "run.sh");
            if (!File.Exists(script)) continue;
            EventStorePeer peer = new(script, server);
            // Fetches the client on first use and compiles its paths once.
            return peer.Append(300, 4) is null ? null : peer;
        }
        Console.WriteLine("the official client is not measured: perf/peers/eventstore-js/run.sh is not above the program's folder; run from the source tree");
        return null;
    }

    public TransferRate? Append(int frames, int inFlight) => Run("append", ["--frames", Text(frames), "--in-flight", Text(inFlight)]);

    public TransferRate? Read(string stream) => Run("read", ["--stream", stream]);

    private TransferRate? Run(string mode, string[] arguments)
    {
        ProcessStartInfo start = new(_script) { RedirectStandardOutput = true };
        foreach (string argument in (string[])["bench", "--server", _server, "--mode", mode, .. arguments]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("the peer's script does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.WriteLine($"the official client is not measured: {_script} ended with {process.ExitCode}; what it said stands above");
            return null;
        }
        using JsonDocument answer = JsonDocument.Parse(output);
        JsonElement root = answer.RootElement;
        return new TransferRate(Number(root, "framesPerSecond"), Number(root, "bytesPerSecond"), 0,
            new LatencySummary(1, Nanos(root, "p50"), Nanos(root, "p90"), Nanos(root, "p99"), Nanos(root, "p999"), 0, Nanos(root, "max")));
    }

    private static double Number(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : 0;

    // It tells milliseconds.
    private static long Nanos(JsonElement element, string name) => (long)(Number(element, name) * 1e6);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
