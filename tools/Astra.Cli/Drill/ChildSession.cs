using System.Diagnostics;

namespace Astra.Cli;

/// <summary>This program as a child that shadow-trades, so that it can be killed as the system kills.</summary>
internal sealed class ChildSession : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private ChildSession(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public string Output => _output.GetAwaiter().GetResult();

    public string Errors => _errors.GetAwaiter().GetResult();

    public static ChildSession Start(IEnumerable<string> arguments)
    {
        // Under `dotnet astra.dll` the process is dotnet and the program its first argument.
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this process is not known");
        bool hosted = Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        ProcessStartInfo start = new(executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (hosted) start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return new ChildSession(Process.Start(start) ?? throw new InvalidOperationException($"{executable} did not start"));
    }

    /// <summary>kill -9: no handler runs, nothing is flushed.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void WaitForExit() => _process.WaitForExit();

    public void Dispose()
    {
        if (!_process.HasExited) Kill();
        _process.Dispose();
    }
}
