using System.Diagnostics.CodeAnalysis;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// The snapshots of a session: on the server as long as it holds the events of both streams that they rest on, else in the folder that has taken over.
/// A snapshot behind the end of a stream would look like lost events; so once the folder has the outbound events, it has the snapshots too, and shipping it brings both.
/// </summary>
/// <param name="stored">Last sequence that the server has acknowledged.</param>
internal sealed class SessionSnapshots(EventStoreSnapshotStore server, Takeover takeover, Func<long> stored, EventStoreJournalOptions options) : ISnapshotStore, IReleasable
{
    public void Save(long sequence, ReadOnlySpan<byte> state)
    {
        if (takeover.Folder is { } folder) new SnapshotStore(folder, options.SnapshotsKept, options.Report).Save(sequence, state);
        else if (sequence <= stored()) server.Save(sequence, state);
    }

    public IReadOnlyList<long> List() => server.List();

    public bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state) => server.TryLoad(atMost, out sequence, out state);

    public void Release() => server.Release();
}
