using System.Globalization;
using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>
/// Reads a segment from its first frame to its last good one and judges what comes after. A writer may be at work meanwhile: what looks
/// damaged is read again after the evidence against it was seen, and only what is still bad then is damage.
/// </summary>
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
    public Damage? Damage { get; private set; }
    public Timestamp? FirstTime;
    public Timestamp HighestTime;

    public bool Empty => Frames == 0;

    /// <summary>How often torn bytes are looked at again, a moment apart: a write on its way is whole by then.</summary>
    private const int TornLooks = 2;

    /// <param name="newest">True for the stream's last segment, the only one that may be without a seal.</param>
    /// <param name="check">Sees every good frame and its body, and may say why it cannot stand.</param>
    public static SegmentScan Run(SegmentFile segment, bool newest, Func<FrameHeader, ArraySegment<byte>, string?>? check = null)
    {
        using SafeFileHandle file = segment.OpenRead();
        FrameCursor cursor = new(file, SegmentHeader.Length);
        SegmentScan scan = new() { NextSequence = segment.Header.FirstSequence };
        int torn = 0;
        while (true)
        {
            scan.Walk(segment, cursor, check);
            if (scan.Sealed || scan.Damage is not null) return scan;
            Evidence evidence = Evidence.Of(file, scan.GoodEnd, scan.NextSequence);
            // The evidence first, then the place again: a writer finishes a frame before it begins what proves it.
            FrameStatus again = cursor.Read(scan.NextSequence);
            if (again is FrameStatus.Events or FrameStatus.Seal)
            {
                cursor.MoveTo(scan.GoodEnd);
                continue;
            }
            scan.Judge(segment, newest, evidence, again == FrameStatus.Bad ? cursor.Fault : "nothing was written here");
            if (scan.TornBytes == 0 || torn++ == TornLooks) return scan;
            scan.TornBytes = 0;
            Thread.Sleep(1);
        }
    }

    /// <summary>Takes every good frame from here on.</summary>
    private void Walk(SegmentFile segment, FrameCursor cursor, Func<FrameHeader, ArraySegment<byte>, string?>? check)
    {
        FrameStatus status;
        while ((status = cursor.Read(NextSequence)) == FrameStatus.Events)
        {
            if (Refusal(check, cursor) is { } refused)
            {
                Fail(segment, refused);
                return;
            }
            Frames++;
            Events += cursor.Header.Count;
            NextSequence += cursor.Header.Count;
            GoodEnd = cursor.Position;
            FirstTime ??= cursor.Header.FirstTime;
            HighestTime = cursor.Header.HighestTime;
        }
        Sealed = status == FrameStatus.Seal;
        if (Sealed && Empty) HighestTime = cursor.Header.HighestTime;
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

    private void Judge(SegmentFile segment, bool newest, Evidence evidence, string fault)
    {
        FrameSearch.Result behind = evidence.Behind;
        // Inbound frames are synced one after the other, so a good one proves that those before it were durable. Outbound frames are
        // not, and a power cut may keep a later one: there the core says the missing ones again.
        bool proves = segment.Header.Stream == JournalStream.In || !newest;
        if (behind.GoodFrameAt >= 0 && proves)
        {
            Fail(segment, string.Create(CultureInfo.InvariantCulture,
                $"{fault}, while a good frame with sequence {behind.Sequence} stands behind it at byte {behind.GoodFrameAt}"));
        }
        else if (evidence.Length < segment.Header.AllocatedBytes)
        {
            Fail(segment, string.Create(CultureInfo.InvariantCulture,
                $"{fault}: the segment has {evidence.Length} of {segment.Header.AllocatedBytes} bytes and no seal, so its end was cut off or damaged"));
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

    /// <summary>What stood behind the last good frame, and how long the file was, at one moment.</summary>
    private readonly record struct Evidence(FrameSearch.Result Behind, long Length)
    {
        public static Evidence Of(SafeFileHandle file, long from, long sequence) =>
            new(FrameSearch.Behind(file, from, sequence), RandomAccess.GetLength(file));
    }
}
