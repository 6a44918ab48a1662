using System.Diagnostics.CodeAnalysis;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Snapshots in a stream beside the frames: the state in parts of at most <see cref="PartBytes"/>, then a manifest that says what belongs together. A snapshot counts once its manifest is stored. It is a short
/// cut, never a need: a save that the server does not take in time is reported, counted and given up. The stream keeps as many events as the snapshots wanted need ($maxCount). From one thread, but <see cref="Release"/>.
/// </summary>
public sealed class EventStoreSnapshotStore : ISnapshotStore, IReleasable
{
    /// <summary>Below the server's usual 1 MiB for one append.</summary>
    public const int PartBytes = 900 * 1024;

    public const int DefaultKept = 8;

    /// <param name="journalId">Snapshots of another journal in the stream are passed over.</param>
    /// <param name="kept">Snapshots that stay readable, 1 or more.</param>
    /// <param name="report">Told in one sentence about each snapshot that was passed over or not saved.</param>
    public EventStoreSnapshotStore(EventStoreClient client, SessionName name, Guid journalId, int kept = DefaultKept, Action<string>? report = null)
    {
    }

    /// <summary>How long one save may wait for the server in all; more than zero.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told where sequences stand when snapshots are loaded, and asked when they are saved.</summary>
    internal FrameHints Hints { get; init; } = new();

    public int Saved { get; private set; }

    /// <summary>Saves given up since this was made.</summary>
    public int Skipped { get; private set; }

    public void Save(long sequence, ReadOnlySpan<byte> state) => throw new NotSupportedException();

    public IReadOnlyList<long> List() => throw new NotSupportedException();

    public bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state) => throw new NotSupportedException();

    public void Release() => throw new NotSupportedException();
}
