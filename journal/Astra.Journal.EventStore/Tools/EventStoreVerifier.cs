using System.Globalization;
using System.Text.Json;
using Astra.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Reads everything of a session: each frame's place, id, checksum and numbering, each event's encoding, both streams, the snapshots. It changes nothing and goes on behind damage, to name all of it. In a
/// finding the file is the stream and the offset the revision. A writer may be at work meanwhile.
/// </summary>
public sealed class EventStoreVerifier
{
    private readonly EventStoreClient _client;
    private readonly SessionName _name;
    private readonly List<JournalFinding> _findings = [];
    private readonly Orphans _orphans = new();
    private long _events, _frames, _outbound;

    private EventStoreVerifier(EventStoreClient client, SessionName name) => (_client, _name) = (client, name);

    /// <exception cref="JournalException">There is no such session, or the server cannot be read.</exception>
    public static Task<JournalVerification> RunAsync(EventStoreClient client, SessionName name, CancellationToken stop = default) => new EventStoreVerifier(client, name).RunAsync(stop);

    private async Task<JournalVerification> RunAsync(CancellationToken stop)
    {
        FrameWalk inbound = new(_client, _name, JournalStream.In);
        await VerifyStreamAsync(inbound, JournalStream.In, stop).ConfigureAwait(false);
        if (!inbound.Exists) throw await new SessionIndex(_client).MissingAsync(_name, stop).ConfigureAwait(false);
        long last = inbound.NextSequence - 1;
        _orphans.Beyond = last;
        await VerifyStreamAsync(new FrameWalk(_client, _name, JournalStream.Out) { JournalId = inbound.FoundJournalId }, JournalStream.Out, stop).ConfigureAwait(false);
        List<StoredSnapshots.Found> snapshots = await VerifySnapshotsAsync(inbound.FoundJournalId, stop).ConfigureAwait(false);
        // Outbound events and snapshots that came since rest on inbound events that came since: compare with an end that is read after them.
        if (_orphans.Any || snapshots.Exists(s => s.Manifest.Sequence > last)) last = Math.Max(last, await EndAsync(inbound.FoundJournalId, stop).ConfigureAwait(false));
        if (_orphans.Finding(last) is { } orphans) _findings.Add(orphans);
        AddSnapshotsBeyond(snapshots, last);
        return new JournalVerification(_events, _frames, _outbound, snapshots.Count, _findings);
    }

    private async Task VerifyStreamAsync(FrameWalk walk, JournalStream kind, CancellationToken stop)
    {
        Markets.Timestamp highest = new(long.MinValue);
        await foreach (FrameWalk.Step step in walk.RunAsync(stop).ConfigureAwait(false))
        {
            long revision = step.Stored.Revision;
            if (step.Fault is { } fault) Add(FindingSeverity.Damage, walk.Stream, revision, step.Sequence, fault);
            if (step.Header is not { } header) continue;
            if (header.HighestTime < highest)
                Add(FindingSeverity.Warning, walk.Stream, revision, header.FirstSequence, "the frame's highest time is below that of the frame before it; no event is lost, but a search by time may miss some");
            highest = header.HighestTime;
            try
            {
                if (header.Kind == FrameKind.Opened) VerifyMark(step, walk.FoundJournalId);
                else if (revision == 0) throw new InvalidDataException("the stream does not begin with the mark of who opened it");
                else if (kind == JournalStream.In) VerifyInbound(header, new BodyCursor(step.Body));
                else VerifyOutbound(walk.Stream, revision, header, new BodyCursor(step.Body));
            }
            catch (InvalidDataException unreadable)
            {
                Add(FindingSeverity.Damage, walk.Stream, revision, header.FirstSequence, unreadable.Message);
            }
        }
    }

    private static void VerifyMark(in FrameWalk.Step step, Guid journal)
    {
        if (OpenedMark.IsShort(step.Body)) return;
        try
        {
            OpenedMark mark = OpenedMark.Parse(step.Body);
            if (mark.Journal != journal) throw new InvalidDataException($"the mark of who opened the stream names journal {mark.Journal}, the stream belongs to {journal}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the mark of who opened the stream cannot be read: {e.Message}", e);
        }
    }

    private void VerifyInbound(in FrameHeader header, BodyCursor events)
    {
        _frames++;
        InboundEvent e = default;
        int count = 0;
        while (events.TryReadInbound(ref e)) count++;
        _events += count;
        CheckCount(header, count);
    }

    private void VerifyOutbound(string stream, long revision, in FrameHeader header, BodyCursor events)
    {
        OutboundEvent e = default;
        int count = 0;
        while (events.TryReadOutbound(ref e))
        {
            long expected = header.FirstSequence + count++;
            if (e.Header.Sequence != expected)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"outbound event {e.Header.Sequence} stands at {expected}"));
            _orphans.See(stream, expected, e.Header.Cause, revision);
        }
        _outbound += count;
        CheckCount(header, count);
    }

    private static void CheckCount(in FrameHeader header, int count)
    {
        if (count != header.Count)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the frame holds {count} events, its header says {header.Count}"));
    }

    /// <summary>Reads each snapshot and returns the good ones, newest first.</summary>
    private async Task<List<StoredSnapshots.Found>> VerifySnapshotsAsync(Guid journal, CancellationToken stop)
    {
        StoredSnapshots.Listing all = await StoredSnapshots.ListAsync(_client, _name.Snapshots, journal, int.MaxValue, stop).ConfigureAwait(false);
        foreach ((long revision, string text) in all.Faults) AddSnapshotFault(revision, -1, text);
        List<StoredSnapshots.Found> good = [];
        foreach (StoredSnapshots.Found found in all.Snapshots)
        {
            (byte[]? state, string? fault) = await StoredSnapshots.LoadAsync(_client, _name.Snapshots, found.Manifest, stop).ConfigureAwait(false);
            if (state is not null) good.Add(found);
            // A writer that saves a new one pushes out the oldest.
            else if (await _client.FirstRevisionAsync(_name.Snapshots, stop).ConfigureAwait(false) <= found.Manifest.FirstPart)
                AddSnapshotFault(found.Revision, found.Manifest.Sequence, fault!);
        }
        return good;
    }

    private async Task<long> EndAsync(Guid journal, CancellationToken stop)
    {
        StoredEvent? last = await _client.ReadLastAsync(_name.Journal, stop).ConfigureAwait(false);
        return last is { } stored && StoredFrame.Check(_name.Journal, in stored, JournalStream.In, journal, out FrameHeader header) is null ? header.FirstSequence + header.Count - 1 : -1;
    }

    private void AddSnapshotFault(long revision, long sequence, string fault) => Add(FindingSeverity.Warning, _name.Snapshots, revision, sequence,
        $"the snapshot cannot be used: {fault}; no event is lost, recovery starts from the one before it or from the first event");

    private void AddSnapshotsBeyond(List<StoredSnapshots.Found> good, long last)
    {
        List<StoredSnapshots.Found> beyond = good.FindAll(s => s.Manifest.Sequence > last);
        if (beyond.Count == 0) return;
        StoredSnapshots.Found worst = beyond.MaxBy(s => s.Manifest.Sequence);
        Add(FindingSeverity.Damage, _name.Snapshots, worst.Revision, last + 1, string.Create(CultureInfo.InvariantCulture,
            $"a snapshot of sequence {worst.Manifest.Sequence} exists, but the journal ends at {last}: durable events are gone ({beyond.Count} such snapshots)"));
    }

    private void Add(FindingSeverity severity, string stream, long revision, long sequence, string text) =>
        _findings.Add(new JournalFinding(severity, stream, revision, sequence, text));
}
