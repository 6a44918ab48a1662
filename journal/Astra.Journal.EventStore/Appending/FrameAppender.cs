using System.Globalization;
using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>
/// Appends one stream's frames, several at a time, through one call that is kept open, and finds out what became of them whatever happens to the call. Every frame
/// carries the number of its
/// predecessor and an id of its own; while its outcome is unknown it is sent again unchanged, so it is stored once, in its place, or somebody else has written to the
/// stream, which ends the appender.
/// </summary>
/// <remarks>
/// One thread owns it and calls <see cref="Send"/>, <see cref="Abandon"/> and <see cref="DisposeAsync"/>; the other members may be read from any. It holds the
/// unacknowledged frames, at most
/// <see cref="AppenderOptions.MostInFlight"/>, and nothing else that grows; the caller keeps what does not fit. Not for set-up writes:
/// <see cref="EventStoreClient.AppendAsync"/>.
/// </remarks>
internal sealed partial class FrameAppender : IAsyncDisposable
{
    private readonly IAppendTransport _transport;
    private readonly string _stream;
    private readonly Guid _journalId;
    private readonly JournalStream _kind;
    private readonly AppenderOptions _options;
    private readonly IAppendObserver _observer;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    /// <summary>Held while the observer is told something, taken before <see cref="_state"/>: keeps calls in order and one at a time.</summary>
    private readonly Lock _telling = new();
    private readonly Lock _state = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly RetryPause _pause;
    private readonly ITimer _timer;
    private readonly List<CutFrame> _told;
    private FrameWindow _window = new(1, 0);
    private AppendCall? _call;
    private Task _run = Task.CompletedTask;
    private AppenderState _is;
    private DateTimeOffset _since;
    private bool _ended;
    private bool _woken;
    private bool _timing;
    private int _most;
    private long _calls;
    private long _resends;
    private string? _lastFault;
    private string? _node;

    public FrameAppender(EventStoreClient client, string stream, Guid journalId, JournalStream kind, AppenderOptions options, IAppendObserver observer, TimeProvider? time = null)
        : this(new ClientTransport(client), stream, journalId, kind, options, observer, time)
    {
    }

