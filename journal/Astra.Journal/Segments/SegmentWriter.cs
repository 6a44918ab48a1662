using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>Where a stream's writer goes on.</summary>
internal readonly record struct StreamPosition(Guid JournalId, int Ordinal, long NextSequence, Timestamp HighestTime);

/// <summary>
/// Appends frames to a stream's segments and moves to the next when one is full: seal, trim, sync, then the spare gets its header,
/// a sync and its name. A named segment thus always has a good header, and every segment but the last is sealed.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string _folder;
    private readonly JournalStream _stream;
    private readonly long _bytes;
    private readonly bool _sync;
    private readonly SpareSegment _spare;
    private readonly IndexEntry[] _index;
    private SafeFileHandle _file;
    private string _path;
    private SegmentHeader _header;
    private long _position;
    private int _indexed;
    private long _indexedTo;
    private Timestamp _highest;

    public SegmentWriter(JournalOptions options, JournalStream stream, StreamPosition start)
    {
        _folder = options.Folder;
        _stream = stream;
        _bytes = stream == JournalStream.In ? options.SegmentBytes : options.OutboundSegmentBytes;
        _sync = options.Durability == Durability.Sync;
        _index = new IndexEntry[_bytes / SegmentIndex.Spacing + 1];
        // Outbound frames are not synced one by one, so they gain nothing from zeros.
        _spare = new SpareSegment(_folder, stream, _bytes, zeroFill: _sync && stream == JournalStream.In);
        _highest = start.HighestTime;
        _header = new SegmentHeader
        {
            Stream = stream,
            Durability = options.Durability,
            Ordinal = start.Ordinal,
            JournalId = start.JournalId,
            AllocatedBytes = _bytes,
        };
        (_file, _path) = Start(start.NextSequence);
        TipMark tip = new(_header.Ordinal, start.NextSequence);
        _spare.Begin(() => tip.Write(_folder, _stream));
    }

    public Guid JournalId => _header.JournalId;

    /// <summary>Writes one frame; returns without waiting for the disk.</summary>
    public void Write(ReadOnlySpan<byte> frame, in FrameHeader header)
    {
        if (_position + frame.Length + FrameHeader.Length > _bytes) Roll(header.FirstSequence);
        if (_position >= _indexedTo && _indexed < _index.Length)
        {
            _index[_indexed++] = new IndexEntry(header.FirstSequence, _position, _highest);
            _indexedTo = _position + SegmentIndex.Spacing;
        }
        RandomAccess.Write(_file, frame, _position);
        _position += frame.Length;
        _spare.Used = _position;
        _highest = header.HighestTime;
    }

    public void Sync() => Native.SyncData(_file);

    /// <summary>Seals and trims the present segment, so that whatever is missing from it later is known to be damage.</summary>
    public void Close(long nextSequence)
    {
        try
        {
            Seal(_file, _position, nextSequence, _highest);
            _file.Dispose();
            WriteIndex();
            _spare.Dispose();
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, _path, "sealing the last segment");
        }
    }

    /// <summary>Lets go without sealing, as a crash would.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _spare.Dispose();
    }

    /// <summary>Ends a segment at <paramref name="position"/>; one sync covers the seal and the new length.</summary>
    public static void Seal(SafeFileHandle file, long position, long nextSequence, Timestamp highest)
    {
        Span<byte> seal = stackalloc byte[FrameHeader.Length];
        FrameHeader.Seal(seal, new FrameHeader
        {
            Kind = FrameKind.Seal,
            FirstSequence = nextSequence,
            FirstTime = highest,
            HighestTime = highest,
        });
        RandomAccess.Write(file, seal, position);
        RandomAccess.SetLength(file, position + FrameHeader.Length);
        RandomAccess.FlushToDisk(file);
    }

    private void Roll(long nextSequence)
    {
        Seal(_file, _position, nextSequence, _highest);
        _file.Dispose();
        string sealedPath = _path;
        IndexEntry[] entries = _index[.._indexed];
        _header.Ordinal++;
        (_file, _path) = Start(nextSequence);
        TipMark tip = new(_header.Ordinal, nextSequence);
        _spare.Begin(() =>
        {
            tip.Write(_folder, _stream);
            SegmentIndex.Write(sealedPath, entries);
        });
    }

    private (SafeFileHandle File, string Path) Start(long first)
    {
        SafeFileHandle file = _spare.Take(out string spare);
        _header.FirstSequence = first;
        RandomAccess.Write(file, _header.ToPage(), 0);
        if (_sync) Native.SyncData(file);
        string path = JournalFiles.Segment(_folder, _stream, first);
        File.Move(spare, path);
        if (_sync) Native.SyncFolder(_folder);
        _position = SegmentHeader.Length;
        _indexed = 0;
        _indexedTo = 0;
        return (file, path);
    }

    private void WriteIndex()
    {
        if (_indexed > 0) SegmentIndex.Write(_path, _index.AsSpan(0, _indexed));
    }
}
