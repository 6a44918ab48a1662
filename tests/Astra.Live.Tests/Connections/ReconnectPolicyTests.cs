using Astra.Core;
using CsCheck;

namespace Astra.Live.Tests.Connections;

/// <summary>Distances between attempts: bounds, jitter, resets.</summary>
public sealed class ReconnectPolicyTests
{
    private static readonly ReconnectPolicy Angel = new(
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(60));

    private static readonly StreamEnd Lost = new(FeedCause.ConnectionLost, "");

    [Fact]
    public void A_delay_lies_between_half_of_the_doubled_one_and_it_and_never_below_the_least() =>
        Gen.Select(Gen.Double[0.01, 5], Gen.Double[5, 120], Gen.Double[0, 1], Gen.Int[0, 100_000], Gen.Int).Sample((first, cap, least, failures, seed) =>
        {
            var policy = new ReconnectPolicy(TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(cap), TimeSpan.FromSeconds(least), TimeSpan.FromMinutes(5), TimeSpan.Zero);
            double doubled = failures > 30 ? cap : Math.Min(cap, first * Math.Pow(2, failures));
            double delay = policy.Delay(failures, new Random(seed)).TotalSeconds;
            return delay >= Math.Max(least, doubled / 2) - 1e-6 && delay <= Math.Max(least, doubled) + 1e-6;
        });

    [Fact]
    public void The_jitter_spreads_over_the_whole_half()
    {
        var random = new Random(11);
        double[] delays = [.. Enumerable.Range(0, 10_000).Select(_ => Angel.Delay(10, random).TotalSeconds).Order()];
        Assert.InRange(delays[0], 15, 15.1);
        Assert.InRange(delays[5_000], 22, 23);
        Assert.InRange(delays[^1], 29.9, 30);
    }

    [Fact]
    public void The_doubling_starts_again_only_after_enough_data()
    {
        ReconnectSchedule schedule = Schedule(Angel);
        for (int i = 0; i < 8; i++) schedule.Next(Lost, open: true);
        schedule.Flowed(TimeSpan.FromSeconds(59));
        Assert.InRange(schedule.Next(Lost, open: true).TotalSeconds, 15, 30);
        Assert.Equal(9, schedule.Attempt);
        schedule.Flowed(TimeSpan.FromSeconds(60));
        Assert.InRange(schedule.Next(Lost, open: true).TotalSeconds, 0.5, 1);
        Assert.Equal(1, schedule.Attempt);
    }

    [Fact]
    public void Outside_market_hours_attempts_are_five_minutes_apart() => Assert.Equal(TimeSpan.FromMinutes(5), Schedule(Angel).Next(Lost, open: false));

    [Fact]
    public void Too_many_calls_is_answered_by_a_long_wait_and_the_servers_own_wish_is_kept()
    {
        ReconnectSchedule schedule = Schedule(Angel);
        Assert.InRange(schedule.Next(new StreamEnd(FeedCause.RateLimited, ""), open: true).TotalSeconds, 15, 30);
        Assert.Equal(90, schedule.Next(new StreamEnd(FeedCause.RateLimited, "") { RetryAfter = TimeSpan.FromSeconds(90) }, open: true).TotalSeconds);
        Assert.Equal(1, schedule.Next(new StreamEnd(FeedCause.Unreachable, "") { RetryAfter = TimeSpan.FromDays(2) }, open: true).TotalHours);
    }

    [Fact]
    public void An_operator_need_not_wait_but_hammers_no_more_than_others()
    {
        var shoonya = new ReconnectPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(5), TimeSpan.Zero);
        Assert.Equal(0.5, Schedule(shoonya).Next(new StreamEnd(FeedCause.Operator, ""), open: false).TotalSeconds);
    }

    private static ReconnectSchedule Schedule(ReconnectPolicy policy) =>
        new(new StreamOptions { Name = "test", Policy = policy, IsMarketOpen = _ => true, Random = new Random(3) });
}
