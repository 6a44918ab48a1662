using Astra.Core;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Connections;

/// <summary>When silence is a fault: market hours, sessions out of hours, and what follows a close.</summary>
public sealed class StreamHoursTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public void The_calendar_decides_and_a_stand_in_keeps_no_hours()
    {
        StreamHours hours = Hours();
        Assert.False(hours.IsOpen(At(9, 14)));
        Assert.True(hours.IsOpen(At(9, 15)));
        Assert.False(hours.IsOpen(At(15, 30)));
        hours.IsStandIn = true;
        Assert.True(hours.IsOpen(At(3, 0)));
    }

    [Fact]
    public void Steady_data_at_night_makes_a_session_and_its_end_ends_it()
    {
        StreamHours hours = Hours();
        for (int second = 0; second < 5; second++)
        {
            Assert.False(hours.IsOpen(At(23, 0, second)));
            hours.Mark(At(23, 0, second));
        }
        Assert.True(hours.IsOpen(At(23, 0, 5)));
        Assert.True(hours.IsOpen(At(23, 5, 4)));
        Assert.False(hours.IsOpen(At(23, 5, 5)));
    }

    [Fact]
    public void A_tick_now_and_then_makes_no_session()
    {
        StreamHours hours = Hours();
        for (int minute = 0; minute < 30; minute++) hours.Mark(At(22, minute));
        Assert.False(hours.IsOpen(At(22, 29, 10)));
    }

    [Theory]
    [InlineData(15, 40, false)]
    [InlineData(16, 14, false)]
    [InlineData(16, 16, true)]
    public void What_trickles_in_after_a_close_may_end_without_alarm(int hour, int minute, bool open)
    {
        StreamHours hours = Hours();
        for (int second = 0; second < 10; second++) hours.Mark(At(hour, minute, second));
        Assert.Equal(open, hours.IsOpen(At(hour, minute, 30)));
    }

    [Fact]
    public async Task Silence_before_the_open_is_none_and_counts_from_the_open()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddTicks(At(9, 14).UnixNanos / 100));
        var options = new StreamOptions { Name = "test", Policy = StreamRig.Quick, IsMarketOpen = Open };
        var dialect = new ScriptedDialect(new Uri("ws://example.invalid"));
        var watch = new StreamWatch(new StreamContext(dialect, new HealthLog(), options, time), new StreamHours(options), new NoSender());
        using var over = new CancellationTokenSource();
        Task<StreamEnd> running = watch.RunAsync(over.Token);
        int seconds = 0;
        for (; seconds < 120 && !running.IsCompleted; seconds++)
        {
            int pulses = dialect.Pulses;
            time.Advance(TimeSpan.FromSeconds(1));
            await StreamRig.UntilAsync(() => dialect.Pulses > pulses || running.IsCompleted, "the pulse");
            if (seconds == 58) Assert.False(running.IsCompleted);
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
        await over.CancelAsync();
        Assert.Equal(FeedCause.Silence, (await running).Cause);
        Assert.InRange(seconds, 60 + 14, 60 + 17);
    }

    [Fact]
    public async Task A_wait_of_the_night_ends_when_the_market_is_about_to_open()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddTicks(At(9, 11).UnixNanos / 100));
        var tries = new System.Collections.Concurrent.ConcurrentQueue<Timestamp>();
        var dialect = new ScriptedDialect(new Uri("ws://example.invalid"))
        {
            Token = () =>
            {
                tries.Enqueue(LiveTime.Now(time));
                throw new VendorException("no network");
            },
        };
        var health = new HealthLog();
        using var stop = new CancellationTokenSource();
        var options = new StreamOptions { Name = "test", Policy = StreamRig.Quick with { OutsideHours = TimeSpan.FromMinutes(10) }, IsMarketOpen = Open };
        Task running = new StreamSupervisor(dialect, health, options, time).RunAsync(stop.Token);
        await StreamRig.UntilAsync(() => health.Count("lost") == 1, "the first attempt");
        for (int i = 0; i < 240 && tries.Count < 2; i++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        await stop.CancelAsync();
        await running;
        Assert.Equal(TimeSpan.FromMinutes(10), health.Entries[0].Next);
        Assert.InRange(tries.ElementAt(1).UnixNanos, At(9, 14).UnixNanos, At(9, 14, 20).UnixNanos);
    }

    [Theory]
    [InlineData(20, 1)]
    [InlineData(4, 600)]
    public async Task Where_the_vendor_says_when_it_rests_a_shut_market_alone_is_no_reason_to_wait_long(int hour, int seconds)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddTicks(At(hour, 0).UnixNanos / 100));
        var dialect = new ScriptedDialect(new Uri("ws://example.invalid")) { Token = () => throw new VendorException("no network") };
        var health = new HealthLog();
        using var stop = new CancellationTokenSource();
        var options = new StreamOptions
        {
            Name = "test",
            Policy = StreamRig.Quick with { OutsideHours = TimeSpan.FromMinutes(10) },
            IsMarketOpen = Open,
            IsResting = at => Ist.TimeOf(at).Hour < 8,
        };
        Task running = new StreamSupervisor(dialect, health, options, time).RunAsync(stop.Token);
        await StreamRig.UntilAsync(() => health.Count("lost") == 1, "the first attempt");
        await stop.CancelAsync();
        await running;
        Assert.InRange(health.Entries[0].Next.TotalSeconds, 0, seconds);
        Assert.Equal(seconds == 600, health.Entries[0].Next == TimeSpan.FromMinutes(10));
    }

    private static StreamHours Hours() => new(new StreamOptions { Name = "test", Policy = StreamRig.Quick, IsMarketOpen = Open });

    private static bool Open(Timestamp at) => at >= At(9, 15) && at < At(15, 30);

    private static Timestamp At(int hour, int minute, int second = 0) => Ist.At(Day, new TimeOnly(hour, minute, second));

    private sealed class NoSender : IStreamSender
    {
        public void Send(string text, TimeSpan after = default)
        {
        }
    }
}
