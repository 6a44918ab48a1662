using System.Globalization;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>
/// Reads the inbound events of a journal folder in order, also while a writer (of this process or another) appends; it sees whole frames
/// only. Opened from the writer it ends at the durable sequence; opened by folder it may be ahead of the disk by the one frame that is
/// being synced. Not safe for use from two threads.
/// </summary>
public sealed class EmbeddedJournalReader : IJournalReader
{
    private readonly FrameStream _frames;
    private readonly EmbeddedJournal? _writer;
    private BodyCursor _body;
    private long _next;
    private long _frameEnd;

    private EmbeddedJournalReader(string folder, EmbeddedJournal? writer)
    {
        _frames = FrameStream.Open(folder, JournalStream.In);
        _writer = writer;
        _next = _frameEnd = _frames.FirstSequence;
    }

    /// <summary>Opens a journal to read; throws <see cref="JournalException"/> when there is none, <see cref="JournalCorruptException"/> when it is damaged.</summary>
    public static EmbeddedJournalReader Open(string folder) => new(folder, null);

    /// <summary>Opens a reader that never passes the writer's durable sequence.</summary>
    public static EmbeddedJournalReader Open(EmbeddedJournal writer) => new(writer.Folder, writer);

    public long FirstSequence => _frames.FirstSequence;

    /// <summary>Asks the files each time, unless the reader was opened from the writer.</summary>
    public long LastSequence => _writer?.DurableSequence ?? Math.Max(_frames.Refresh(), _frameEnd) - 1;

    /// <summary>The sequence that the next read returns.</summary>
    public long NextSequence => _next;

    public void Seek(long sequence)
    {
        if (sequence < FirstSequence || sequence > LastSequence + 1)
        {
            throw new JournalException(JournalErrorKind.BadOption, _frames.Place,
                string.Create(CultureInfo.InvariantCulture, $"sequence {sequence} is not in the journal"),
                string.Create(CultureInfo.InvariantCulture, $"it holds {FirstSequence} to {LastSequence}"));
        }
        _frames.MoveTo(sequence);
        EnterFrame(_frames.NextSequence);
        InboundEvent skipped = default;
        while (_next < sequence && TryRead(ref skipped, out _)) { }
    }

    /// <summary>The next read returns the first event, in sequence order, whose exchange time is at or after <paramref name="time"/>; false when there is none yet.</summary>
    public bool SeekTime(Timestamp time)
    {
        if (!_frames.MoveToTime(time)) return false;
        EnterFrame(_frames.NextSequence);
        InboundEvent e = default;
        while (TryRead(ref e, out long sequence))
        {
            if (e.Record.Header.ExchangeTime < time) continue;
            Seek(sequence);
            return true;
        }
        return false;
    }

    public bool TryRead(ref InboundEvent e, out long sequence)
    {
        sequence = _next;
        if (_next == _frameEnd && !NextFrame())
        {
            sequence = -1;
            return false;
        }
        try
        {
            if (!_body.TryReadInbound(ref e)) throw new InvalidDataException("the frame holds fewer events than its header says");
        }
        catch (InvalidDataException fault)
        {
            throw new JournalCorruptException(_frames.Place, _frames.Offset, _next, fault.Message);
        }
        _next++;
        return true;
    }

    public void Dispose() => _frames.Dispose();

    private bool NextFrame()
    {
        if (_writer is not null && _writer.DurableSequence < _next) return false;
        if (!_frames.Next()) return false;
        _body = new BodyCursor(_frames.Body);
        _frameEnd = _frames.NextSequence;
        return true;
    }

    private void EnterFrame(long first)
    {
        _body = default;
        _next = _frameEnd = first;
    }
}
