using System.Net.WebSockets;
using Astra.Host;

namespace Astra.Live;

/// <summary>One socket from its opening to its end: a receiver, a sender and a watchdog; whichever ends first ends the others.</summary>
internal sealed class StreamConnection
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly StreamContext _context;
    private readonly WebSocket _socket;
    private readonly StreamReceiver _receiver;
    private readonly StreamSender _sender;
    private readonly StreamWatch _watch;

    public StreamConnection(StreamContext context, WebSocket socket, StreamHours hours)
    {
        (_context, _socket) = (context, socket);
        _receiver = new StreamReceiver(context, socket);
        _sender = new StreamSender(context, socket, () => _receiver.Control);
        _watch = new StreamWatch(context, hours, _sender);
    }

    /// <summary>How long data has flowed.</summary>
    public TimeSpan Flowed => _watch.Flowed;

    /// <param name="wish">Completes when somebody else wants the end of it.</param>
    /// <exception cref="EngineStoppedException">The engine accepts no more.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public async Task<StreamEnd> RunAsync(StreamOpening opening, Task<StreamEnd> wish, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        List<Task> parts = [];
        try
        {
            if (Open() is { } defect) return defect;
            Task<StreamEnd> receiving = Task.Run(_receiver.RunAsync, CancellationToken.None);
            Task<StreamEnd> sending = Task.Run(() => _sender.RunAsync(opening, over.Token), CancellationToken.None);
            Task<StreamEnd> watching = Task.Run(() => _watch.RunAsync(over.Token), CancellationToken.None);
            parts.AddRange([receiving, sending, watching]);
            Task<StreamEnd> first = await Task.WhenAny(receiving, sending, watching, wish).ConfigureAwait(false);
            stop.ThrowIfCancellationRequested();
            return await first.ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await CloseAsync().ConfigureAwait(false);
            foreach (Task part in parts) await part.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _socket.Dispose();
        }
    }

    private StreamEnd? Open()
    {
        lock (_context.Gate)
        {
            try
            {
                _context.Dialect.OnOpened(_sender);
                return null;
            }
            catch (Exception e) when (e is not EngineStoppedException)
            {
                return StreamEnd.Defect("the first frames", e);
            }
        }
    }

    /// <summary>Says goodbye when that is still possible, and waits for no answer: vendors count connections, and a dead one must not hold up the next.</summary>
    private async Task CloseAsync()
    {
        using var enough = new CancellationTokenSource(Farewell);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, enough.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The connection is to end anyhow, and why it ends is known already.
            _socket.Abort();
        }
        _socket.Abort();
    }
}
