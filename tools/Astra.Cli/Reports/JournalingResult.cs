using System.Text.Json.Serialization;

namespace Astra.Cli;

/// <summary>How a session was journaled. <see cref="Lag"/> is what no server had acknowledged when the journal was closed.</summary>
/// <param name="Place">Folder, or server without a password.</param>
/// <param name="Session">Name of the session on the server; null without one.</param>
/// <param name="Frames">Frames that this run wrote to the disk; in mode eventstoredb those that the server holds of the session.</param>
/// <param name="Worst">The largest lag seen on the way, looked at ten times a second.</param>
/// <param name="State">Of the journal or, mirrored, of the way to the server, as it ended.</param>
/// <param name="Reconnects">Calls opened again because an outcome was unknown.</param>
/// <param name="Resends">Frames sent a second time or more.</param>
/// <param name="FellBackTo">Folder that took over from the server; null when none did.</param>
internal sealed record JournalingResult(
    JournalMode Mode, string Place, string? Session, long Frames, LagResult Lag, LagResult Worst, string State, long Reconnects, long Resends, string? FellBackTo)
{
    /// <summary>How a command line names it to read it.</summary>
    [JsonIgnore]
    public string Arguments => Mode == JournalMode.EventStoreDb ? $"--journal {Servers.Argument(Place)} --run {Session}" : $"--journal {Place}";

    /// <summary>A folder with no server beside it.</summary>
    public static JournalingResult Embedded(string folder, long frames) =>
        new(JournalMode.Embedded, folder, null, frames, LagResult.None, LagResult.None, "closed", 0, 0, null);
}

/// <summary>Events and bytes that the server has not acknowledged, and for how long the oldest of them has waited.</summary>
internal readonly record struct LagResult(long Events, long Bytes, double Seconds)
{
    public static LagResult None => default;
}

/// <summary>How far the copy on a server came, and whether it is one.</summary>
/// <param name="Shipped">Inbound events of this run that the server acknowledged.</param>
/// <param name="Behind">Inbound and outbound events of the folder that it lacks.</param>
/// <param name="Difference">Where the two differ first; null when they do not.</param>
/// <param name="Complete">The command that brings the server on; null when nothing is missing.</param>
internal sealed record MirrorResult(
    string Place, string? Session, string State, long Shipped, long Behind, MirrorVerdict Compared, string? Difference, string? Complete,
    [property: JsonIgnore] string Text);

/// <summary>What reading folder and server side by side showed.</summary>
internal enum MirrorVerdict
{
    /// <summary>Every event, frame and snapshot is on both sides and the same.</summary>
    Equal,
    /// <summary>Something is not the same.</summary>
    Different,
    /// <summary>What the server holds is the same; it lacks the end. Or it could not be asked.</summary>
    Behind,
}

/// <summary>Where the first acknowledgement that opens the gate comes from, and whether a server follows.</summary>
internal enum JournalMode
{
    /// <summary>A folder's sync.</summary>
    Embedded,
    /// <summary>A folder's sync; a server follows.</summary>
    Mirrored,
    /// <summary>The server's acknowledgement.</summary>
    [JsonStringEnumMemberName("eventstoredb")] EventStoreDb,
}
