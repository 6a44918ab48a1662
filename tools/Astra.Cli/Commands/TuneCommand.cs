using System.CommandLine;

namespace Astra.Cli;

/// <summary><c>astra tune</c>: search of parameters.</summary>
internal static class TuneCommand
{
    public static Command Create(CancellationToken interrupt) =>
        new("tune", "Search a strategy's parameters, look at a study, compare samplers")
        {
            TuneRun.Create(interrupt),
            TuneLook.Show(),
            TuneLook.Plot(),
            TuneLook.Export(),
            TuneBench.Create(interrupt),
        };
}
