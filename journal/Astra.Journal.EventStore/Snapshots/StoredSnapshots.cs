using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>The snapshots that a stream holds, found from its end: a manifest tells where its parts begin, and before them ends the snapshot before it.</summary>
internal static class StoredSnapshots
{
    public const string PartType = "astra-snapshot-part", ManifestType = "astra-snapshot";

    /// <param name="Revision">Of the manifest.</param>
    public readonly record struct Found(SnapshotManifest Manifest, long Revision);

    /// <param name="Snapshots">Newest first.</param>
    /// <param name="Faults">One sentence for each manifest that cannot be used, with its revision.</param>
    public sealed record Listing(StreamState Stream, IReadOnlyList<Found> Snapshots, IReadOnlyList<(long Revision, string Text)> Faults);

    /// <param name="most">How many are wanted.</param>
    public static async Task<Listing> ListAsync(EventStoreClient client, string stream, Guid journal, int most, CancellationToken stop)
    {
        List<Found> found = [];
        List<(long, string)> faults = [];
        StreamState state = await client.StreamStateAsync(stream, stop).ConfigureAwait(false);
        long at = state.LastRevision;
        while (state.Exists && at >= state.FirstRevision && found.Count < most)
        {
            long revision = at--;
            if (await client.ReadOneAsync(stream, revision, stop).ConfigureAwait(false) is not { } stored) break;
            if (stored.Type != ManifestType) continue;
            SnapshotManifest? manifest = SnapshotManifest.TryParse(in stored);
            if (manifest is null) faults.Add((revision, "its manifest cannot be read"));
            else if (manifest.Journal != journal) faults.Add((revision, $"it belongs to journal {manifest.Journal}"));
            else
            {
                at = manifest.FirstPart - 1;
                // The oldest may have lost its beginning to the stream's limit.
                if (manifest.FirstPart >= state.FirstRevision) found.Add(new Found(manifest, revision));
            }
        }
        return new Listing(state, found, faults);
    }

    /// <summary>The state, or what is wrong with it.</summary>
    public static async Task<(byte[]? State, string? Fault)> LoadAsync(EventStoreClient client, string stream, SnapshotManifest manifest, CancellationToken stop)
    {
        byte[] state = new byte[manifest.Length];
        int length = 0;
        long expected = manifest.FirstPart;
        await foreach (StoredEvent part in client.ReadAsync(stream, manifest.FirstPart, Math.Max(manifest.Parts, 1), stop).ConfigureAwait(false))
        {
            if (expected == manifest.FirstPart + manifest.Parts) break;
            if (part.Revision != expected++ || part.Type != PartType) return (null, string.Create(CultureInfo.InvariantCulture, $"its part at revision {expected - 1} is missing"));
            if (part.Data.Length > state.Length - length) return (null, "its parts are longer than its manifest says");
            part.Data.Span.CopyTo(state.AsSpan(length));
            length += part.Data.Length;
        }
        if (expected != manifest.FirstPart + manifest.Parts) return (null, string.Create(CultureInfo.InvariantCulture, $"its part at revision {expected} is missing"));
        if (length != state.Length) return (null, "its parts are shorter than its manifest says");
        return SnapshotManifest.HashOf(state) == manifest.Hash ? (state, null) : (null, "its checksum does not hold");
    }
}
