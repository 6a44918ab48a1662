using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>
/// A stream's frames in order, across segments, also while a writer appends. Where frames are known to stand, anything else is damage
/// and throws; behind them it is the end for now, since a frame that is being written looks bad until it is whole.
/// </summary>
internal sealed class FrameStream : IDisposable
{
    private readonly string _folder;
    private readonly JournalStream _stream;
    private readonly Guid? _journalId;
    private long _next;
    private long _known;
    private SafeFileHandle? _file;
    private FrameCursor? _cursor;
    private SegmentFile? _segment;
    private FrameStream? _ahead;

    private FrameStream(string folder, JournalStream stream, StreamScan scan)
    {
        _folder = folder;
        _stream = stream;
        _journalId = scan.JournalId;
        FirstSequence = _next = scan.FirstSequence;
        _known = scan.NextSequence;
    }

    public long FirstSequence { get; }

    /// <summary>Sequence of the first event of the next frame.</summary>
    public long NextSequence => _next;

    public ref readonly FrameHeader Header => ref _cursor!.Header;

    public ArraySegment<byte> Body => _cursor!.Body;

    /// <summary>For messages: the segment being read.</summary>
    public string Place => _segment?.Path ?? _folder;

    public long Offset => _cursor?.Position ?? 0;

    /// <summary>Opens a stream to read; throws when the folder holds no journal, or when durable events are damaged or gone.</summary>
    public static FrameStream Open(string folder, JournalStream stream)
    {
        folder = Path.GetFullPath(folder);
        if (File.Exists(folder))
            throw new JournalException(JournalErrorKind.NotAFolder, folder, "this is a file, a journal is a folder", "name the journal's folder");
        if (!Directory.Exists(folder) || !JournalFiles.Holds(folder))
            throw new JournalException(JournalErrorKind.NotFound, folder, "there is no journal here", "name a folder that a journal was written to");
        try
        {
            return new FrameStream(folder, stream, ScanCalmly(folder, stream));
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, folder, "reading the journal");
        }
    }

    // A writer may seal, trim and start segments while they are looked at; only what is still wrong at a second look is damage.
    private static StreamScan ScanCalmly(string folder, JournalStream stream)
    {
        StreamScan scan = SecondLook.At(() => StreamScan.Run(folder, stream));
        if (scan.Damage is { } first)
        {
            scan = SecondLook.At(() => StreamScan.Run(folder, stream));
            if (scan.Damage == first) throw first.ToException();
            if (scan.Damage is not null) scan = SecondLook.At(() => StreamScan.Run(folder, stream));
            if (scan.Damage is { } still) throw still.ToException();
        }
        return scan;
    }

    /// <summary>Reads the next frame; false at the end for now.</summary>
    public bool Next()
    {
        while (_cursor is not null || OpenSegment())
        {
            FrameStatus status = _cursor!.Read(_next);
            // The bytes may have been buffered before a writer put the frame there; the buffer was dropped, so this reads the file.
            if (status is FrameStatus.End or FrameStatus.Bad && _next < _known) status = _cursor.Read(_next);
            switch (status)
            {
                case FrameStatus.Events:
                    _next += _cursor.Header.Count;
                    _known = Math.Max(_known, _next);
                    return true;
                case FrameStatus.Seal:
                    // A run that ended without an event leaves a segment whose successor will take its name: ask again later.
                    bool empty = _segment!.Header.FirstSequence == _next;
                    CloseSegment();
                    if (empty) return false;
                    break;
                default:
                    if (_next >= _known) return false;
                    string fault = status == FrameStatus.Bad ? _cursor.Fault : "nothing was written here";
                    throw new JournalCorruptException(Place, _cursor.Position, _next, fault);
            }
        }
        return false;
    }

    /// <summary>Looks for frames that came since; returns the sequence behind the last one.</summary>
    public long Refresh()
    {
        _ahead ??= new FrameStream(this);
        while (_ahead.Next()) { }
        return _known = Math.Max(_known, _ahead._next);
    }

    private FrameStream(FrameStream from)
    {
        _folder = from._folder;
        _stream = from._stream;
        _journalId = from._journalId;
        FirstSequence = from.FirstSequence;
        _known = from._known;
        MoveTo(from._known);
    }

    /// <summary>The next frame read is the one that holds the sequence, or the first one behind it.</summary>
    public void MoveTo(long sequence)
    {
        if (sequence == _next) return;
        CloseSegment();
        List<(string Path, long First)> segments = JournalFiles.Segments(_folder, _stream);
        int at = segments.FindLastIndex(s => s.First <= sequence);
        _next = at < 0 ? FirstSequence : segments[at].First;
        if (at < 0 || !OpenSegment()) return;
        if (SegmentIndex.TryRead(_segment!.Path, out IndexEntry[] index))
        {
            int entry = Array.FindLastIndex(index, e => e.FirstSequence <= sequence);
            if (entry >= 0) StartAt(index[entry]);
        }
        SkipFrames(header => header.FirstSequence + header.Count <= sequence);
    }

    /// <summary>The next frame read is the first that holds an event at or after the time; false when there is none yet.</summary>
    public bool MoveToTime(Timestamp time)
    {
        List<SegmentFile> segments = SegmentFile.List(_folder, _stream);
        // The highest time never falls, so the first segment whose end has reached the time holds the frame.
        foreach (SegmentFile segment in segments)
        {
            CloseSegment();
            _next = segment.Named;
            if (!OpenSegment()) return false;
            if (SegmentIndex.TryRead(segment.Path, out IndexEntry[] index))
            {
                int entry = Array.FindLastIndex(index, e => e.HighestBefore < time);
                if (entry >= 0) StartAt(index[entry]);
            }
            if (SkipFrames(header => header.HighestTime < time)) return true;
        }
        return false;
    }

    public void Dispose()
    {
        CloseSegment();
        _ahead?.Dispose();
    }

    private void StartAt(IndexEntry entry)
    {
        _next = entry.FirstSequence;
        _cursor!.MoveTo(entry.Offset);
    }

    /// <summary>Steps over frames while the condition holds; true when it stands before a frame for which it does not.</summary>
    private bool SkipFrames(Func<FrameHeader, bool> skip)
    {
        while (true)
        {
            long position = _cursor!.Position;
            if (_cursor.Read(_next) != FrameStatus.Events) return false;
            if (!skip(_cursor.Header))
            {
                _cursor.MoveTo(position);
                return true;
            }
            _next += _cursor.Header.Count;
        }
    }

    /// <summary>Opens the segment that begins at <see cref="NextSequence"/>; false while there is none.</summary>
    private bool OpenSegment()
    {
        string path = JournalFiles.Segment(_folder, _stream, _next);
        if (!File.Exists(path))
        {
            if (_next < _known) throw new JournalCorruptException(path, 0, _next, "the segment is missing");
            return false;
        }
        SegmentFile segment = SegmentFile.Load(path, _stream, _next);
        if ((segment.Fault ?? (_journalId is { } id && id != segment.Header.JournalId ? "the segment belongs to another journal" : null)) is { } fault)
            throw new JournalCorruptException(path, 0, _next, fault);
        _segment = segment;
        _file = segment.OpenRead();
        _cursor = new FrameCursor(_file, SegmentHeader.Length);
        return true;
    }

    private void CloseSegment()
    {
        _file?.Dispose();
        _file = null;
        _cursor = null;
    }
}
