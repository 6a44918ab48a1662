namespace Astra.StandIns;

/// <summary>
/// What waits to be written to one connection. The market appends under its lock and never waits for a socket; the connection's writer takes all of it at once.
/// Each packet leaves a mark, counted once its bytes have been handed to the socket.
/// </summary>
internal sealed class Outbox
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _signal = New();
    private byte[] _bytes = new byte[32 * 1024];
    private int[] _marks = new int[256];
    private int _length, _markCount;
    private bool _writing, _closed;

    /// <summary>False while there is something that is not yet written.</summary>
    public bool IsIdle
    {
        get { lock (_gate) return _closed || (_length == 0 && !_writing); }
    }

    /// <summary>Adds a whole message. Nothing is added once closed.</summary>
    /// <param name="mark">What to count when written; -1 for nothing.</param>
    public void Add(FrameKind kind, ReadOnlySpan<byte> payload, int mark, bool fragmented)
    {
        lock (_gate)
        {
            if (_closed) return;
            Ensure(payload.Length + 30);
            if (fragmented && payload.Length >= 3)
            {
                int third = payload.Length / 3;
                Frame(kind, payload[..third], false);
                Frame(FrameKind.Continuation, payload[third..(2 * third)], false);
                Frame(FrameKind.Continuation, payload[(2 * third)..], true);
            }
            else
            {
                Frame(kind, payload, true);
            }

            Mark(mark);
        }
    }

    /// <summary>Adds bytes as they are, frame or not.</summary>
    public void AddRaw(ReadOnlySpan<byte> bytes, int mark)
    {
        lock (_gate)
        {
            if (_closed) return;
            Ensure(bytes.Length);
            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
            Mark(mark);
        }
    }

    /// <summary>Wakes the writer.</summary>
    public void Kick()
    {
        lock (_gate) _signal.TrySetResult();
    }

    /// <summary>Until kicked; a kick that came before counts.</summary>
    public async Task WaitAsync(CancellationToken stop)
    {
        Task signal;
        lock (_gate) signal = _signal.Task;
        await signal.WaitAsync(stop);
        lock (_gate) _signal = New();
    }

    /// <summary>Swaps what has gathered against empty buffers. The writer says <see cref="Written"/> when done with it.</summary>
    public bool Take(ref byte[] bytes, ref int[] marks, out int length, out int markCount)
    {
        lock (_gate)
        {
            (length, markCount) = (_length, _markCount);
            if (_length == 0) return false;
            (bytes, _bytes) = (_bytes, bytes);
            (marks, _marks) = (_marks, marks);
            (_length, _markCount) = (0, 0);
            return _writing = true;
        }
    }

    public void Written()
    {
        lock (_gate) _writing = false;
    }

    /// <summary>From now on nothing goes in or out.</summary>
    public void Close()
    {
        lock (_gate) (_closed, _length, _markCount) = (true, 0, 0);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Frame(FrameKind kind, ReadOnlySpan<byte> payload, bool final)
    {
        _length += WireSocket.Header(_bytes.AsSpan(_length), kind, payload.Length, final);
        payload.CopyTo(_bytes.AsSpan(_length));
        _length += payload.Length;
    }

    private void Mark(int mark)
    {
        if (mark < 0) return;
        if (_markCount == _marks.Length) Array.Resize(ref _marks, _markCount * 2);
        _marks[_markCount++] = mark;
    }

    private void Ensure(int more)
    {
        if (_length + more > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }
}
