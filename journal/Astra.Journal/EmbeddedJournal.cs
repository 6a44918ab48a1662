using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Astra.Core;

namespace Astra.Journal;

/// <summary>
/// The inbound journal in a folder: one writer, frames that are checksummed, one write and one sync per <see cref="Commit"/>.
/// Opening recovers; <see cref="Recovery"/> says what was found. Use it from one thread; <see cref="DurableSequence"/> may be read from any.
/// </summary>
/// <remarks>Not for a folder on a network file system: its locks and syncs promise less than they say.</remarks>
public sealed class EmbeddedJournal : IJournal
{
    private readonly JournalOptions _options;
    private readonly FolderLock _lock;
    private readonly SegmentWriter _segments;
    private readonly FrameBuilder _frame;
    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly bool _sync;
    private JournalException? _failure;
    private long _next;
    private long _durable;
    private bool _closed;

    private EmbeddedJournal(JournalOptions options, FolderLock folderLock, StreamPosition start, JournalRecovery recovery)
    {
        _options = options;
        _lock = folderLock;
        _sync = options.Durability == Durability.Sync;
        _next = start.NextSequence;
        _durable = start.NextSequence - 1;
        Recovery = recovery;
        _frame = new FrameBuilder(options.FrameLimit(options.SegmentBytes), options.MaxFrameEvents, start.HighestTime);
        _segments = new SegmentWriter(options, JournalStream.In, start);
    }

    public JournalRecovery Recovery { get; }

    public JournalMeter Meter { get; } = new();

    public string Folder => _options.Folder;

    public Durability Durability => _options.Durability;

    public Guid JournalId => _segments.JournalId;

    /// <summary>The sequence that the next <see cref="Append"/> must carry.</summary>
    public long NextSequence => _next;

    public long DurableSequence => Volatile.Read(ref _durable);

    internal JournalOptions Options => _options;

    /// <summary>
    /// Takes the folder's lock, recovers and makes ready to append. Throws <see cref="JournalInUseException"/>, <see cref="JournalCorruptException"/>
    /// or another <see cref="JournalException"/>; a journal that is refused is left as it was.
    /// </summary>
    public static EmbeddedJournal Open(JournalOptions options)
    {
        options.Validate();
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        FolderLock folderLock = FolderLock.Take(options.Folder);
        try
        {
            if (options.FirstSequence + options.FirstOutboundSequence > 0 && !JournalFiles.Holds(options.Folder))
                new RetainedMark(0, options.FirstSequence, 0, options.FirstOutboundSequence).Write(options.Folder);
            StreamPosition start = JournalRecoverer.Recover(options, out JournalRecovery recovery);
            return new EmbeddedJournal(options, folderLock, start, recovery);
        }
        catch (Exception e)
        {
            folderLock.Dispose();
            if (IoFault.Is(e)) throw IoFault.Of(e, options.Folder, "opening the journal");
            throw;
        }
    }

    public static EmbeddedJournal Open(string folder) => Open(new JournalOptions(folder));

    public void Append(long sequence, ref InboundEvent e)
    {
        if (sequence != _next || _failure is not null || _closed) Refuse(sequence);
        if (e.HasPayload)
        {
            AppendPayload(ref e);
        }
        else
        {
            ReadOnlySpan<byte> record = e.Record.Canonical;
            if (record.Length == 0) RefuseKind(e.Record.Header.Kind);
            if (!_frame.HasRoom(record.Length)) Commit();
            _frame.AddRecord(record, e.Record.Header.ExchangeTime);
        }
        _next = sequence + 1;
    }

    public void Commit()
    {
        if (_failure is not null || _closed) Refuse(_next);
        if (_frame.Count == 0) return;
        try
        {
            ReadOnlySpan<byte> frame = _frame.Finish(_next - _frame.Count, out FrameHeader header);
            _segments.Write(frame, in header);
            Meter.Wrote(frame.Length);
            if (_sync) Sync();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        _frame.Clear();
        Volatile.Write(ref _durable, _next - 1);
    }

    /// <summary>Writes a sealed frame of events that was made elsewhere, as it is; durable after <see cref="SyncFrames"/>.</summary>
    internal void AppendFrame(ReadOnlySpan<byte> frame, in FrameHeader header)
    {
        if (_failure is null && _frame.Count > 0) Commit();
        if (header.FirstSequence != _next || _failure is not null || _closed) Refuse(header.FirstSequence);
        try
        {
            _segments.Write(frame, in header);
            Meter.Wrote(frame.Length);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        _frame.Raise(header.HighestTime);
        _next += header.Count;
    }

    /// <summary>Makes the frames written since the last sync durable, with one sync.</summary>
    internal void SyncFrames()
    {
        if (_failure is not null || _closed) Refuse(_next);
        try
        {
            if (_sync) Sync();
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
        Volatile.Write(ref _durable, _next - 1);
    }

    /// <summary>Commits, seals the last segment and lets the folder go. After an error it only lets go.</summary>
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

    /// <summary>Lets go of everything as a killed process would: nothing is committed, sealed or trimmed. For tests of recovery.</summary>
    public void Abandon()
    {
        _closed = true;
        _segments.Dispose();
        _lock.Dispose();
    }

    private void Sync()
    {
        long before = Stopwatch.GetTimestamp();
        _segments.Sync();
        long nanos = Stopwatch.GetElapsedTime(before).Ticks * 100;
        Meter.Synced(nanos);
        _options.SyncObserver?.Invoke(nanos);
    }

    private void AppendPayload(ref InboundEvent e)
    {
        _payload.ResetWrittenCount();
        if (!PayloadCodec.TryEncode(_payload, in e)) RefuseKind(e.Record.Header.Kind);
        if (_payload.WrittenCount > _frame.Largest)
        {
            throw new JournalException(JournalErrorKind.BadEvent, Folder,
                $"an event of kind {e.Record.Header.Kind} takes {_payload.WrittenCount} bytes, a frame holds {_frame.Largest}",
                $"open with a larger {nameof(JournalOptions.MaxFrameBytes)} and segment size");
        }
        if (!_frame.HasRoom(_payload.WrittenCount)) Commit();
        _frame.AddObject(_payload.WrittenSpan, e.Record.Header.ExchangeTime);
    }

    private JournalException Fail(Exception e) =>
        _failure = e as JournalException ?? IoFault.Of(e, Folder, string.Create(CultureInfo.InvariantCulture, $"writing sequence {_next - 1}"));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Refuse(long sequence)
    {
        if (_failure is not null) throw _failure;
        if (_closed) throw new JournalException(JournalErrorKind.Closed, Folder, "the journal was closed", "open it again");
        throw new JournalException(JournalErrorKind.BadEvent, Folder,
            string.Create(CultureInfo.InvariantCulture, $"sequence {sequence} was appended where {_next} follows"),
            "number events one by one, beginning after the last that was recovered");
    }

    private void RefuseKind(InboundKind kind) => throw new JournalException(JournalErrorKind.BadEvent, Folder,
        $"an event of kind {(int)kind} has neither a record form nor the payload of its kind", "set kind and payload before it is published");
}
