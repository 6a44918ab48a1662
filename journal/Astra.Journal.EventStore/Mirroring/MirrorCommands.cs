namespace Astra.Journal.EventStore;

/// <summary>The commands that messages name, written so that they can be copied: with the folder and the connection string, never a password.</summary>
internal sealed class MirrorCommands(string folder, EventStoreSettings settings, SessionName? session)
{
    public string Ship => $"`astra journal ship --journal {folder} --to {Server}{Run}`";

    public string Compare => $"`astra journal compare --journal {folder} --with {Server}{Run}`";

    public string Fetch => $"`astra journal fetch --from {Server}{Run} --journal NEW-FOLDER`";

    private string Run => session is null ? "" : $" --run {session}";

    private string Server
    {
        get
        {
            string server = settings.ToString();
            return server.AsSpan().ContainsAny('?', '&') ? $"\"{server}\"" : server;
        }
    }
}
