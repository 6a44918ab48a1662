using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Where the two copies first differ, or where one of them cannot be read.</summary>
/// <param name="Stream">Inbound or outbound; null for a snapshot or the session as a whole.</param>
/// <param name="Sequence">The sequence concerned, -1 when none is.</param>
/// <param name="Local">Segment file and byte of the frame in the folder; empty when the folder is not concerned.</param>
/// <param name="Server">Stream and revision, <c>stream@revision</c>; empty when the server is not concerned.</param>
/// <param name="What">What differs.</param>
public sealed record JournalDifference(JournalStream? Stream, long Sequence, string Local, string Server, string What)
{
    public override string ToString()
    {
        string places = string.Join(", ", new[] { Local, Server }.Where(place => place.Length > 0));
        return Sequence < 0 ? $"{What} ({places})" : string.Create(CultureInfo.InvariantCulture, $"sequence {Sequence}: {What} ({places})");
    }
}

/// <summary>What was compared of one stream.</summary>
/// <param name="Name">Name of the stream on the server.</param>
/// <param name="Frames">Frames of events that the server holds and that were checked: checksum, id, index, numbering.</param>
/// <param name="Events">Events that both hold and that are equal byte by byte.</param>
/// <param name="FirstSequence">First sequence that was compared.</param>
/// <param name="ServerLast">Last sequence that the server holds, one less than the first when it holds none.</param>
/// <param name="LocalLast">Last sequence that the folder held when its end was reached.</param>
public sealed record StreamComparison(string Name, long Frames, long Events, long FirstSequence, long ServerLast, long LocalLast)
{
    /// <summary>Events of the folder that the server lacks. That is no difference: it follows, or `astra journal ship` brings it on.</summary>
    public long Behind => Math.Max(0, LocalLast - ServerLast);

    /// <summary>Events of the server that the folder lacks: the folder is a shorter copy, or it has lost its end.</summary>
    public long Ahead => Math.Max(0, ServerLast - LocalLast);
}

/// <summary>Result of reading a folder and a session on a server side by side.</summary>
/// <param name="Snapshots">Snapshots that both hold and that are equal.</param>
/// <param name="SnapshotsBehind">Good snapshots of the folder that the server lacks and would keep.</param>
/// <param name="Difference">The first difference, null when there is none.</param>
public sealed record JournalComparisonResult(
    SessionName Session, string Folder, Guid JournalId, StreamComparison Inbound, StreamComparison Outbound, int Snapshots, int SnapshotsBehind, JournalDifference? Difference)
{
    /// <summary>Nothing that both hold differs. The one may still hold more than the other.</summary>
    public bool Same => Difference is null;

    /// <summary>Both hold the same, and neither holds more.</summary>
    public bool Equal => Same && Inbound is { Behind: 0, Ahead: 0 } && Outbound is { Behind: 0, Ahead: 0 } && SnapshotsBehind == 0;

    /// <summary>The result in one sentence.</summary>
    public override string ToString()
    {
        if (Difference is not null) return $"DIFFERENT: {Difference}";
        string compared = string.Create(CultureInfo.InvariantCulture,
            $"{Inbound.Events} inbound events in {Inbound.Frames} frames, {Outbound.Events} outbound events in {Outbound.Frames} frames, {Snapshots} snapshots");
        if (Equal) return $"EQUAL: {compared}";
        string text = $"same as far as both go: {compared}";
        if (Inbound.Behind + Outbound.Behind + SnapshotsBehind > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture,
                $"; the server is BEHIND by {Inbound.Behind} inbound, {Outbound.Behind} outbound events, {SnapshotsBehind} snapshots");
        }
        if (Inbound.Ahead + Outbound.Ahead > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture,
                $"; the folder is SHORTER by {Inbound.Ahead} inbound, {Outbound.Ahead} outbound events");
        }
        return text;
    }
}
