using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>Angel One's stand-in as a process of its own, streaming at a held rate until it is ended; then it tells what it sent.</summary>
internal sealed partial class StandInProcess : IDisposable
{
    private readonly Process _process;

    private StandInProcess(Process process, Uri rest, Uri stream) => (_process, Rest, Stream) = (process, rest, stream);

    public Uri Rest { get; }

    public Uri Stream { get; }

    /// <summary>Starts it and sets the secrets that it tells in this process's environment.</summary>
    public static StandInProcess Start(int instruments, int rate)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])
            [Path.Combine(AppContext.BaseDirectory, "Astra.StandIns.dll"), "angelone", "--instruments", Text(instruments), "--rate", Text(rate)])
            start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException("the stand-in does not start");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            foreach (Match secret in Secret().Matches(line)) Environment.SetEnvironmentVariable(secret.Groups[1].Value, secret.Groups[2].Value);
            if (Addresses().Match(line) is { Success: true } addresses)
                return new StandInProcess(process, new Uri(addresses.Groups[1].Value), new Uri(addresses.Groups[2].Value));
        }
        throw new InvalidOperationException("the stand-in ended before it told its addresses");
    }

    /// <summary>Ends the stream, waits for what is under way, and returns how many packets were sent.</summary>
    public long StopAndCount()
    {
        using (Process interrupt = Process.Start("kill", ["-INT", Text(_process.Id)])) interrupt.WaitForExit();
        long sent = -1;
        while (_process.StandardOutput.ReadLine() is { } line)
            if (Sent().Match(line) is { Success: true } match) sent = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        _process.WaitForExit();
        return sent;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(ASTRA_ANGELONE_\w+)=(\S+)")]
    private static partial Regex Secret();

    [GeneratedRegex(@"--rest (\S+) --stream (\S+)")]
    private static partial Regex Addresses();

    [GeneratedRegex(@"^# (\d+) packets sent")]
    private static partial Regex Sent();
}
