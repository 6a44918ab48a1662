using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Http;

/// <summary>Whatever the calls' rhythm, no rolling window ever holds more than its share.</summary>
public sealed class RollingLimiterTests
{
    private static readonly Gen<(int Calls, double Seconds)[]> Windows = Gen.Select(Gen.Int[1, 6], Gen.Double[0.2, 20]).Array[1, 3];

    [Fact]
    public void No_window_ever_holds_more_than_its_calls_and_nobody_waits_longer_than_needed() =>
        Gen.Select(Windows, Gen.Double[0, 2].Array[1, 40]).Sample((windows, gaps) =>
        {
            var time = new FakeTimeProvider();
            var limiter = new RollingLimiter(time, [.. windows.Select(w => (w.Calls, TimeSpan.FromSeconds(w.Seconds)))]);
            var passed = new List<double>();
            long start = time.GetTimestamp();
            foreach (double gap in gaps)
            {
                time.Advance(TimeSpan.FromSeconds(gap));
                Task wait = limiter.WaitAsync(CancellationToken.None).AsTask();
                // Delays of the fake clock end while it is advanced.
                for (int i = 0; !wait.IsCompleted && i < 10_000; i++) time.Advance(TimeSpan.FromMilliseconds(50));
                if (!wait.IsCompleted) return false;
                double now = time.GetElapsedTime(start).TotalSeconds;
                double earliest = windows.Max(w => passed.Count < w.Calls ? 0 : passed[^w.Calls] + w.Seconds);
                if (now < earliest || (now > earliest + 0.35 && wait.IsCompletedSuccessfully && now > passed.LastOrDefault() + gap + 0.35)) return false;
                passed.Add(now);
            }
            return windows.All(w => Enumerable.Range(0, passed.Count).All(i => i < w.Calls || passed[i] - passed[i - w.Calls] >= w.Seconds));
        }, iter: 300, threads: 1);

    [Fact]
    public async Task Who_came_first_passes_first_and_one_who_gives_up_uses_nothing()
    {
        var time = new FakeTimeProvider();
        var limiter = new RollingLimiter(time, (1, TimeSpan.FromSeconds(1)));
        using var impatient = new CancellationTokenSource();
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        Task[] calls = [.. Enumerable.Range(0, 6).Select(i => Call(i, i == 2 ? impatient.Token : CancellationToken.None))];
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[2]);
        int advances = 0;
        for (; order.Count < 5 && advances < 200; advances++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Assert.Equal([0, 1, 3, 4, 5], order);
        Assert.True(advances >= 40, "five calls at one a second take four seconds");

        async Task Call(int number, CancellationToken stop)
        {
            await limiter.WaitAsync(stop);
            order.Enqueue(number);
        }
    }

    [Fact]
    public async Task A_refusal_pushes_back_also_those_who_wait_already()
    {
        var time = new FakeTimeProvider();
        var limiter = new RollingLimiter(time, (1, TimeSpan.FromSeconds(1)));
        await limiter.WaitAsync(TestContext.Current.CancellationToken);
        Task waiting = limiter.WaitAsync(CancellationToken.None).AsTask();
        limiter.Refused(TimeSpan.FromSeconds(5));
        limiter.Refused(TimeSpan.FromSeconds(2));
        for (int i = 0; i < 49; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(200));
        await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_window_of_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RollingLimiter(TimeProvider.System, (0, TimeSpan.FromSeconds(1))));
}
