using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Snapshots in a stream beside the frames: the state in parts of at most <see cref="PartBytes"/>, then a manifest that says what belongs together. A snapshot counts once its manifest is stored. It is
/// a short cut, never a need: a save that the server does not take in time is reported, counted and given up. The stream keeps as many events as the snapshots wanted need ($maxCount), and
/// where those were of different sizes it begins at the oldest wanted ($tb). From one thread, but <see cref="Release"/>. A save holds the state once more in memory.
/// </summary>
public sealed class EventStoreSnapshotStore : ISnapshotStore, IReleasable, IDisposable
{
    /// <summary>Below the server's usual 1 MiB for one append.</summary>
    public const int PartBytes = 900 * 1024;

    public const int DefaultKept = 8;

    /// <summary>How often a save begins anew because somebody else wrote to the stream.</summary>
    private const int Tries = 3;

    private readonly EventStoreClient _client;
    private readonly string _stream;
    private readonly Guid _journalId;
    private readonly int _kept;
    private readonly Action<string> _report;
    private readonly CancellationTokenSource _release = new();
    private StoredSnapshots.Listing? _known;
    private long _maxCount;

    /// <param name="journalId">Snapshots of another journal in the stream are passed over.</param>
    /// <param name="kept">Snapshots that stay readable, 1 or more.</param>
    /// <param name="report">Told in one sentence about each snapshot that was passed over or not saved.</param>
    public EventStoreSnapshotStore(EventStoreClient client, SessionName name, Guid journalId, int kept = DefaultKept, Action<string>? report = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(kept, 1);
        (_client, _stream, _journalId, _kept) = (client, name.Snapshots, journalId, kept);
        _report = report ?? (static _ => { });
    }

    /// <summary>How long one save may wait for the server in all; more than zero.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told where sequences stand when snapshots are loaded, and asked when they are saved.</summary>
    internal FrameHints Hints { get; init; } = new();

    public int Saved { get; private set; }

    /// <summary>Saves given up since this was made.</summary>
    public int Skipped { get; private set; }

