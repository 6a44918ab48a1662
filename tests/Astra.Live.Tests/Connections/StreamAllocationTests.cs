using System.Net.WebSockets;

namespace Astra.Live.Tests.Connections;

/// <summary>In its steady state the way of a message from the socket to the dialect allocates nothing.</summary>
[Collection(nameof(RunsAlone))]
public sealed class StreamAllocationTests
{
    private const int Messages = 50_000;
    private const int PerRead = 500;

    [Fact]
    public async Task Messages_that_are_there_are_handed_over_without_an_allocation()
    {
        var dialect = new Counting();
        var options = new StreamOptions { Name = "test", Policy = StreamRig.Quick, IsMarketOpen = _ => true };
        using WebSocket socket = WebSocket.CreateFromStream(new Repeating(StreamServer.Frame(2, true, new byte[379])), new WebSocketCreationOptions { IsServer = false });
        var receiver = new StreamReceiver(new StreamContext(dialect, new HealthLog(), options, TimeProvider.System), socket);
        // Everything completes at once, so all of it runs on this thread, until the stream's end.
        await receiver.RunAsync();
        Assert.Equal(Messages, dialect.Seen);
        Assert.True(dialect.Allocated <= RunsAlone.Noise, $"{dialect.Allocated} bytes for {Messages - PerRead} messages");
    }

    private sealed class Counting : IStreamDialect
    {
        private long _from;

        public int Seen { get; private set; }

        public long Allocated { get; private set; }

        public StreamVerdict OnMessage(in StreamMessage message)
        {
            Assert.Equal(379, message.Bytes.Length);
            if (++Seen == PerRead) _from = GC.GetAllocatedBytesForCurrentThread();
            if (Seen == Messages) Allocated = GC.GetAllocatedBytesForCurrentThread() - _from;
            return StreamVerdict.Data;
        }

        public ValueTask<StreamOpening> PrepareAsync(CancellationToken stop) => throw new InvalidOperationException();

        public ValueTask<bool> RenewAsync(HandshakeRefusal refusal, CancellationToken stop) => throw new InvalidOperationException();

        public void OnOpened(IStreamSender sender)
        {
        }

        public void OnPulse(IStreamSender sender)
        {
        }
    }

    /// <summary>The same frame again and again, always there.</summary>
    private sealed class Repeating(byte[] frame) : Stream
    {
        private long _left = (long)frame.Length * Messages;
        private int _at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int done = 0;
            while (done < buffer.Length && _left > 0)
            {
                int step = Math.Min(buffer.Length - done, frame.Length - _at);
                frame.AsSpan(_at, step).CopyTo(buffer.Span[done..]);
                (done, _left, _at) = (done + step, _left - step, (_at + step) % frame.Length);
            }
            return ValueTask.FromResult(done);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override void Write(byte[] buffer, int offset, int count)
        {
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
