using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Where a journal is read, as options: a folder, or a session on a server.</summary>
/// <param name="interrupt">Ends what waits for a server.</param>
internal sealed class JournalPlaceOptions(CancellationToken interrupt)
{
    private readonly Option<string> _journal = new("--journal") { Description = $"Folder of the journal, or a server: {Servers.Form}", HelpName = "DIR|esdb://…", Required = true };

    private readonly Option<string?> _run = new("--run") { Description = "Which session of a server: its name 20261118-NAME, or a run's NAME (default: the newest)", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Add(_journal);
        command.Add(_run);
    }

    /// <exception cref="UsageException">A run of a folder.</exception>
    public JournalPlace Read(ParseResult parsed)
    {
        string text = parsed.GetRequiredValue(_journal);
        string? run = parsed.GetValue(_run);
        if (Servers.TryParse(text, "--journal") is { } server) return new ServerPlace(server, run, interrupt);
        return run is null ? new FolderPlace(text) : throw new UsageException("--run goes with a server; a folder holds one journal");
    }
}