    public void Save(long sequence, ReadOnlySpan<byte> state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sequence);
        _release.Token.ThrowIfCancellationRequested();
        byte[] copy = state.ToArray();
        try
        {
            Waiting.For(() => InTimeAsync(stop => SaveAsync(sequence, copy, stop)));
            Saved++;
        }
        catch (JournalException fault)
        {
            Skipped++;
            _report(string.Create(CultureInfo.InvariantCulture,
                $"{_stream}: the snapshot of sequence {sequence} was not saved, {fault.Problem}; recovery starts from an older one or replays the whole journal"));
            return;
        }
        RemoveOldest();
    }

    public IReadOnlyList<long> List() =>
        [.. Waiting.For(() => StoredSnapshots.ListAsync(_client, _stream, _journalId, int.MaxValue, _release.Token)).Snapshots.Select(s => s.Manifest.Sequence).Distinct().Order()];

    public bool TryLoad(long atMost, out long sequence, [NotNullWhen(true)] out byte[]? state)
    {
        StoredSnapshots.Listing all = Waiting.For(() => StoredSnapshots.ListAsync(_client, _stream, _journalId, int.MaxValue, _release.Token));
        foreach ((long revision, string text) in all.Faults) PassOver(revision, text);
        foreach ((SnapshotManifest manifest, long revision) in all.Snapshots.Where(s => s.Manifest.Sequence <= atMost).OrderByDescending(s => s.Manifest.Sequence).ThenByDescending(s => s.Revision))
        {
            (byte[]? loaded, string? fault) = Waiting.For(() => StoredSnapshots.LoadAsync(_client, _stream, manifest, _release.Token));
            if (loaded is not null)
            {
                (sequence, state) = (manifest.Sequence, loaded);
                if (manifest.Frame >= 0) Hints.Note(manifest.Sequence, manifest.Frame);
                return true;
            }
            PassOver(revision, fault!);
        }
        (sequence, state) = (-1, null);
        return false;
    }

    public void Release() => _release.Cancel();

    public void Dispose() => _release.Dispose();

    /// <summary>Too late is one more reason not to have been saved.</summary>
    private async Task InTimeAsync(Func<CancellationToken, Task> work)
    {
        using CancellationTokenSource late = new(Patience, _client.Time);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _release.Token);
        try
        {
            await work(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!_release.IsCancellationRequested)
        {
            throw new EventStoreException(JournalErrorKind.Unavailable, _stream, string.Create(CultureInfo.InvariantCulture, $"the server took longer than {Patience.TotalSeconds:0.#} s"),
                "see to the server", e);
        }
    }

    private async Task SaveAsync(long sequence, byte[] state, CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            // Until the manifest is acknowledged it is not known where the stream ends.
            StoredSnapshots.Listing before = _known ?? await StoredSnapshots.ListAsync(_client, _stream, _journalId, int.MaxValue, stop).ConfigureAwait(false);
            _known = null;
            try
            {
                _known = await SaveBehindAsync(before, sequence, state, stop).ConfigureAwait(false);
                return;
            }
            catch (WrongRevisionException) when (attempt < Tries)
            {
                // Somebody else has written meanwhile; what was stored of this snapshot has no manifest and is never looked at. The end is read again.
                await Task.Yield();
            }
        }
    }

    private async Task<StoredSnapshots.Listing> SaveBehindAsync(StoredSnapshots.Listing before, long sequence, byte[] state, CancellationToken stop)
    {
        int parts = (state.Length + PartBytes - 1) / PartBytes;
        await MakeRoomAsync(before, parts, stop).ConfigureAwait(false);
        long last = before.Stream.LastRevision;
        byte[] journal = _journalId.ToByteArray();
        long firstPart = -1;
        for (int part = 0; part < parts; part++)
        {
            ReadOnlyMemory<byte> bytes = state.AsMemory(part * PartBytes, Math.Min(PartBytes, state.Length - part * PartBytes));
            last = await _client.AppendAsync(_stream, last, [new ProposedEvent(Guid.NewGuid(), StoredSnapshots.PartType, bytes, journal, IsJson: false)], stop).ConfigureAwait(false);
            if (part == 0) firstPart = last;
        }
        // A stream that was deleted goes on with its old numbers, so only the server knows the first part's.
        if (parts == 0) firstPart = last + 1;
        SnapshotManifest manifest = new(_journalId, sequence, state.Length, SnapshotManifest.HashOf(state), parts, firstPart, Hints.RevisionNear(sequence));
        last = await _client.AppendAsync(_stream, last, [new ProposedEvent(Guid.NewGuid(), StoredSnapshots.ManifestType, manifest.ToJson(), journal, IsJson: true)], stop).ConfigureAwait(false);
        StreamState now = new(true, Math.Max(before.Stream.FirstRevision, 0), last);
        return new StoredSnapshots.Listing(now, [new StoredSnapshots.Found(manifest, last), .. before.Snapshots.Where(s => s.Manifest.FirstPart > last - _maxCount)], []);
    }

    /// <summary>Before anything is written, so that a larger state never pushes out the good snapshots before it, nor what is left of a save that was given up.</summary>
    private async Task MakeRoomAsync(StoredSnapshots.Listing before, int parts, CancellationToken stop)
    {
        long needed = (long)_kept * (parts + 1);
        if (_kept > 1 && before.Snapshots.Count > 0)
        {
            StoredSnapshots.Found oldest = before.Snapshots[Math.Min(before.Snapshots.Count, _kept - 1) - 1];
            needed = Math.Max(needed, before.Stream.LastRevision + parts + 1 - oldest.Manifest.FirstPart + 1);
        }
        if (needed <= _maxCount) return;
        StreamMetadata metadata = await _client.GetMetadataAsync(_stream, stop).ConfigureAwait(false);
        if (metadata.MaxCount is not { } set || set < needed) await _client.SetMetadataAsync(_stream, metadata with { MaxCount = needed }, stop).ConfigureAwait(false);
        _maxCount = Math.Max(needed, metadata.MaxCount ?? 0);
    }

    /// <summary>Snapshots of different sizes leave more of them than are wanted under one limit by number of events.</summary>
    private void RemoveOldest()
    {
        if (_known is not { } known || known.Snapshots.Count <= _kept) return;
        try
        {
            Waiting.For(() => InTimeAsync(stop => BeginAtAsync(known.Snapshots[_kept - 1].Manifest.FirstPart, stop)));
            _known = known with { Snapshots = [.. known.Snapshots.Take(_kept)] };
        }
        catch (JournalException fault)
        {
            _report($"{_stream}: older snapshots than wanted stay for now, {fault.Problem}");
        }
    }

    private async Task BeginAtAsync(long revision, CancellationToken stop)
    {
        StreamMetadata metadata = await _client.GetMetadataAsync(_stream, stop).ConfigureAwait(false);
        await _client.SetMetadataAsync(_stream, metadata with { TruncateBefore = revision }, stop).ConfigureAwait(false);
    }

    private void PassOver(long revision, string why) =>
        _report(string.Create(CultureInfo.InvariantCulture, $"{_stream}@{revision}: the snapshot is passed over, {why}; an older one or the whole journal is replayed instead"));
}
