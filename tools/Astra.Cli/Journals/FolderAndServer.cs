using System.CommandLine;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>The options of what goes on between a folder and a session on a server.</summary>
internal sealed class FolderAndServer
{
    private readonly Option<string> _folder = new("--journal") { Description = "Folder of the journal", HelpName = "DIR", Required = true };
    private readonly Option<string> _server;
    private readonly Option<string?> _run = new("--run") { Description = "Name of the run, or of the whole session, 20261118-NAME, on the server (default: as the folder or its journal's id names it)", HelpName = "NAME" };

    public FolderAndServer(string option, string description) => _server = new Option<string>(option) { Description = $"{description}: {Servers.Form}", HelpName = "esdb://…", Required = true };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_folder, _server, _run]) command.Add(option);
    }

    /// <exception cref="UsageException">The one is a server, the other none, or the run makes no sense.</exception>
    public (string Folder, EventStoreSettings Server, SessionName? Session) Read(ParseResult parsed)
    {
        string folder = parsed.GetRequiredValue(_folder);
        if (Servers.TryParse(folder, "--journal") is not null) throw new UsageException($"--journal: give a folder; the server goes to {_server.Name}");
        EventStoreSettings server = Servers.Parse(parsed.GetRequiredValue(_server), _server.Name);
        string? run = parsed.GetValue(_run);
        return (folder, server, Sessions.OfFolder(folder, run, run is null ? null : new FolderPlace(folder).FirstDay()));
    }
}
