namespace Astra.Cli;

/// <summary>What the process says to a script. Part of the product: never change a meaning.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    /// <summary>The answer is "no": a verification failed.</summary>
    public const int No = 1;
    /// <summary>Bad input or usage; the message names place and remedy.</summary>
    public const int BadInput = 2;
    /// <summary>No disk, no right to write, a thread that failed.</summary>
    public const int CouldNotRun = 3;
    /// <summary>Interrupted; what was done is kept.</summary>
    public const int Interrupted = 130;
}
