using System.Diagnostics;
using System.Text.RegularExpressions;
using Astra.Journal.EventStore;

namespace Astra.Perf.Scenario.Journals;

/// <summary>The server that was named, or else a stand-in as a process of its own, so that its work is in no figure of ours but by the processors that it shares with us.</summary>
internal sealed partial class ServerUnderTest : IDisposable
{
    private readonly Process? _process;
    private bool _disposed;

    private ServerUnderTest(string text, string description, Process? process)
    {
        (Text, Description, _process) = (text, description, process);
        // Also when this process is interrupted: nothing is to go on serving.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        Settings = EventStoreSettings.Parse(text);
    }

    /// <summary>The connection string as it was given, for the peer; it may hold a password, so it is not printed.</summary>
    public string Text { get; }

    public EventStoreSettings Settings { get; }

    public string Description { get; }

    public static ServerUnderTest Start(JournalArguments arguments, string folder)
    {
        if (arguments.Server is { } text) return new ServerUnderTest(text, EventStoreSettings.Parse(text).ToString(), null);
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        // Payloads in a file: in memory they would be gigabytes by the end, and the stand-in's collector would be in the figures.
        string[] own = [Path.Combine(AppContext.BaseDirectory, "Astra.StandIns.EventStore.dll"), "--port", "0", "--data", Path.Combine(folder, "stand-in.data")];
        foreach (string argument in (string[])[.. own, .. arguments.StandIn]) start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException("the stand-in does not start");
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (Address().Match(line) is not { Success: true } address) continue;
            // Whatever else it says must not fill the pipe.
            _ = process.StandardOutput.ReadToEndAsync();
            string how = arguments.StandIn.Length == 0 ? "it syncs nothing" : string.Join(' ', arguments.StandIn);
            return new ServerUnderTest(address.Value, $"STAND-IN, not a real server, on this machine as process {process.Id}: {how}", process);
        }
        process.WaitForExit();
        throw new InvalidOperationException("the stand-in ended before it told its address");
    }

    /// <summary>A session that nobody has used; on a real server it stays there until it is deleted.</summary>
    public static SessionName NewSession() => new(DateOnly.FromDateTime(DateTime.UtcNow), "perf-" + Guid.NewGuid().ToString("N")[..12]);

    public void Dispose()
    {
        if (_process is null || _disposed) return;
        _disposed = true;
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [GeneratedRegex(@"(esdb|kurrentdb)(\+discover)?://\S+")]
    private static partial Regex Address();
}
