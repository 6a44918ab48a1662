using System.Diagnostics;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>What one run of the command left behind.</summary>
internal sealed record Outcome(int Code, string Out, string Err)
{
    /// <summary>Stdout as exactly one JSON object on one line.</summary>
    public JsonElement Json
    {
        get
        {
            Assert.True(Code is 0 or 1 or 130, $"exit {Code}: {Err}");
            Assert.Equal(1, Out.Count(c => c == '\n'));
            return JsonDocument.Parse(Out).RootElement;
        }
    }

    public Outcome Exits(int code)
    {
        Assert.True(Code == code, $"exit {Code} instead of {code}\nstdout: {Out}\nstderr: {Err}");
        return this;
    }

    /// <summary>Refused as bad input, with nothing on stdout and every given part in the message.</summary>
    public void Refuses(params string[] parts)
    {
        Exits(2);
        Assert.Equal("", Out);
        foreach (string part in parts) Assert.Contains(part, Err, StringComparison.Ordinal);
    }
}

/// <summary>The built command as a child process.</summary>
internal static class Astra
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>As users have it, in its own folder: beside this suite libraries are missing that the stand-ins' web framework has, and the command does not run on that.</summary>
    private static readonly string Executable = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../../tools/Astra.Cli", Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "../../.."), AppContext.BaseDirectory),
        OperatingSystem.IsWindows() ? "astra.exe" : "astra"));

    public static Outcome Run(params string[] arguments) => Run([], arguments);

    public static Outcome Run((string Name, string Value)[] environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        return Finish(process);
    }

    public static Process Start((string Name, string Value)[] environment, params string[] arguments) => StartIn("", environment, arguments);

    /// <param name="folder">The child's current one; empty for this process's.</param>
    public static Process StartIn(string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Executable) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Outcome Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            Assert.Fail($"no end after {Patience}");
        }
        return new Outcome(process.ExitCode, output.Result, errors.Result);
    }
}
