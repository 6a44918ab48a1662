using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>A note in a journal's folder: which session of a server it belongs to, where that is not the one that the journal's id names.</summary>
internal static class FolderSession
{
    public const string FileName = "session.name";

    /// <summary>Null when there is no note.</summary>
    public static SessionName? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return null;
        string text = File.ReadAllText(path).Trim();
        return SessionName.TryParse(text, out SessionName? name) ? name
            : throw new UsageException($"{path}: '{text}' is no session's name; write one such as 20261118-NAME into it, or delete it and give --run");
    }

    public static void Write(string folder, SessionName session)
    {
        if (Read(folder) != session) File.WriteAllText(Path.Combine(folder, FileName), session + "\n");
    }
}
