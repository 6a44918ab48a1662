using System.Diagnostics;
using System.Globalization;

namespace Astra.Cli;

/// <summary>The program that stands in for a server, as a process that can be killed and started again on the same port with what it had stored.</summary>
internal sealed class StandInServer : IDisposable
{
    private const string Program = "Astra.StandIns.EventStore";

    private readonly string _executable;
    private readonly string _data;
    private Process _process;

    private StandInServer(string executable, string data)
    {
        (_executable, _data) = (executable, data);
        (_process, ConnectionString) = Launch(port: 0);
    }

    public string ConnectionString { get; }

    /// <param name="data">File for what it stores.</param>
    /// <exception cref="UsageException">It was not built.</exception>
    public static StandInServer Start(string data) => new(Find(), data);

    /// <summary>kill -9: no handler runs; what was handed to the system stays.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>On the same port.</summary>
    public void Restart()
    {
        int port = new Uri(ConnectionString).Port;
        (_process, string again) = Launch(port);
        if (again != ConnectionString) throw new InvalidOperationException($"the stand-in came back as {again} instead of {ConnectionString}");
    }

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        File.Delete(_data);
    }

    private (Process, string) Launch(int port)
    {
        ProcessStartInfo start = new(_executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["--port", port.ToString(CultureInfo.InvariantCulture), "--data", _data]) start.ArgumentList.Add(argument);
        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{_executable} did not start");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (process.StandardOutput.ReadLine() is not { } line) throw new InvalidOperationException($"{_executable} did not start: {errors.GetAwaiter().GetResult().Trim()}");
        _ = process.StandardOutput.ReadToEndAsync();
        return (process, line.Trim());
    }

    /// <summary>Beside this program, or in the repository that this program stands in.</summary>
    private static string Find()
    {
        string file = OperatingSystem.IsWindows() ? Program + ".exe" : Program;
        string beside = Path.Combine(AppContext.BaseDirectory, file);
        if (File.Exists(beside)) return beside;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Astra.sln"))) continue;
            foreach (string configuration in (string[])["Release", "Debug"])
            {
                string built = Path.Combine(folder.FullName, "tests", Program, "bin", configuration, "net10.0", file);
                if (File.Exists(built)) return built;
            }
            break;
        }
        throw new UsageException($"--mirror: the server's stand-in is not built; build it (dotnet build tests/{Program} -c Release), or name a server: --mirror=esdb://HOST:2113?tls=false");
    }
}