    internal FrameAppender(
        IAppendTransport transport, string stream, Guid journalId, JournalStream kind, AppenderOptions options, IAppendObserver observer, TimeProvider? time = null)
    {
        _transport = transport;
        _stream = stream;
        _journalId = journalId;
        _kind = kind;
        _options = options;
        _observer = observer;
        _time = time ?? TimeProvider.System;
        _pause = new RetryPause(options);
        _told = new List<CutFrame>(options.MostInFlight);
        _since = _time.GetUtcNow();
        Window = options.InFlight;
        _timer = _time.CreateTimer(static appender => ((FrameAppender)appender!).LookAtTime(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Most frames unacknowledged: 1 to <see cref="AppenderOptions.MostInFlight"/>, brought into that range.</summary>
    public int Window
    {
        get => Volatile.Read(ref _most);
        set => Volatile.Write(ref _most, Math.Clamp(value, 1, _options.MostInFlight));
    }

    /// <summary>Another frame may be sent now, whether or not a server answers at this moment.</summary>
    public bool HasRoom
    {
        get { lock (_state) return _is != AppenderState.New && !_ended && _window.Count < Window; }
    }

    /// <summary>Index that the next frame sent must carry.</summary>
    public long NextIndex
    {
        get { lock (_state) return _window.Next; }
    }

    /// <summary>Index up to which the server holds everything; the opening's own mark counts. -1 before the opening.</summary>
    public long AcknowledgedIndex
    {
        get { lock (_state) return _window.First - 1; }
    }

    /// <summary>Frames taken by <see cref="Send"/> and not acknowledged.</summary>
    public int InFlight
    {
        get { lock (_state) return _window.Count; }
    }

    public AppenderStatus Status
    {
        get { lock (_state) return new AppenderStatus(_is, _since, Math.Max(0, _calls - 1), _resends, _lastFault, _node); }
    }

    /// <summary>Where a stream ends, null when it holds nothing: for an opener who does not know the journal's id yet.</summary>
    /// <exception cref="EventStoreException">No server, no permission, or the last event is no frame.</exception>
    public static Task<StreamEnd?> ReadEndAsync(EventStoreClient client, string stream, CancellationToken stop) =>
        StreamOpener.ReadEndAsync(new ClientTransport(client), stream, stop);

    /// <summary>
    /// Reads the stream's end, puts the mark behind it, so that nothing an earlier writer has on its way can be stored any more, and makes ready to send. Once.
    /// Returns where the
    /// stream goes on: <see cref="StreamEnd.LastIndex"/> is the mark's.
    /// </summary>
    /// <param name="first">Sequence of the first event, when the stream is new.</param>
    /// <param name="highest">Highest exchange time before it, when the stream is new.</param>
    /// <exception cref="EventStoreException">
    /// Unavailable, AccessDenied; SecondWriter when somebody else keeps writing or the stream is another journal's; Corrupt or NewerFormat when its last event cannot
    /// be read.
    /// </exception>
    public async Task<StreamEnd> OpenAsync(OpenedMark mark, CancellationToken stop, long first = 0, Timestamp highest = default)
    {
        StreamEnd fresh = new(_journalId, -1, first, highest);
        StreamEnd end = await StreamOpener.OpenAsync(_transport, _stream, _kind, mark, fresh, _options, _time, stop);
        lock (_state)
        {
            if (_is != AppenderState.New || _ended) throw new InvalidOperationException("an appender is opened once");
            _window = new FrameWindow(_options.MostInFlight, end.NextIndex);
            Become(AppenderState.Connecting);
        }
        _run = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
        return end;
    }

    /// <summary>
    /// Takes a frame over and returns at once; only after <see cref="HasRoom"/>, in order of <see cref="NextIndex"/>. The appender releases it when it is
    /// acknowledged. A fatal error that comes in
    /// between leaves it among the unacknowledged.
    /// </summary>
    public void Send(CutFrame frame)
    {
        lock (_state)
        {
            ObjectDisposedException.ThrowIf(_is == AppenderState.Stopped, this);
            _window.Add(frame);
        }
        Wake();
    }

    /// <summary>
    /// Stops and hands over what is unacknowledged, in order; the caller releases the frames. The observer hears nothing any more when this returns, so do not hold a
    /// lock that it takes. Some of
    /// the frames may be stored all the same, or still come to be: only a later opening of the stream makes that certain.
    /// </summary>
    public IReadOnlyList<CutFrame> Abandon()
    {
        IReadOnlyList<CutFrame> left;
        AppendCall? call;
        lock (_telling)
        lock (_state)
        {
            _ended = true;
            if (_is != AppenderState.Failed) Become(AppenderState.Stopped);
            left = _window.TakeAll();
            call = _call;
            if (call is not null) call.Broken = true;
        }
        call?.Wire.Dispose();
        _stop.Cancel();
        return left;
    }

    /// <summary>Stops, drops what is unacknowledged and waits until no thread of the appender runs.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (CutFrame frame in Abandon()) frame.Release();
        await _run;
        await _timer.DisposeAsync();
    }

    private void Become(AppenderState state)
    {
        if (_is == state) return;
        _is = state;
        _since = _time.GetUtcNow();
    }

    private void Fail(EventStoreException fault)
    {
        AppendCall? call;
        lock (_telling)
        {
            lock (_state)
            {
                if (_ended) return;
                _ended = true;
                Become(AppenderState.Failed);
                _lastFault = fault.Message;
                call = _call;
                if (call is not null) call.Broken = true;
            }
            _observer.OnFatal(fault);
        }
        call?.Wire.Dispose();
        Wake();
    }

    /// <summary>Lets the sending task look around: a frame has come, the first is answered, or a call is over.</summary>
    private void Wake()
    {
        lock (_state)
        {
            if (_woken) return;
            _woken = true;
        }
        _wake.Release();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) + " s";
}
