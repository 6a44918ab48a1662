using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>Angel One's own JavaScript client through perf/peers/angel-js/run.sh, a process of its own.</summary>
internal static class JavaScriptPeer
{
    /// <summary>Packets a second from memory to its callback; null when it cannot run here, which it says itself.</summary>
    public static double? Decode(int packets, int tokens)
    {
        var start = new ProcessStartInfo(FindScript()) { RedirectStandardOutput = true };
        foreach (string argument in (string[])["decode", packets.ToString(CultureInfo.InvariantCulture), tokens.ToString(CultureInfo.InvariantCulture)]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("the peer's script does not start");
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) return null;
        using JsonDocument answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("perSecond").GetDouble();
    }

    private static string FindScript()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string script = Path.Combine(folder.FullName, "perf", "peers", "angel-js", "run.sh");
            if (File.Exists(script)) return script;
        }
        throw new FileNotFoundException("perf/peers/angel-js/run.sh is not above the program's folder; run from the source tree");
    }
}
