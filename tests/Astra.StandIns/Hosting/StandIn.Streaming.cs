using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>The market's pulse, and who gets what of it.</summary>
public abstract partial class StandIn
{
    private readonly List<Subscription>?[] _subscribers;
    private readonly List<StreamConnection> _connections = [];
    private readonly Lock _streamGate = new();
    private readonly List<SimInstrument> _active = [];
    private readonly HashSet<int> _everSubscribed = [];
    private CancellationTokenSource? _streamStop;
    private Task _streaming = Task.CompletedTask;
    private long _trades;
    private int _nextConnection, _nextActive;

    /// <summary>Sockets that are open now.</summary>
    public IReadOnlyList<StreamConnection> Connections
    {
        get { lock (Market.Gate) return [.. _connections]; }
    }

    /// <summary>Trades of the market so far, sent to somebody or not.</summary>
    public long Trades => Interlocked.Read(ref _trades);

    /// <summary>
    /// Lets the instruments that were ever subscribed trade in turn, <paramref name="rate"/> trades a second in all, connected or not. Each trade is one packet to
    /// every subscription of its instrument. A stream that runs is replaced.
    /// </summary>
    /// <param name="trades">Ends after so many; null for until stopped.</param>
    /// <returns>Done when the stream ended by itself or was stopped.</returns>
    public Task Stream(double rate, long? trades = null) => Stream(rate, trades, null);

    /// <summary>
    /// Plays a market day at <paramref name="speed"/> times its pace: the exchange's clock runs from 09:15 to 15:30 IST, and <paramref name="rate"/> trades happen in
    /// each second of real time.
    /// </summary>
    public Task PlayDay(DateOnly day, double speed, double rate)
    {
        var open = new DateTimeOffset(day, new TimeOnly(9, 15), MarketHours.India);
        Market.Clock.Play(open, speed);
        return Stream(rate, null, new DateTimeOffset(day, new TimeOnly(15, 30), MarketHours.India));
    }

    /// <summary>Ends the stream and waits until everything that was produced is written. Counts are final then.</summary>
    /// <returns>Good packets written, over all.</returns>
    /// <exception cref="TimeoutException">A client did not read; its packets are not counted.</exception>
    public async Task<long> StopAndFlushAsync(TimeSpan? patience = null)
    {
        await StopStreamAsync();
        long since = Stopwatch.GetTimestamp();
        while (Connections.FirstOrDefault(c => !c.Outbox.IsIdle) is { } busy)
        {
            if (Stopwatch.GetElapsedTime(since) > (patience ?? TimeSpan.FromSeconds(30)))
                throw new TimeoutException($"Connection {busy.Id} has not taken what was sent to it.");
            await Task.Delay(5);
        }

        return Counts.Packets;
    }

    /// <summary>One trade of this instrument, now.</summary>
    public void Trade(SimInstrument instrument, int times = 1)
    {
        for (int at = 0; at < times; at++) TradeOnce(instrument);
        KickAll();
    }

    /// <summary>A bad frame, now, on every open connection that has a subscription.</summary>
    public void Inject(FrameFault fault)
    {
        lock (Market.Gate)
        {
            foreach (StreamConnection connection in _connections)
            {
                Subscription? any = _subscribers.Where(s => s is not null).SelectMany(s => s!).FirstOrDefault(s => s.Connection == connection);
                if (any is not null) AddFault(any, fault, Encode(any, Market[any.Instrument]));
            }
        }

        KickAll();
    }

    /// <summary>Bytes as they are, framed as one message, on every open connection.</summary>
    public void InjectMessage(ReadOnlySpan<byte> payload, bool isText)
    {
        foreach (StreamConnection connection in Connections) connection.Outbox.Add(isText ? FrameKind.Text : FrameKind.Binary, payload, -1, false);
        KickAll();
    }

    /// <summary>Bytes as they are, without a frame: what follows cannot be read any more.</summary>
    public void InjectRaw(ReadOnlySpan<byte> bytes)
    {
        foreach (StreamConnection connection in Connections) connection.Outbox.AddRaw(bytes, -1);
        KickAll();
    }

    /// <summary>Ends the open connections, after what was queued has gone out.</summary>
    public void Drop(CloseWay way = CloseWay.Silent, int code = 1011)
    {
        foreach (StreamConnection connection in Connections) connection.End(way, code, "dropped");
    }

    /// <summary>The bars that were streamed of this key, the running one included.</summary>
    public IReadOnlyList<MinuteBar> MinuteBars(string exchange, string token) =>
        Market.Find(exchange, token) is { } found ? Market.Streamed(found) : [];

    /// <summary>The message of one subscription. A sparse one may be empty: nothing changed, nothing is sent.</summary>
    private protected abstract byte[] Encode(Subscription subscription, SimState state);

    private protected abstract FrameKind MessageKind { get; }

    /// <summary>A bad message, and whether it is text. Null where this fault does not exist.</summary>
    private protected abstract (byte[] Bytes, FrameKind Kind)? EncodeFault(FrameFault fault, byte[] good, Subscription subscription);

