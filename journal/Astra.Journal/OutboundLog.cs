using System.Globalization;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// What left the process, in the journal's folder and in the same frames as the inbound events. It is written after the gate, from one
/// thread, and may lag the disk: whatever a power cut takes from it the core says again when it recovers.
/// </summary>
/// <remarks>Call <see cref="Sync"/> before a snapshot is saved: a core restored from it says again only what came after it.</remarks>
public sealed class OutboundLog : IOutboundLog
{
    private readonly string _folder;
    private readonly SegmentWriter _segments;
    private readonly FrameBuilder _frame;
    private readonly Lock _files = new();
    private JournalException? _failure;
    private long _next;
    private bool _closed;

    private OutboundLog(JournalOptions options, StreamPosition start, IReadOnlyList<string> messages)
    {
        _folder = options.Folder;
        _next = start.NextSequence;
        Messages = messages;
        _frame = new FrameBuilder(options.FrameLimit(options.OutboundSegmentBytes), options.MaxFrameEvents, start.HighestTime);
        _segments = new SegmentWriter(options, JournalStream.Out, start);
    }

    /// <summary>One sentence for each thing that opening found; empty after a clean close.</summary>
    public IReadOnlyList<string> Messages { get; }

    public long LastSequence => _next - 1;

    /// <summary>Opens the outbound log beside a journal, whose lock covers both. Throws <see cref="JournalException"/>.</summary>
    public static OutboundLog Open(EmbeddedJournal journal) => Open(journal, 0);

    /// <param name="first">Sequence of the first event of a new log whose beginning stands elsewhere; ignored where a log exists already.</param>
    internal static OutboundLog Open(EmbeddedJournal journal, long first)
    {
        JournalOptions options = journal.Options;
        try
        {
            if (first > 0 && JournalFiles.Segments(options.Folder, JournalStream.Out).Count == 0)
                (RetainedMark.Read(options.Folder) with { OutFirst = first }).Write(options.Folder);
            long last = journal.Recovery.LastSequence;
            StreamScan scan = StreamScan.Run(options.Folder, JournalStream.Out, journal.JournalId, thorough: options.Thorough,
                check: (_, body) => CausedBehind(body, last));
            StreamRecovery recovery = new(options, JournalStream.Out);
            StreamPosition start = recovery.Recover(scan, scan.Damage);
            File.Delete(JournalFiles.Spare(options.Folder, JournalStream.Out));
            return new OutboundLog(options, start, recovery.Messages);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, options.Folder, "opening the outbound log");
        }
    }

    public void Append(ref OutboundEvent e)
    {
        Check();
        ReadOnlySpan<byte> record = e.Canonical;
        if (record.Length == 0 || e.Header.Sequence != _next) Refuse(ref e);
        if (!_frame.HasRoom(record.Length)) Commit();
        _frame.AddRecord(record, e.Header.Time);
        _next++;
    }

    public void Commit()
    {
        Check();
        if (_frame.Count == 0) return;
        try
        {
            ReadOnlySpan<byte> frame = _frame.Finish(_next - _frame.Count, out FrameHeader header);
            lock (_files) _segments.Write(frame, in header);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        _frame.Clear();
    }

    /// <summary>Writes a sealed frame of events that was made elsewhere, as it is; handed over as by <see cref="Commit"/>.</summary>
    internal void AppendFrame(ReadOnlySpan<byte> frame, in FrameHeader header)
    {
        Commit();
        if (header.FirstSequence != _next)
        {
            throw new JournalException(JournalErrorKind.BadEvent, _folder,
                string.Create(CultureInfo.InvariantCulture, $"a frame that begins at outbound event {header.FirstSequence} was appended where {_next} follows"),
                "append only what the log lacks, in order");
        }
        try
        {
            lock (_files) _segments.Write(frame, in header);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        _frame.Raise(header.HighestTime);
        _next += header.Count;
    }

    /// <summary>Waits until everything committed is on the disk. May be called from another thread than the writer's.</summary>
    public void Sync()
    {
        Check();
        try
        {
            lock (_files) _segments.Sync();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    /// <summary>Commits, seals and closes. After an error it only closes.</summary>
    public void Dispose()
    {
        if (_closed) return;
        try
        {
            if (_failure is not null) return;
            Commit();
            _segments.Close(_next);
        }
        finally
        {
            Abandon();
        }
    }

    /// <summary>Lets go as a killed process would. For tests of recovery.</summary>
    public void Abandon()
    {
        _closed = true;
        _segments.Dispose();
    }

    /// <summary>What lost inbound events caused cannot stand: the core will say something else under the same sequences.</summary>
    private static string? CausedBehind(ArraySegment<byte> body, long last)
    {
        OutboundEvent e = default;
        BodyCursor events = new(body);
        while (events.TryReadOutbound(ref e))
        {
            if (e.Header.Cause > last)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"outbound event {e.Header.Sequence} was caused by sequence {e.Header.Cause}, but the journal ended at {last}");
            }
        }
        return null;
    }

    private void Check()
    {
        if (_failure is not null) throw _failure;
        if (_closed) throw new JournalException(JournalErrorKind.Closed, _folder, "the outbound log was closed", "open it again");
    }

    private JournalException Fail(Exception e) =>
        _failure = e as JournalException ?? IoFault.Of(e, _folder, string.Create(CultureInfo.InvariantCulture, $"writing outbound event {_next - 1}"));

    private void Refuse(ref OutboundEvent e) => throw new JournalException(JournalErrorKind.BadEvent, _folder,
        string.Create(CultureInfo.InvariantCulture,
            $"outbound event {e.Header.Sequence} of kind {(int)e.Header.Kind} was appended where sequence {_next} follows"),
        "append only what the log lacks, in order");
}
