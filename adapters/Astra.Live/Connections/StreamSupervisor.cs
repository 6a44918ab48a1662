using System.Net.WebSockets;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Keeps one WebSocket connection alive: connects, watches, reconnects, and hands each whole message to its dialect. For one connection at a time and one run; a feed of
/// several sockets has as many supervisors.
/// </summary>
/// <remarks>
/// What is promised: a refused session is renewed once and its tokens are never presented again by way of this class; attempts keep the policy's distances whatever the
/// server does; a server that is connected and mute is noticed; a slow consumer is not taken for a mute server.
/// </remarks>
public sealed class StreamSupervisor
{
    /// <summary>A session that stood for so long was a good one, also without data (nights, holidays).</summary>
    private static readonly TimeSpan GoodSession = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan HoursStep = TimeSpan.FromSeconds(5);

    /// <summary>The connection is to stand when the market opens, not to be sought then.</summary>
    private const long BeforeOpen = Timestamp.NanosPerMinute;

    private readonly StreamContext _context;
    private readonly StreamHours _hours;
    private readonly ReconnectSchedule _schedule;
    private readonly Lock _wishGate = new();
    private TaskCompletionSource<StreamEnd> _wish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HandshakeRefusal? _refused;
    private bool _renewed;

    public StreamSupervisor(IStreamDialect dialect, IStreamHealth health, StreamOptions options, TimeProvider time)
    {
        _context = new StreamContext(dialect, health, options, time);
        _hours = new StreamHours(options);
        _schedule = new ReconnectSchedule(options);
    }

    public StreamCounts Counts => _context.Counts;

