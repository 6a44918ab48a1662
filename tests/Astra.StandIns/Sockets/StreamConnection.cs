using System.Buffers.Binary;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>One client's socket: reads what it says, writes what is due, and ends in the way that was asked for.</summary>
public sealed class StreamConnection
{
    private readonly HttpContext _context;
    private readonly Faults _faults;
    private readonly Counts _counts;
    private readonly CancellationTokenSource _stop;
    private volatile bool _ending;
    private CloseWay _way;
    private int _code = 1000;

    internal StreamConnection(int id, string path, HttpContext context, WireSocket socket, Faults faults, Counts counts, CancellationToken stop)
    {
        (Id, Path, _context, Socket, _faults, _counts) = (id, path, context, socket, faults, counts);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop, context.RequestAborted);
    }

    public int Id { get; }

    /// <summary>The address that was asked for, without the query.</summary>
    public string Path { get; }

    /// <summary>Packets written since it opened.</summary>
    public long Packets { get; private set; }

    /// <summary>Pairs of instrument and mode that are subscribed now.</summary>
    public int Subscribed { get; internal set; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>Why it ended, for people; empty while open.</summary>
    public string EndReason { get; private set; } = "";

    internal WireSocket Socket { get; }

    internal Outbox Outbox { get; } = new();

    /// <summary>Packets given to the outbox: what "every K packets" is counted by.</summary>
    internal long Queued { get; set; }

    /// <summary>The token it came in with.</summary>
    internal string Token { get; set; } = "";

    /// <summary>Connected, heartbeats are answered, no packet comes.</summary>
    internal bool IsMute { get; set; }

    internal bool IsAuthenticated { get; set; }

    internal bool IsEnding => _ending;

    /// <summary>Payload of the answer to a control ping; null echoes the ping's own, as a proper server does.</summary>
    internal byte[]? PongPayload { get; init; }

    internal void SendText(string text)
    {
        Outbox.Add(FrameKind.Text, Encoding.UTF8.GetBytes(text), -1, false);
        Outbox.Kick();
    }

    /// <summary>Ends once everything queued before is written.</summary>
    internal void End(CloseWay way, int code, string reason)
    {
        if (_ending) return;
        (_way, _code, EndReason) = (way, code, reason);
        _ending = true;
        Outbox.Kick();
    }

    /// <summary>Serves until one side ends it. <paramref name="onText"/> gets each whole text message.</summary>
    internal async Task RunAsync(Func<string, Task> onText)
    {
        Task writing = WriteLoopAsync(), reading = ReadLoopAsync(onText);
        Task first = await Task.WhenAny(writing, reading);
        if (first == reading && !_ending) End(CloseWay.Silent, 1000, "the client left");
        // The end's own writes are done when the write loop returns; then reading has nothing left to wait for.
        if (await Task.WhenAny(writing, Task.Delay(2000, CancellationToken.None)) != writing) _context.Abort();
        if (_way == CloseWay.Reset) _context.Abort();
        if (_way == CloseWay.CloseFrame) await Task.WhenAny(reading, Task.Delay(500, CancellationToken.None));
        await _stop.CancelAsync();
        Outbox.Close();
        IsOpen = false;
        await Task.WhenAll(writing, reading);
        _stop.Dispose();
    }

    private async Task ReadLoopAsync(Func<string, Task> onText)
    {
        using var message = new MemoryStream();
        try
        {
            while (await Socket.ReadAsync(_stop.Token) is { } frame)
            {
                await _faults.WhileHalfOpenAsync(_stop.Token);
                switch (frame.Kind)
                {
                    case FrameKind.Close:
                        Outbox.Add(FrameKind.Close, frame.Payload, -1, false);
                        End(CloseWay.Silent, 1000, "the client closed");
                        return;
                    case FrameKind.Ping:
                        _counts.ControlPing();
                        Outbox.Add(FrameKind.Pong, PongPayload ?? frame.Payload, -1, false);
                        Outbox.Kick();
                        break;
                    case FrameKind.Text or FrameKind.Binary or FrameKind.Continuation:
                        message.Write(frame.Payload);
                        if (!frame.IsFinal) break;
                        string text = Encoding.UTF8.GetString(message.GetBuffer(), 0, (int)message.Length);
                        message.SetLength(0);
                        await onText(text);
                        break;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is over, whoever ended it; RunAsync sees to the rest.
            if (EndReason.Length == 0) EndReason = gone.GetType().Name;
        }
    }

    private async Task WriteLoopAsync()
    {
        byte[] bytes = new byte[32 * 1024];
        int[] marks = new int[256];
        try
        {
            while (true)
            {
                // Read before the outbox is emptied: what was queued before the end still goes out.
                bool ending = _ending;
                await _faults.WhileHalfOpenAsync(_stop.Token);
                if (Outbox.Take(ref bytes, ref marks, out int length, out int markCount))
                {
                    await WriteAsync(bytes.AsMemory(0, length));
                    for (int at = 0; at < markCount; at++) _counts.Written(marks[at], Id);
                    Packets += markCount;
                    Outbox.Written();
                    continue;
                }

                if (ending)
                {
                    if (_way == CloseWay.CloseFrame) await SayGoodbyeAsync();
                    return;
                }

                await Outbox.WaitAsync(_stop.Token);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // As in the read loop: over is over. What was not written was not counted.
            if (EndReason.Length == 0) EndReason = gone.GetType().Name;
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_faults.WriteDelay > TimeSpan.Zero) await Task.Delay(_faults.WriteDelay, _stop.Token);
        int piece = _faults.Shape == WireShape.SplitWrites ? Math.Max(1, _faults.SplitBytes) : bytes.Length;
        for (int at = 0; at < bytes.Length; at += piece)
        {
            await Socket.Stream.WriteAsync(bytes.Slice(at, Math.Min(piece, bytes.Length - at)), _stop.Token);
            await Socket.Stream.FlushAsync(_stop.Token);
            // Without a pause the kernel would join the pieces again.
            if (_faults.Shape == WireShape.SplitWrites) await Task.Delay(1, _stop.Token);
        }
    }

    private async Task SayGoodbyeAsync()
    {
        byte[] frame = new byte[4];
        WireSocket.Header(frame, FrameKind.Close, 2);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)_code);
        await Socket.Stream.WriteAsync(frame, _stop.Token);
        await Socket.Stream.FlushAsync(_stop.Token);
    }
}
