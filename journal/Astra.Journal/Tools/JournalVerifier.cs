using System.Globalization;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// Reads everything in a journal folder: each checksum, the numbering of frames and segments, each event's encoding, both streams, the
/// snapshots and indexes. It changes nothing and goes on behind damage, to name all of it. A writer may be at work meanwhile.
/// </summary>
public sealed class JournalVerifier
{
    private readonly string _folder;
    private readonly List<JournalFinding> _findings = [];
    private readonly Orphans _orphans = new();
    private long _events, _frames, _outbound;

    private JournalVerifier(string folder) => _folder = folder;

    /// <summary>Verifies a folder; throws <see cref="JournalException"/> when there is no journal or it cannot be read.</summary>
    public static JournalVerification Run(string folder)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder) || !JournalFiles.Holds(folder))
            throw new JournalException(JournalErrorKind.NotFound, folder, "there is no journal here", "name a folder that a journal was written to");
        try
        {
            JournalVerification first = SecondLook.At(() => new JournalVerifier(folder).Run());
            if (first.Good) return first;
            // A writer that opens, closes or shortens the journal moves files; only what two looks both show is damage.
            JournalVerification second = SecondLook.At(() => new JournalVerifier(folder).Run());
            return second with { Findings = [.. second.Findings.Where(f => f.Severity != FindingSeverity.Damage || first.Damages(f.File))] };
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, folder, "reading the journal");
        }
    }

    private JournalVerification Run()
    {
        RetainedMark mark;
        try
        {
            mark = RetainedMark.Read(_folder);
        }
        catch (JournalCorruptException fault)
        {
            Add(FindingSeverity.Damage, fault.Path, 0, -1, fault.What);
            return Outcome(0);
        }
        (long last, Guid? id) = VerifyStream(JournalStream.In, mark, null);
        _orphans.Beyond = last;
        VerifyStream(JournalStream.Out, mark, id);
        List<long> snapshots = VerifySnapshots();
        // Outbound events and snapshots that came since rest on inbound events that came since: compare with an end that is read after them.
        if (_orphans.Any || snapshots.Exists(s => s > last))
            last = Math.Max(last, StreamScan.Run(_folder, JournalStream.In).NextSequence - 1);
        if (_orphans.Finding(last) is { } orphans) _findings.Add(orphans);
        AddSnapshotsBeyond(snapshots, last);
        return Outcome(snapshots.Count);
    }

    private (long Last, Guid? Id) VerifyStream(JournalStream stream, RetainedMark mark, Guid? id)
    {
        TipMark? tip = TipMark.Read(_folder, stream);
        List<SegmentFile> segments = SegmentFile.List(_folder, stream);
        long next = mark.FirstSequence(stream);
        int ordinal = (int)mark.FirstOrdinal(stream);
        if (segments.Count == 0 && ordinal > 0) Add(FindingSeverity.Damage, Path.Combine(_folder, JournalFiles.Retained), 0, next, $"every segment of stream '{stream}' is missing");
        for (int i = 0; i < segments.Count; i++)
        {
            SegmentFile segment = segments[i];
            if (StreamScan.CheckHeader(segment, ordinal, next, id) is { } damage) Add(damage);
            if (segment.Fault is not null) continue;
            id ??= segment.Header.JournalId;
            SegmentScan scan = SegmentScan.Run(segment, newest: i == segments.Count - 1,
                (header, body) => VerifyBody(segment, stream, header, body));
            if (scan.Damage is not null) Add(scan.Damage);
            if (scan.TornBytes > 0) AddTorn(segment, scan);
            VerifyIndex(segment);
            _frames += stream == JournalStream.In ? scan.Frames : 0;
            next = scan.NextSequence;
            ordinal = segment.Header.Ordinal + 1;
        }
        if (StreamScan.CheckTip(_folder, stream, tip, ordinal, next) is { } missing) Add(missing);
        if (tip is null && TipMark.Read(_folder, stream) is null && File.Exists(JournalFiles.Tip(_folder, stream)))
            Add(FindingSeverity.Note, JournalFiles.Tip(_folder, stream), 0, -1, "the mark of the newest segment is damaged; it is made anew at the next opening");
        return (next - 1, id);
    }

    private string? VerifyBody(SegmentFile segment, JournalStream stream, FrameHeader header, ArraySegment<byte> body)
    {
        try
        {
            if (stream == JournalStream.In) VerifyInbound(header, new BodyCursor(body));
            else VerifyOutbound(segment, header, new BodyCursor(body));
        }
        catch (InvalidDataException fault)
        {
            Add(FindingSeverity.Damage, segment.Path, 0, header.FirstSequence, fault.Message);
        }
        return null;
    }

    private void VerifyInbound(FrameHeader header, BodyCursor events)
    {
        InboundEvent e = default;
        int count = 0;
        while (events.TryReadInbound(ref e)) count++;
        _events += count;
        CheckCount(header, count);
    }

    private void VerifyOutbound(SegmentFile segment, FrameHeader header, BodyCursor events)
    {
        OutboundEvent e = default;
        int count = 0;
        while (events.TryReadOutbound(ref e))
        {
            long expected = header.FirstSequence + count++;
            if (e.Header.Sequence != expected)
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"outbound event {e.Header.Sequence} stands at {expected}"));
            _orphans.See(segment.Path, expected, e.Header.Cause);
        }
        _outbound += count;
        CheckCount(header, count);
    }

    private static void CheckCount(FrameHeader header, int count)
    {
        if (count != header.Count)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"the frame holds {count} events, its header says {header.Count}"));
    }

    /// <summary>Reads each snapshot and returns the sequences of the good ones, rising.</summary>
    private List<long> VerifySnapshots()
    {
        SnapshotStore store = new(_folder);
        List<long> good = [];
        foreach (long sequence in store.List())
        {
            string? fault = store.Check(sequence, out _);
            if (fault is null) good.Add(sequence);
            // A writer that saves a new one deletes the oldest.
            else if (File.Exists(store.PathOf(sequence)))
                Add(FindingSeverity.Warning, store.PathOf(sequence), 0, sequence,
                    $"the snapshot cannot be used: {fault}; no event is lost, recovery starts from the one before it or from the first event: delete the file");
        }
        return good;
    }

    private void AddSnapshotsBeyond(List<long> good, long last)
    {
        int beyond = good.Count(s => s > last);
        if (beyond == 0) return;
        Add(FindingSeverity.Damage, new SnapshotStore(_folder).PathOf(good[^1]), 0, last + 1, string.Create(CultureInfo.InvariantCulture,
            $"a snapshot of sequence {good[^1]} exists, but the journal ends at {last}: durable events are gone ({beyond} such snapshots)"));
    }

    private void VerifyIndex(SegmentFile segment)
    {
        string index = JournalFiles.Index(segment.Path);
        if (File.Exists(index) && !SegmentIndex.TryRead(segment.Path, out _))
            Add(FindingSeverity.Note, index, 0, -1, "the index is damaged; frames are walked instead");
    }

    private void AddTorn(SegmentFile segment, SegmentScan scan) => Add(FindingSeverity.Note, segment.Path, scan.GoodEnd, scan.NextSequence,
        string.Create(CultureInfo.InvariantCulture,
            $"{scan.TornBytes} bytes of an unfinished write stand behind sequence {scan.NextSequence - 1}: cut at the next opening (or a writer is at work)"));

    private void Add(Damage damage) => Add(FindingSeverity.Damage, damage.File, damage.Offset, damage.Sequence, damage.What);

    private void Add(FindingSeverity severity, string file, long offset, long sequence, string text) =>
        _findings.Add(new JournalFinding(severity, file, offset, sequence, text));

    private JournalVerification Outcome(int snapshots) => new(_events, _frames, _outbound, snapshots, _findings);
}