    /// <summary>
    /// Runs until stopped, until the engine accepts no more, or until only a person can help (then it has told <see cref="IStreamHealth.OnStopped"/>).
    /// Throws nothing but what the listener throws.
    /// </summary>
    public async Task RunAsync(CancellationToken stop)
    {
        _context.LastData = _context.Now;
        using var handshake = new StreamHandshake(_context);
        try
        {
            while (await OnceAsync(handshake, stop).ConfigureAwait(false))
            {
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopping is no event of the feed's health.
            return;
        }
        catch (EngineStoppedException)
        {
            // The engine says itself why it stopped; there is nobody left to feed.
            return;
        }
        catch (Exception e)
        {
            StreamOptions options = _context.Options;
            _context.Health.OnStopped(options.Connection, FeedCause.ConnectionLost, $"{options.Name}: {StreamEnd.Defect("the supervision of a connection", e).Words}");
        }
    }

    /// <summary>Ends the connection that stands, or the wait for the next one, and connects anew: after a roll-over of tokens, or as the operator wants.</summary>
    /// <param name="cause"><see cref="FeedCause.RollOver"/> or <see cref="FeedCause.Operator"/>.</param>
    public void Reconnect(FeedCause cause, string words)
    {
        lock (_wishGate) _wish.TrySetResult(new StreamEnd(cause, words));
    }

    /// <summary>One attempt, the life of its connection, and the wait after it. False when that was the last.</summary>
    private async Task<bool> OnceAsync(StreamHandshake handshake, CancellationToken stop)
    {
        StreamEnd end = await AttemptAsync(handshake, stop).ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
        StreamOptions options = _context.Options;
        if (end.Refusal is { } refusal)
        {
            _refused = refusal;
            if (_renewed) end = end with { IsFinal = true, Words = end.Words + ", again, after its tokens were renewed" };
        }
        string words = _context.Clean($"{options.Name}: {end.Words}");
        if (end.IsFinal)
        {
            _context.Health.OnStopped(options.Connection, end.Cause, words);
            return false;
        }
        Timestamp since = _context.Outage ??= _context.LastData;
        if (end.Cause == FeedCause.Silence) _context.Health.OnSilence(options.Connection, since);
        bool open = IsWorthTrying();
        TimeSpan delay = _schedule.Next(end, open);
        // New tokens are no repetition: what was refused is not what will be presented.
        if (end.Refusal is not null) delay = TimeSpan.Zero;
        _context.Health.OnLost(options.Connection, end.Cause, since, delay, _schedule.Attempt, words);
        await WaitAsync(delay, open, stop).ConfigureAwait(false);
        return true;
    }

    private async Task<StreamEnd> AttemptAsync(StreamHandshake handshake, CancellationToken stop)
    {
        StreamOpening opening;
        try
        {
            if (_refused is { } refusal && await RenewAsync(refusal, stop).ConfigureAwait(false) is { } failed) return failed;
            opening = await _context.Dialect.PrepareAsync(stop).ConfigureAwait(false);
        }
        catch (VendorException e)
        {
            return new StreamEnd(e.IsFinal ? FeedCause.Refused : FeedCause.Unreachable, e.Message) { IsFinal = e.IsFinal };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new StreamEnd(FeedCause.Unreachable, "no tokens: a call took too long");
        }
        catch (Exception e) when (e is not (OperationCanceledException or EngineStoppedException))
        {
            return StreamEnd.Defect("the preparation of a connection", e);
        }
        _hours.IsStandIn = opening.Address.IsLoopback;
        Interlocked.Increment(ref Counts.AttemptsMade);
        (ClientWebSocket? socket, StreamEnd? end) = await handshake.OpenAsync(opening, stop).ConfigureAwait(false);
        return socket is null ? end! : await LiveAsync(socket, opening, stop).ConfigureAwait(false);
    }

    /// <summary>Null when there are new tokens.</summary>
    private async Task<StreamEnd?> RenewAsync(HandshakeRefusal refusal, CancellationToken stop)
    {
        if (!await _context.Dialect.RenewAsync(refusal, stop).ConfigureAwait(false))
            return new StreamEnd(FeedCause.Refused, "the session was refused and cannot be renewed without a person: sign in again") { IsFinal = true };
        Interlocked.Increment(ref Counts.RenewalsMade);
        (_refused, _renewed) = (null, true);
        return null;
    }

    private async Task<StreamEnd> LiveAsync(ClientWebSocket socket, StreamOpening opening, CancellationToken stop)
    {
        var connection = new StreamConnection(_context, socket, _hours);
        long dataBefore = Counts.Data;
        long from = _context.Time.GetTimestamp();
        Interlocked.Increment(ref Counts.ConnectsMade);
        Task<StreamEnd> wish;
        lock (_wishGate) wish = Wish();
        _context.Health.OnConnected(_context.Options.Connection);
        StreamEnd end = await connection.RunAsync(opening, wish, stop).ConfigureAwait(false);
        Interlocked.Increment(ref Counts.LossesSeen);
        if (end.Cause == FeedCause.Silence) Interlocked.Increment(ref Counts.SilencesSeen);
        bool data = Counts.Data != dataBefore;
        if (data) _schedule.Flowed(connection.Flowed);
        if (data || _context.Time.GetElapsedTime(from) >= GoodSession) _renewed = false;
        return end;
    }

    /// <summary>What was wished for before there was anything to end has been fulfilled.</summary>
    private Task<StreamEnd> Wish()
    {
        if (_wish.Task.IsCompleted) _wish = new TaskCompletionSource<StreamEnd>(TaskCreationOptions.RunContinuationsAsynchronously);
        return _wish.Task;
    }

    /// <summary>Whether attempts are worth while now: the market is open, or about to, or the vendor is up though it is shut.</summary>
    private bool IsWorthTrying()
    {
        Timestamp now = _context.Now;
        if (_hours.IsOpen(now) || _context.Options.IsMarketOpen(now + BeforeOpen)) return true;
        return _context.Options.IsResting is { } rests && !rests(now);
    }

    /// <summary>Waits; a wait outside hours is cut short when they begin.</summary>
    private async Task WaitAsync(TimeSpan delay, bool open, CancellationToken stop)
    {
        Task<StreamEnd> wish;
        lock (_wishGate) wish = Wish();
        long from = _context.Time.GetTimestamp();
        for (TimeSpan left; (left = delay - _context.Time.GetElapsedTime(from)) > TimeSpan.Zero;)
        {
            TimeSpan step = open || left < HoursStep ? left : HoursStep;
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task pause = Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(step.TotalMilliseconds)), _context.Time, timer.Token);
            await Task.WhenAny(pause, wish).ConfigureAwait(false);
            await timer.CancelAsync().ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            if (wish.IsCompleted || (!open && IsWorthTrying())) return;
        }
    }
}
