using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>Encodes events straight into an <see cref="EventTape"/>, an entry for each commit or each full frame. One thread uses it; it allocates nothing.</summary>
/// <param name="frameBytes">Largest entry.</param>
/// <param name="highest">Highest exchange time before the first event.</param>
internal sealed class TapeWriter(EventTape tape, FrameSender sender, int frameBytes, long nextSequence, Timestamp highest, TimeProvider time)
{
    private readonly FrameBuilder _frame = new(tape.Bytes, FrameCutter.DefaultEventLimit, highest);
    private bool _open;

    /// <summary>Sequence of the next event.</summary>
    public long NextSequence { get; private set; } = nextSequence;

    /// <summary>Longest event that an entry takes.</summary>
    public int Largest { get; } = FrameBuilder.LargestIn(frameBytes - FrameHeader.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddRecord(ReadOnlySpan<byte> record, Timestamp time)
    {
        if (!_open || !_frame.HasRoom(record.Length)) Open();
        _frame.AddRecord(record, time);
        NextSequence++;
    }

    /// <param name="encoded">One MessagePack object, at most <see cref="Largest"/> bytes.</param>
    public void AddObject(ReadOnlySpan<byte> encoded, Timestamp time)
    {
        if (!_open || !_frame.HasRoom(encoded.Length)) Open();
        _frame.AddObject(encoded, time);
        NextSequence++;
    }

    /// <summary>Puts a frame on the tape that was made elsewhere; it may begin with events that are known already.</summary>
    /// <param name="body">Without padding; the frame is at most a quarter of the tape.</param>
    public void AddFrame(FrameHeader header, ReadOnlySpan<byte> body)
    {
        if (header.FrameLength > tape.Capacity / 4)
        {
            throw new JournalException(JournalErrorKind.TooLarge, "a frame",
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it is {header.FrameLength} bytes, the buffer takes {tape.Capacity / 4}"), $"give more {nameof(EventStoreJournalOptions.BufferBytes)}");
        }
        Publish();
        int offset = Room(header.FrameLength);
        Span<byte> room = tape.Bytes.AsSpan(offset + FrameHeader.Length, FrameHeader.Padded(header.BodyLength));
        body.CopyTo(room);
        room[body.Length..].Clear();
        tape.Publish(header, time.GetTimestamp());
        NextSequence = header.FirstSequence + header.Count;
        sender.Committed(NextSequence - 1);
    }

    /// <summary>Hands over what was added.</summary>
    public void Publish()
    {
        if (!_open) return;
        _open = false;
        tape.Publish(_frame.Close(NextSequence - _frame.Count), time.GetTimestamp());
        sender.Committed(NextSequence - 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Open()
    {
        Publish();
        _frame.Place(Room(frameBytes), frameBytes - FrameHeader.Length);
        _open = true;
    }

    /// <summary>Waits while the tape is full; throws when the sender has ended or the wait is released.</summary>
    private int Room(int length)
    {
        int offset;
        SpinWait wait = default;
        while (!tape.TryOpen(length, out offset))
        {
            sender.ThrowIfStopped();
            wait.SpinOnce();
        }
        return offset;
    }
}