    private protected async Task ServeAsync(HttpContext context, Func<StreamConnection, string, Task> onText, Action<StreamConnection> onOpen, byte[]? pong = null)
    {
        WireSocket socket = await WireSocket.AcceptAsync(context);
        string path = context.Request.Path.Value ?? "/";
        var connection = new StreamConnection(Interlocked.Increment(ref _nextConnection), path, context, socket, Faults, Counts, Stopping) { PongPayload = pong };
        Counts.Attempt(path, 101, "");
        lock (Market.Gate) _connections.Add(connection);
        onOpen(connection);
        try
        {
            await connection.RunAsync(text => onText(connection, text));
        }
        finally
        {
            lock (Market.Gate)
            {
                _connections.Remove(connection);
                foreach (List<Subscription>? list in _subscribers) list?.RemoveAll(s => s.Connection == connection);
            }
        }
    }

    /// <summary>False when it was subscribed already. The gate must be held.</summary>
    private protected bool Subscribe(StreamConnection connection, SimInstrument instrument, int mode)
    {
        List<Subscription> list = _subscribers[instrument.Index] ??= [];
        if (list.Exists(s => s.Connection == connection && s.Mode == mode)) return false;
        list.Add(new Subscription(connection, instrument, mode));
        if (_everSubscribed.Add(instrument.Index)) _active.Add(instrument);
        return true;
    }

    private protected bool Unsubscribe(StreamConnection connection, SimInstrument instrument, int mode) =>
        _subscribers[instrument.Index]?.RemoveAll(s => s.Connection == connection && s.Mode == mode) > 0;

    private protected Subscription? FindSubscription(StreamConnection connection, SimInstrument instrument, int mode) =>
        _subscribers[instrument.Index]?.Find(s => s.Connection == connection && s.Mode == mode);

    private protected void KickAll()
    {
        foreach (StreamConnection connection in Connections) connection.Outbox.Kick();
    }

    private protected void TradeOnce(SimInstrument instrument)
    {
        lock (Market.Gate)
        {
            SimState state = Market.Step(instrument);
            Interlocked.Increment(ref _trades);
            if (_subscribers[instrument.Index] is not { } subscribers) return;
            foreach (Subscription subscription in subscribers) Send(subscription, state);
        }
    }

    /// <summary>The gate must be held.</summary>
    private protected void Send(Subscription subscription, SimState state)
    {
        StreamConnection connection = subscription.Connection;
        if (Faults.Mute || connection.IsMute || connection.IsEnding || Faults.HalfOpen) return;
        byte[] message = Encode(subscription, state);
        if (message.Length == 0) return;
        connection.Outbox.Add(MessageKind, message, Counts.Mark(subscription.Instrument, subscription.Mode), Faults.Shape == WireShape.Fragmented);
        connection.Queued++;
        foreach (Faults.Interval interval in Faults.Intervals)
        {
            if (connection.Queued % interval.Packets == 0) AddFault(subscription, interval.Fault, message);
        }

        subscription.Before = message;
        int every = Faults.DropEvery;
        if (every > 0 && connection.Queued % every == 0) connection.End(Faults.DropWay, Faults.DropCode, "dropped after so many packets");
    }

    private void AddFault(Subscription subscription, FrameFault fault, byte[] good)
    {
        if (EncodeFault(fault, good, subscription) is not var (bytes, kind)) return;
        subscription.Connection.Outbox.Add(kind, bytes, Counts.Mark(fault), false);
    }

    private Task Stream(double rate, long? trades, DateTimeOffset? until)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate);
        lock (_streamGate)
        {
            _streamStop?.Cancel();
            Task before = _streaming;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            _streamStop = stop;
            return _streaming = Task.Run(() => PulseAsync(before, rate, trades ?? long.MaxValue, until, stop.Token));
        }
    }

    private async Task StopStreamAsync()
    {
        Task streaming;
        lock (_streamGate)
        {
            _streamStop?.Cancel();
            streaming = _streaming;
        }

        await streaming;
    }

    private async Task PulseAsync(Task before, double rate, long trades, DateTimeOffset? until, CancellationToken stop)
    {
        await before;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Clamp(1000 / rate, 1, 50)));
        SimInstrument[] active = [];
        long start = Stopwatch.GetTimestamp(), done = 0;
        while (done < trades && !stop.IsCancellationRequested && !(Market.Clock.Now >= until))
        {
            long due = Math.Min(trades, (long)(Stopwatch.GetElapsedTime(start).TotalSeconds * rate));
            lock (Market.Gate)
            {
                if (_active.Count != active.Length) active = [.. _active];
            }

            if (active.Length == 0)
            {
                // Nobody asked for anything yet: the market has not begun.
                start = Stopwatch.GetTimestamp();
                done = 0;
            }
            else
            {
                for (; done < due; done++) TradeOnce(active[_nextActive++ % active.Length]);
                KickAll();
            }

            await ((Task)timer.WaitForNextTickAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        KickAll();
    }
}
