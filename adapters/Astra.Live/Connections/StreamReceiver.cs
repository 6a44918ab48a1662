using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Reads one socket: frames into a pipe's memory, each whole message as one span to the dialect. A message that fits a segment of the pipe is not copied; nothing is
/// allocated for a message once the first ones have been seen.
/// </summary>
internal sealed class StreamReceiver
{
    /// <summary>Beyond what a vendor's packet takes, so that a message mostly lies in one piece.</summary>
    private const int SegmentBytes = 16 << 10;

    private readonly StreamContext _context;
    private readonly WebSocket _socket;
    private readonly Pipe _pipe;
    private byte[] _whole = [];
    private int _rejectedInARow;
    private long _control;

    public StreamReceiver(StreamContext context, WebSocket socket)
    {
        (_context, _socket) = (context, socket);
        // One reads and writes in turns: nothing is to be scheduled, and the writer is never to be paused, not even with the message that is too large.
        int pause = context.Options.MaxMessageBytes + 4 * SegmentBytes;
        _pipe = new Pipe(new PipeOptions(null, PipeScheduler.Inline, PipeScheduler.Inline, pause, pause, SegmentBytes, useSynchronizationContext: false));
    }

    /// <summary>Messages of this connection that were neither data nor refused.</summary>
    public long Control => Volatile.Read(ref _control);

    /// <summary>Reads until the connection ends. To end it from outside, abort the socket.</summary>
    /// <exception cref="EngineStoppedException">The engine accepts no more.</exception>
    public async Task<StreamEnd> RunAsync()
    {
        try
        {
            return await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            return new StreamEnd(FeedCause.ConnectionLost, $"connection lost ({(e as WebSocketException)?.WebSocketErrorCode.ToString() ?? e.GetType().Name})");
        }
        finally
        {
            await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
            await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private async Task<StreamEnd> ReadAsync()
    {
        PipeWriter writer = _pipe.Writer;
        int most = _context.Options.MaxMessageBytes;
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult read = await _socket.ReceiveAsync(writer.GetMemory(), CancellationToken.None).ConfigureAwait(false);
            if (read.MessageType == WebSocketMessageType.Close) return Closed();
            writer.Advance(read.Count);
            length += read.Count;
            if (length > most)
            {
                Interlocked.Increment(ref _context.Counts.OversizeSeen);
                await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                TellOversize();
                return new StreamEnd(FeedCause.Rejections, $"a message of more than {most} bytes");
            }
            if (!read.EndOfMessage) continue;
            long ticks = Stopwatch.GetTimestamp();
            Timestamp at = _context.Now;
            await writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            if (Deliver(length, read.MessageType == WebSocketMessageType.Text, ticks, at) is { } end) return end;
            length = 0;
        }
    }

    private void TellOversize()
    {
        _pipe.Reader.TryRead(out ReadResult read);
        _context.Health.OnOversize(_context.Options.Connection, read.Buffer.FirstSpan);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Hands the message in the pipe over. Null to read on.</summary>
    private StreamEnd? Deliver(int length, bool text, long ticks, Timestamp at)
    {
        if (length == 0) return Hand([], text, ticks, at);
        _pipe.Reader.TryRead(out ReadResult read);
        ReadOnlySequence<byte> message = read.Buffer;
        StreamEnd? end = Hand(message.IsSingleSegment ? message.FirstSpan : Joined(message, length), text, ticks, at);
        _pipe.Reader.AdvanceTo(message.End);
        return end;
    }

    private ReadOnlySpan<byte> Joined(in ReadOnlySequence<byte> message, int length)
    {
        if (_whole.Length < length) _whole = new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)];
        message.CopyTo(_whole);
        return _whole.AsSpan(0, length);
    }

    private StreamEnd? Hand(ReadOnlySpan<byte> bytes, bool text, long ticks, Timestamp at)
    {
        StreamCounts counts = _context.Counts;
        var message = new StreamMessage { Bytes = bytes, IsText = text, ReceivedTicks = ticks, ReceivedAt = at };
        // The counts rise before the gate opens: the watchdog, who asks behind it, never takes a slow consumer for a silent server.
        lock (_context.Gate)
        {
            StreamVerdict verdict;
            try
            {
                _context.Options.Tap?.OnReceived(_context.Options.Name, message);
                verdict = _context.Dialect.OnMessage(message);
            }
            catch (Exception e) when (e is not EngineStoppedException)
            {
                return StreamEnd.Defect("reading a message", e);
            }
            Volatile.Write(ref counts.BytesSeen, counts.BytesSeen + bytes.Length);
            Volatile.Write(ref counts.MessagesSeen, counts.MessagesSeen + 1);
            switch (verdict)
            {
                case StreamVerdict.Data:
                    _rejectedInARow = 0;
                    _context.LastData = at;
                    Volatile.Write(ref counts.DataSeen, counts.DataSeen + 1);
                    if (_context.Outage is { } since) Recovered(since);
                    return null;
                case StreamVerdict.Control:
                    Volatile.Write(ref _control, _control + 1);
                    return null;
                case StreamVerdict.Refused:
                    return new StreamEnd(FeedCause.Refused, "the server refused the session") { Refusal = new HandshakeRefusal(401, "") };
                default:
                    Volatile.Write(ref counts.RejectedSeen, counts.RejectedSeen + 1);
                    return ++_rejectedInARow < _context.Options.RejectionsInARow
                        ? null
                        : new StreamEnd(FeedCause.Rejections, $"{_rejectedInARow} messages in a row that could not be used");
            }
        }
    }

    private void Recovered(Timestamp since)
    {
        _context.Outage = null;
        _context.Health.OnRecovered(_context.Options.Connection, since);
    }

    private StreamEnd Closed()
    {
        string said = StreamWords.Plain(_socket.CloseStatusDescription);
        string code = _socket.CloseStatus is { } status ? ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture) : "no code";
        return new StreamEnd(FeedCause.ServerClosed, $"the server closed the connection ({(said.Length > 0 ? $"{code}: {said}" : code)})");
    }
}
