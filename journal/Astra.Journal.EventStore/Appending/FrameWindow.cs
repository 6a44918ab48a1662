namespace Astra.Journal.EventStore;

/// <summary>
/// The unacknowledged frames of one stream in order, in a ring that is never larger than the window: which of them were sent on the present call, when, and which of
/// those are answered. Not safe for threads
/// by itself.
/// </summary>
internal sealed class FrameWindow(int capacity, long next)
{
    private readonly CutFrame?[] _frames = new CutFrame?[capacity];
    private readonly long[] _sentAt = new long[capacity];
    private readonly bool[] _acknowledged = new bool[capacity];
    private long _everSent = next;

    /// <summary>Index of the first frame that is not acknowledged; all before it are.</summary>
    public long First { get; private set; } = next;

    /// <summary>Index behind the last frame sent on the present call.</summary>
    public long Sent { get; private set; } = next;

    /// <summary>Index of the next frame taken.</summary>
    public long Next { get; private set; } = next;

    public int Count => (int)(Next - First);

    /// <summary>Frames on the present call are owed an answer.</summary>
    public bool AnyOwed => Sent > First;

    /// <summary>When the frame that is owed an answer for longest was sent.</summary>
    public long OldestSentAt => _sentAt[First % capacity];

    public void Add(CutFrame frame)
    {
        if (frame.Index != Next || Count == capacity) throw new InvalidOperationException($"frame {frame.Index} was sent where {Next} follows, {Count} are unacknowledged");
        _frames[Next % capacity] = frame;
        _acknowledged[Next % capacity] = false;
        Next++;
    }

    /// <summary>The next frame to send on the present call, null when there is none. <paramref name="again"/>: it was sent before.</summary>
    public CutFrame? TakeUnsent(long now, out bool again)
    {
        again = Sent < _everSent;
        if (Sent == Next) return null;
        _sentAt[Sent % capacity] = now;
        CutFrame frame = _frames[Sent % capacity]!;
        Sent++;
        _everSent = Math.Max(_everSent, Sent);
        return frame;
    }

    /// <summary>The frame was sent on the present call and is not answered yet.</summary>
    public bool Owes(long index) => index >= First && index < Sent && !_acknowledged[index % capacity];

    public void Acknowledge(long index) => _acknowledged[index % capacity] = true;

    /// <summary>Takes the first frame out when it is acknowledged; null when it is not, or when there is none.</summary>
    public CutFrame? TakeAcknowledged()
    {
        if (First == Sent || !_acknowledged[First % capacity]) return null;
        CutFrame frame = _frames[First % capacity]!;
        _frames[First++ % capacity] = null;
        return frame;
    }

    /// <summary>A new call: everything is sent again from the first, also what was answered out of turn.</summary>
    public void Rewind()
    {
        Sent = First;
        Array.Clear(_acknowledged);
    }

    /// <summary>Takes out all that is unacknowledged, in order.</summary>
    public IReadOnlyList<CutFrame> TakeAll()
    {
        CutFrame[] all = new CutFrame[Count];
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = _frames[(First + i) % capacity]!;
            _frames[(First + i) % capacity] = null;
        }
        Next = Sent = First;
        return all;
    }
}
