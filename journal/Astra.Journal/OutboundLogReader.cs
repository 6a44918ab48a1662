using Astra.Core;

namespace Astra.Journal;

/// <summary>Reads the outbound log of a journal folder in order, also while it is written. A folder without one reads as empty.</summary>
public sealed class OutboundLogReader : IOutboundLogReader
{
    private readonly FrameStream _frames;
    private BodyCursor _body;
    private long _next;
    private long _frameEnd;

    private OutboundLogReader(string folder)
    {
        _frames = FrameStream.Open(folder, JournalStream.Out);
        _next = _frameEnd = _frames.FirstSequence;
    }

    public static OutboundLogReader Open(string folder) => new(folder);

    public long FirstSequence => _frames.FirstSequence;

    /// <summary>Last event that can be read now, -1 when none.</summary>
    public long LastSequence => Math.Max(_frames.Refresh(), _frameEnd) - 1;

    /// <summary>The next read returns this sequence, or the first behind it.</summary>
    public void Seek(long sequence)
    {
        _frames.MoveTo(sequence);
        _body = default;
        _next = _frameEnd = _frames.NextSequence;
        OutboundEvent skipped = default;
        while (_next < sequence && TryRead(ref skipped)) { }
    }

    /// <summary>Fills <paramref name="e"/> with the next event; false at the end for now.</summary>
    public bool TryRead(ref OutboundEvent e)
    {
        if (_next == _frameEnd)
        {
            if (!_frames.Next()) return false;
            _body = new BodyCursor(_frames.Body);
            _frameEnd = _frames.NextSequence;
        }
        try
        {
            if (!_body.TryReadOutbound(ref e)) throw new InvalidDataException("the frame holds fewer events than its header says");
        }
        catch (InvalidDataException fault)
        {
            throw new JournalCorruptException(_frames.Place, _frames.Offset, _next, fault.Message);
        }
        _next++;
        return true;
    }

    public void Dispose() => _frames.Dispose();
}
