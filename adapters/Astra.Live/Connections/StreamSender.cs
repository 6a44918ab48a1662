using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Astra.Core;

namespace Astra.Live;

/// <summary>
/// Sends to one socket, in order: queued frames with the distances asked for, and heartbeats, which overtake frames that wait. Also notices a server that answered
/// heartbeats steadily and no longer does, which outside market hours nothing else would.
/// </summary>
internal sealed class StreamSender(StreamContext context, WebSocket socket, Func<long> control) : IStreamSender
{
    /// <summary>Heartbeats answered in a row before an answer is expected, and left unanswered before the connection is dead.</summary>
    private const int Streak = 3;

    private readonly Channel<(string Text, TimeSpan After)> _queue =
        Channel.CreateUnbounded<(string, TimeSpan)>(new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });
    private long? _lastFrame;
    private long _lastBeat;
    private long _controlAtBeat;
    private int _answered;
    private int _unanswered;

    /// <summary>Frames of a connection that has ended are dropped: the next one begins with the full wish.</summary>
    public void Send(string text, TimeSpan after = default) => _queue.Writer.TryWrite((text, after));

    /// <summary>Sends until the connection ends or <paramref name="over"/>.</summary>
    public async Task<StreamEnd> RunAsync(StreamOpening opening, CancellationToken over)
    {
        bool beats = opening.Heartbeat.Length > 0 && opening.HeartbeatEvery > TimeSpan.Zero;
        _lastBeat = context.Time.GetTimestamp();
        Task<bool>? more = null;
        while (true)
        {
            over.ThrowIfCancellationRequested();
            TimeSpan untilBeat = beats ? opening.HeartbeatEvery - context.Time.GetElapsedTime(_lastBeat) : Timeout.InfiniteTimeSpan;
            if (beats && untilBeat <= TimeSpan.Zero)
            {
                if (Unheard()) return new StreamEnd(FeedCause.ConnectionLost, $"{_unanswered} heartbeats without an answer");
                _lastBeat = context.Time.GetTimestamp();
                if (await SendNowAsync(opening.Heartbeat, over).ConfigureAwait(false) is { } lost) return lost;
                continue;
            }
            if (_queue.Reader.TryPeek(out (string Text, TimeSpan After) next))
            {
                TimeSpan wait = _lastFrame is { } last ? next.After - context.Time.GetElapsedTime(last) : TimeSpan.Zero;
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(Round(beats && untilBeat < wait ? untilBeat : wait), context.Time, over).ConfigureAwait(false);
                    continue;
                }
                _queue.Reader.TryRead(out next);
                // Answers that follow may be to this frame and tell nothing of heartbeats.
                _answered = 0;
                if (await SendNowAsync(next.Text, over).ConfigureAwait(false) is { } lost) return lost;
                _lastFrame = context.Time.GetTimestamp();
                continue;
            }
            more ??= _queue.Reader.WaitToReadAsync(over).AsTask();
            if (beats) await Task.WhenAny(more, Task.Delay(Round(untilBeat), context.Time, over)).ConfigureAwait(false);
            else await more.ConfigureAwait(false);
            if (more.IsCompleted) more = null;
        }
    }

    /// <summary>Timers round down to milliseconds; a wait of nothing would spin.</summary>
    private static TimeSpan Round(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));

    private bool Unheard()
    {
        long now = control();
        bool heard = now != _controlAtBeat;
        _controlAtBeat = now;
        if (heard)
        {
            _answered = _unanswered > 0 ? 1 : _answered + 1;
            _unanswered = 0;
            return false;
        }
        if (_answered < Streak)
        {
            _answered = 0;
            return false;
        }
        return ++_unanswered >= Streak;
    }

    private async Task<StreamEnd?> SendNowAsync(string text, CancellationToken over)
    {
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, true, CancellationToken.None)
                .AsTask().WaitAsync(context.Options.SendTimeout, context.Time, over).ConfigureAwait(false);
            Interlocked.Increment(ref context.Counts.FramesSent);
            return null;
        }
        catch (TimeoutException)
        {
            return new StreamEnd(FeedCause.ConnectionLost, "a frame could not be sent for too long: nobody reads at the other end");
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            return new StreamEnd(FeedCause.ConnectionLost, $"connection lost while sending ({(e as WebSocketException)?.WebSocketErrorCode.ToString() ?? e.GetType().Name})");
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            return new StreamEnd(FeedCause.ConnectionLost, "connection lost while sending");
        }
    }
}
