using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>
/// One stream of a folder, frame by frame, beside its writer: what is behind a limit is not looked at. It shares nothing with the writer but the files.
/// Holds one read buffer of 1 MiB, or of the largest frame of the folder where that is more.
/// </summary>
internal sealed class LocalLog : IDisposable
{
    /// <summary>How often in a row a frame that must be there may look unfinished: a writer that closes or starts a segment moves files meanwhile.</summary>
    private const int Looks = 100;

    private readonly FrameStream _frames;
    private int _looks;
    private long _floor;

    public LocalLog(string folder, JournalStream stream)
    {
        _frames = FrameStream.Open(folder, stream);
        _floor = _frames.FirstSequence;
    }

    public long FirstSequence => _frames.FirstSequence;

    /// <summary>First sequence of what the next <see cref="TryRead"/> gives.</summary>
    public long NextSequence => Math.Max(_frames.NextSequence, _floor);

    public ref readonly FrameHeader Header => ref _frames.Header;

    public ArraySegment<byte> Body => _frames.Body;

    /// <summary>Events at the beginning of the frame in hand that come before the place to which this log was moved.</summary>
    public int Skip { get; private set; }

    /// <summary>Segment and byte of the frame in hand.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{_frames.Place} byte {_frames.Offset - Header.FrameLength}");

    /// <summary>The next event read is this one; it must not precede the first.</summary>
    public void MoveTo(long sequence)
    {
        _frames.MoveTo(sequence);
        _floor = sequence;
        _looks = 0;
    }

    /// <summary>Takes the next frame when all of it is at or before <paramref name="limit"/>; false when there is none yet.</summary>
    /// <exception cref="JournalCorruptException">The folder has lost what it must hold.</exception>
    public bool TryRead(long limit)
    {
        while (_frames.NextSequence <= limit)
        {
            if (!_frames.Next())
            {
                if (++_looks < Looks) return false;
                throw new JournalCorruptException(_frames.Place, _frames.Offset, _frames.NextSequence, $"nothing can be read here, though the journal goes on to sequence {limit}");
            }
            _looks = 0;
            if (_frames.NextSequence <= _floor) continue;
            Skip = (int)Math.Max(0, _floor - Header.FirstSequence);
            return true;
        }
        return false;
    }

    /// <summary>Takes the next frame, whatever comes after it; false at the end for now.</summary>
    public bool TryRead()
    {
        while (_frames.Next())
        {
            if (_frames.NextSequence <= _floor) continue;
            Skip = (int)Math.Max(0, _floor - Header.FirstSequence);
            return true;
        }
        return false;
    }

    /// <summary>Looks at the files for the last sequence that they hold now; one less than the first when they hold none.</summary>
    public long Last() => _frames.Refresh() - 1;

    public void Dispose() => _frames.Dispose();
}
