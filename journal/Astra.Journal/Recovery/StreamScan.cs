using System.Globalization;
using System.Runtime.InteropServices;
using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>
/// What a stream holds, by its segment headers, the seals between them and the frames of its last segment: enough to go on from,
/// whatever the journal's size. It changes nothing.
/// </summary>
internal sealed class StreamScan
{
    public required IReadOnlyList<SegmentFile> Segments { get; init; }
    public long FirstSequence { get; private set; }
    public long NextSequence { get; private set; }
    public int NextOrdinal { get; private set; }
    public Guid? JournalId { get; private set; }
    public Timestamp HighestTime { get; private set; }
    /// <summary>Scan of the last segment whose frames were read, null when there was none.</summary>
    public SegmentScan? Last { get; private set; }
    /// <summary>Index of that segment.</summary>
    public int LastIndex { get; private set; } = -1;
    public Damage? Damage { get; private set; }
    /// <summary>How many segments, from the first, are good; one more may hold a good beginning, see <see cref="Last"/>.</summary>
    public int Good { get; private set; }

    /// <param name="thorough">Read the frames of every segment, to find damage wherever it is.</param>
    /// <param name="check">Sees every frame that is read and may say why it cannot stand.</param>
    public static StreamScan Run(string folder, JournalStream stream, Guid? journalId = null, bool thorough = false,
        Func<FrameHeader, ArraySegment<byte>, string?>? check = null)
    {
        // Before the segments: a tip that is read later may speak of one that was started meanwhile.
        TipMark? tip = TipMark.Read(folder, stream);
        List<SegmentFile> segments = SegmentFile.List(folder, stream);
        RetainedMark mark = RetainedMark.Read(folder);
        StreamScan scan = new()
        {
            Segments = segments,
            FirstSequence = mark.FirstSequence(stream),
            NextSequence = mark.FirstSequence(stream),
            NextOrdinal = (int)mark.FirstOrdinal(stream),
            JournalId = journalId,
        };
        if (segments.Count == 0 && mark.FirstOrdinal(stream) > 0)
        {
            scan.Damage = new Damage(Path.Combine(folder, JournalFiles.Retained), 0, scan.NextSequence, $"every segment of stream '{stream}' is missing");
            return scan;
        }
        while (scan.Good < segments.Count && scan.Damage is null) scan.Take(segments[scan.Good], scan.Good == segments.Count - 1, thorough, check);
        scan.Damage ??= CheckTip(folder, stream, tip, scan.NextOrdinal, scan.NextSequence);
        return scan;
    }

    /// <summary>
    /// A tip that names a later segment than the last one found proves that segments are gone, unless a writer that opens the journal
    /// has just taken an empty one away and put another in its place.
    /// </summary>
    public static Damage? CheckTip(string folder, JournalStream stream, TipMark? tip, int nextOrdinal, long nextSequence) =>
        tip is not { } newest || newest.Ordinal < nextOrdinal || TipMark.Read(folder, stream) != tip ||
        File.Exists(JournalFiles.Segment(folder, stream, newest.First)) ? null
        : new Damage(JournalFiles.Segment(folder, stream, newest.First), 0, nextSequence, string.Create(CultureInfo.InvariantCulture,
            $"segment number {newest.Ordinal}, which begins at sequence {newest.First}, is missing"));

    /// <summary>What is wrong between the segments before and this one, by its header alone; null when it follows.</summary>
    public static Damage? CheckHeader(SegmentFile segment, int ordinal, long sequence, Guid? journalId)
    {
        string? what =
            segment.Fault is { } fault ? fault
            : journalId is { } id && segment.Header.JournalId != id ? "the segment belongs to another journal"
            : segment.Header.Ordinal != ordinal ? string.Create(CultureInfo.InvariantCulture,
                $"segment number {ordinal} should follow, this is number {segment.Header.Ordinal}: a segment is missing or misplaced")
            : segment.Header.FirstSequence != sequence ? string.Create(CultureInfo.InvariantCulture,
                $"sequence {sequence} should follow, the segment begins at {segment.Header.FirstSequence}: a segment is missing or misplaced")
            : null;
        return what is null ? null : new Damage(segment.Path, 0, sequence, what);
    }

    private void Take(SegmentFile segment, bool newest, bool thorough, Func<FrameHeader, ArraySegment<byte>, string?>? check)
    {
        Damage = CheckHeader(segment, NextOrdinal, NextSequence, JournalId);
        if (Damage is not null) return;
        JournalId ??= segment.Header.JournalId;
        if (!newest && !thorough && TrySealAtEnd(segment, out FrameHeader seal))
        {
            NextSequence = seal.FirstSequence;
            HighestTime = seal.HighestTime;
        }
        else
        {
            Last = SegmentScan.Run(segment, newest, check);
            LastIndex = Good;
            NextSequence = Last.NextSequence;
            if (!Last.Empty || Last.Sealed) HighestTime = Last.HighestTime;
            Damage = Last.Damage;
            if (Damage is not null) return;
        }
        NextOrdinal++;
        Good++;
    }

    // A sealed segment is trimmed behind its seal, so the seal is found without walking the frames.
    private static bool TrySealAtEnd(SegmentFile segment, out FrameHeader seal)
    {
        Span<byte> bytes = stackalloc byte[FrameHeader.Length];
        using SafeFileHandle file = segment.OpenRead();
        seal = default;
        if (segment.Bytes < SegmentHeader.Length + FrameHeader.Length) return false;
        if (RandomAccess.Read(file, bytes, segment.Bytes - FrameHeader.Length) != FrameHeader.Length) return false;
        seal = MemoryMarshal.Read<FrameHeader>(bytes);
        return seal.Magic == FrameHeader.MagicValue && seal is { Kind: FrameKind.Seal, BodyLength: 0 } && FrameHeader.ChecksumHolds(bytes);
    }
}
