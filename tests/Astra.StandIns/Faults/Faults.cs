namespace Astra.StandIns;

/// <summary>
/// Everything that can go wrong, switched on and off at any moment and in any combination. All of it may be set from any thread.
/// </summary>
public sealed class Faults(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Storm> _storms = [];
    private TaskCompletionSource? _halfOpen;
    private int _wrongQuotes;
    private volatile Interval[] _intervals = [];

    /// <summary>Connected, heartbeats answered, no ticks: on every socket, until switched off.</summary>
    public volatile bool Mute;

    /// <summary>How messages are laid on the wire.</summary>
    public volatile WireShape Shape;

    /// <summary>Bytes a write with <see cref="WireShape.SplitWrites"/>.</summary>
    public volatile int SplitBytes = 100;

    /// <summary>Connections end after this many packets each; 0 for never.</summary>
    public volatile int DropEvery;

    /// <summary>How they end then.</summary>
    public volatile CloseWay DropWay;

    /// <summary>Code of the close frame when <see cref="DropWay"/> sends one.</summary>
    public volatile int DropCode = 1011;

    /// <summary>Heartbeats get no answer.</summary>
    public volatile bool NoPong;

    /// <summary>Logins are refused with this code (Angel One: AB1007, AB1050 …; Shoonya: the words of <c>emsg</c>); empty to let in.</summary>
    public volatile string LoginRefusal = "";

    /// <summary>The tick socket's handshake is refused with this text (Angel One's <c>x-error-message</c>) or, on Shoonya, its connect frame; empty to let in.</summary>
    public volatile string StreamRefusal = "";

    public volatile MasterFault Master;

    /// <summary>Shoonya: scrips beyond this number are acknowledged to nobody and never tick; 0 for no such limit.</summary>
    public volatile int SilentBeyond;

    /// <summary>Each write to a socket waits so long first: a slow server.</summary>
    public TimeSpan WriteDelay
    {
        get { lock (_gate) return _writeDelay; }
        set { lock (_gate) _writeDelay = value; }
    }

    /// <summary>Each REST answer waits so long first.</summary>
    public TimeSpan RestDelay
    {
        get { lock (_gate) return _restDelay; }
        set { lock (_gate) _restDelay = value; }
    }

    private TimeSpan _writeDelay, _restDelay;

    /// <summary>Sockets stay open in TCP, and the server neither reads nor writes: what a lost route looks like.</summary>
    public bool HalfOpen
    {
        get { lock (_gate) return _halfOpen is not null; }
        set
        {
            lock (_gate)
            {
                if (value == (_halfOpen is not null)) return;
                TaskCompletionSource? ended = _halfOpen;
                _halfOpen = value ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
                ended?.SetResult();
            }
        }
    }

    /// <summary>The next <paramref name="count"/> quotes answer with another instrument.</summary>
    public void AnswerWrongInstrument(int count) => Interlocked.Exchange(ref _wrongQuotes, count);

    /// <summary>REST calls whose path holds <paramref name="path"/> fail for a while.</summary>
    public void RestStorm(HttpFault fault, TimeSpan lasting, string path = "") => Begin(new Storm(false, fault, path, Until(lasting), int.MaxValue));

    /// <summary>The next <paramref name="count"/> REST calls whose path holds <paramref name="path"/> fail.</summary>
    public void RestStorm(HttpFault fault, int count, string path = "") => Begin(new Storm(false, fault, path, long.MaxValue, count));

    /// <summary>Handshakes fail for a while.</summary>
    public void HandshakeStorm(HttpFault fault, TimeSpan lasting, string path = "") => Begin(new Storm(true, fault, path, Until(lasting), int.MaxValue));

    /// <summary>The next <paramref name="count"/> handshakes fail.</summary>
    public void HandshakeStorm(HttpFault fault, int count, string path = "") => Begin(new Storm(true, fault, path, long.MaxValue, count));

    /// <summary>Beside every <paramref name="packets"/>th packet of a connection goes a bad frame; 0 ends it.</summary>
    public void Every(int packets, FrameFault fault)
    {
        lock (_gate)
        {
            IEnumerable<Interval> others = _intervals.Where(i => i.Fault != fault);
            _intervals = packets > 0 ? [.. others, new Interval(fault, packets)] : [.. others];
        }
    }

    /// <summary>Everything works again.</summary>
    public void Clear()
    {
        (Mute, NoPong, Shape, DropEvery, SilentBeyond, Master) = (false, false, WireShape.Batched, 0, 0, MasterFault.None);
        (LoginRefusal, StreamRefusal, WriteDelay, RestDelay) = ("", "", TimeSpan.Zero, TimeSpan.Zero);
        HalfOpen = false;
        Interlocked.Exchange(ref _wrongQuotes, 0);
        lock (_gate)
        {
            _storms.Clear();
            _intervals = [];
        }
    }

    internal Interval[] Intervals => _intervals;

    internal bool TakeWrongQuote()
    {
        int left = Volatile.Read(ref _wrongQuotes);
        return left > 0 && Interlocked.Decrement(ref _wrongQuotes) >= 0;
    }

    internal HttpFault? Strike(bool handshake, string path)
    {
        lock (_gate)
        {
            long now = time.GetTimestamp();
            _storms.RemoveAll(s => now > s.Until || s.Left <= 0);
            Storm? storm = _storms.Find(s => s.Handshake == handshake && path.Contains(s.Path, StringComparison.OrdinalIgnoreCase));
            if (storm is null) return null;
            storm.Left--;
            return storm.Fault;
        }
    }

    internal Task WhileHalfOpenAsync(CancellationToken stop)
    {
        lock (_gate) return _halfOpen is null ? Task.CompletedTask : _halfOpen.Task.WaitAsync(stop);
    }

    private void Begin(Storm storm)
    {
        lock (_gate) _storms.Add(storm);
    }

    private long Until(TimeSpan lasting) => time.GetTimestamp() + (long)(lasting.TotalSeconds * time.TimestampFrequency);

    internal sealed record Interval(FrameFault Fault, int Packets);

    private sealed class Storm(bool handshake, HttpFault fault, string path, long until, int left)
    {
        public bool Handshake => handshake;

        public HttpFault Fault => fault;

        public string Path => path;

        public long Until => until;

        public int Left { get; set; } = left;
    }
}
