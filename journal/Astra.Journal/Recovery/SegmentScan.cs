using System.Globalization;
using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>Reads a segment from its first frame to its last good one and judges what comes after.</summary>
internal sealed class SegmentScan
{
    public long Frames;
    public long Events;
    public long NextSequence;
    /// <summary>Offset behind the last good frame of events.</summary>
    public long GoodEnd = SegmentHeader.Length;
    public bool Sealed;
    /// <summary>Bytes behind the good end that belong to no whole frame: a write that did not finish.</summary>
    public long TornBytes;
    public Damage? Damage;
    public Timestamp? FirstTime;
    public Timestamp HighestTime;

    public bool Empty => Frames == 0;

    /// <param name="newest">True for the stream's last segment, the only one that may be without a seal.</param>
    /// <param name="check">Sees every good frame and its body, and may say why it cannot stand.</param>
    public static SegmentScan Run(SegmentFile segment, bool newest, Func<FrameHeader, ArraySegment<byte>, string?>? check = null)
    {
        using SafeFileHandle file = segment.OpenRead();
        FrameCursor cursor = new(file, SegmentHeader.Length);
        SegmentScan scan = new() { NextSequence = segment.Header.FirstSequence };
        FrameStatus status;
        while ((status = cursor.Read(scan.NextSequence)) == FrameStatus.Events)
        {
            if (Refusal(check, cursor) is { } refused)
            {
                scan.Fail(segment, refused);
                return scan;
            }
            scan.Frames++;
            scan.Events += cursor.Header.Count;
            scan.NextSequence += cursor.Header.Count;
            scan.GoodEnd = cursor.Position;
            scan.FirstTime ??= cursor.Header.FirstTime;
            scan.HighestTime = cursor.Header.HighestTime;
        }
        if (status == FrameStatus.Seal)
        {
            scan.Sealed = true;
            if (scan.Empty) scan.HighestTime = cursor.Header.HighestTime;
        }
        else
        {
            scan.Judge(segment, newest, file, status == FrameStatus.Bad ? cursor.Fault : "nothing was written here");
        }
        return scan;
    }

    // A body whose checksum holds and which still does not parse holds something that this build does not know.
    private static string? Refusal(Func<FrameHeader, ArraySegment<byte>, string?>? check, FrameCursor cursor)
    {
        try
        {
            return check?.Invoke(cursor.Header, cursor.Body);
        }
        catch (InvalidDataException fault)
        {
            return fault.Message;
        }
    }

    private void Judge(SegmentFile segment, bool newest, SafeFileHandle file, string fault)
    {
        FrameSearch.Result behind = FrameSearch.Behind(file, GoodEnd, NextSequence);
        // Inbound frames are synced one after the other, so a good one proves that those before it were durable. Outbound frames are
        // not, and a power cut may keep a later one: there the core says the missing ones again.
        bool proves = segment.Header.Stream == JournalStream.In || !newest;
        if (behind.GoodFrameAt >= 0 && proves)
        {
            Fail(segment, string.Create(CultureInfo.InvariantCulture,
                $"{fault}, while a good frame with sequence {behind.Sequence} stands behind it at byte {behind.GoodFrameAt}"));
        }
        else if (RandomAccess.GetLength(file) < segment.Header.AllocatedBytes)
        {
            Fail(segment, string.Create(CultureInfo.InvariantCulture,
                $"{fault}: the segment has {RandomAccess.GetLength(file)} of {segment.Header.AllocatedBytes} bytes and no seal, so its end was cut off or damaged"));
        }
        else if (!newest)
        {
            Fail(segment, $"{fault}: the segment has no seal although a later one exists, so its end is missing");
        }
        else
        {
            TornBytes = behind.WrittenTo - GoodEnd;
        }
    }

    private void Fail(SegmentFile segment, string what) => Damage = new Damage(segment.Path, GoodEnd, NextSequence, what);
}
