namespace Astra.Journal.EventStore;

/// <summary>The commands that messages name, written so that they can be copied: with the folder and the connection string, never a password.</summary>
internal sealed class MirrorCommands(string folder, EventStoreSettings settings, SessionName? session)
{
    public string Ship => $"`astra journal ship --journal {folder} {Server}`";

    public string Compare => $"`astra journal compare --journal {folder} {Server}`";

    public string Fetch => $"`astra journal fetch --journal NEW-FOLDER {Server}`";

    private string Server => session is null ? $"--to {settings}" : $"--to {settings} --session {session}";
}
