using System.Runtime.CompilerServices;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Reading;

public class FramePumpTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100, StoredFrames.AheadFrames)]
    [InlineData(65_536, StoredFrames.AheadBytes / 65_536)]
    [InlineData(900_000, 5)]
    [InlineData(6_000_000, 1)]
    public void It_reads_ahead_up_to_its_bounds_and_loses_nothing(int bytes, int most)
    {
        const int events = 300;
        int given = 0;
        using FramePump pump = new(stop => Events(events, bytes, () => given++, stop), Stop);
        // The one that is being handed over was drawn, and one more may wait for its turn.
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref given) == most, TimeSpan.FromSeconds(20)), $"{given} were read ahead");
        for (int i = 0; i < events; i++)
        {
            Assert.True(pump.TryTake(out StoredEvent stored));
            Assert.Equal(i, stored.Revision);
        }
        Assert.False(pump.TryTake(out _));
        Assert.False(pump.TryTake(out _));
        Assert.Equal(most, pump.MostAhead);
    }

    [Fact]
    public void What_broke_comes_after_what_was_read()
    {
        using FramePump pump = new(Broken, Stop);
        Assert.True(pump.TryTake(out _));
        Assert.True(pump.TryTake(out _));
        Assert.Equal("the line is gone", Assert.Throws<IOException>(() => pump.TryTake(out _)).Message);

        async IAsyncEnumerable<StoredEvent> Broken([EnumeratorCancellation] CancellationToken stop)
        {
            await foreach (StoredEvent stored in Events(2, 10, () => { }, stop)) yield return stored;
            throw new IOException("the line is gone");
        }
    }

    [Fact]
    public void Disposing_ends_the_call_whether_it_waits_for_room_or_for_the_server()
    {
        bool ended = false;
        FramePump full = new(stop => Events(1_000, 100, () => { }, stop), Stop);
        full.Dispose();
        FramePump silent = new(Silent, Stop);
        silent.Dispose();
        Assert.True(ended);

        async IAsyncEnumerable<StoredEvent> Silent([EnumeratorCancellation] CancellationToken stop)
        {
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                ended = true;
            }
            yield break;
        }
    }

    [Fact]
    public async Task Whoever_waits_for_the_server_is_let_go_when_the_caller_stops()
    {
        using CancellationTokenSource stop = new();
        using FramePump pump = new(Silent, stop.Token);
        Task waiting = Task.Run(() => Assert.ThrowsAny<OperationCanceledException>(() => pump.TryTake(out _)), Stop);
        await stop.CancelAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(20), Stop);

        static async IAsyncEnumerable<StoredEvent> Silent([EnumeratorCancellation] CancellationToken stop)
        {
            await Task.Delay(Timeout.Infinite, stop);
            yield break;
        }
    }

    private static async IAsyncEnumerable<StoredEvent> Events(int count, int bytes, Action given, [EnumeratorCancellation] CancellationToken stop)
    {
        byte[] data = new byte[bytes];
        for (int i = 0; i < count; i++)
        {
            stop.ThrowIfCancellationRequested();
            given();
            yield return new StoredEvent(i, Guid.NewGuid(), "t", data, default, default);
            if (i % 50 == 0) await Task.Yield();
        }
    }
}
