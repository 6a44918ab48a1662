using Spectre.Console;

namespace Astra.Cli;

/// <summary>The two streams: results go to <see cref="Out"/> and nothing else does; everything said on the way goes to <see cref="Err"/>.</summary>
internal static class Terminal
{
    /// <summary>Wide enough for the reports; a file or pipe has no width of its own.</summary>
    private const int WidthWithoutScreen = 120;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Err { get; } = Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Whether a person watches the diagnostics, so that a moving bar makes sense.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && Err.Profile.Capabilities.Interactive;

    /// <summary>A line on stderr. Whatever it quotes, no password of a connection string gets through.</summary>
    public static void Say(string line) => Console.Error.WriteLine($"astra: {Servers.WithoutPasswords(line)}");

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(redirected ? new TrimmingWriter(writer) : writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected) console.Profile.Width = WidthWithoutScreen;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
