using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>Midnight, summer time, and clocks that disagree.</summary>
public class ClockFaults
{
    [Theory]
    [InlineData(RigVendor.AngelOne)]
    [InlineData(RigVendor.ShoonyaOAuth)]
    public async Task Midnight_passes_without_a_lost_tick(RigVendor vendor)
    {
        var late = new DateTimeOffset(2026, 11, 23, 23, 59, 40, MarketHours.India);
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(vendor) { From = late });
        _ = rig.Server.Stream(200);
        var midnight = Ist.At(new DateOnly(2026, 11, 24), TimeOnly.MinValue);
        await rig.UntilAsync(() => rig.Server.Instruments.All(i => rig.Port.TimeOf(i.Index) > midnight), "every instrument has ticked in the new day");
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Single(rig.Server.Counts.Attempts);
        Assert.Equal(1, rig.Server.Counts.Logins);
    }

    [Theory]
    [InlineData(RigVendor.AngelOne)]
    [InlineData(RigVendor.ShoonyaOAuth)]
    public async Task The_end_of_summer_time_where_the_machine_stands_changes_nothing(RigVendor vendor)
    {
        // Half past five in the morning there, the clock goes back by an hour; it is one minute past ten in India.
        var day = new DateTime(2026, 11, 23);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            new DateTime(2026, 1, 1), new DateTime(2026, 12, 31), TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0), 1, 2),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 5, 31, 0), day.Month, day.Day));
        var zone = TimeZoneInfo.CreateCustomTimeZone("elsewhere", TimeSpan.Zero, "elsewhere", "elsewhere", "elsewhere", [rule]);
        var before = new DateTimeOffset(2026, 11, 23, 10, 0, 40, MarketHours.India);
        Assert.NotEqual(zone.GetUtcOffset(before), zone.GetUtcOffset(before.AddMinutes(1)));
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(vendor) { From = before, Zone = zone });
        _ = rig.Server.Stream(200);
        var after = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(10, 1, 20));
        await rig.UntilAsync(() => rig.Server.Instruments.All(i => rig.Port.TimeOf(i.Index) > after), "time has passed it");
        Assert.All(rig.Server.Instruments, i => Assert.True(rig.Port.TimeOf(i.Index) < after + (10 * Timestamp.NanosPerMinute)));
        await rig.MustHaveLostNothingAsync();
        Assert.Single(rig.Server.Counts.Attempts);
    }

    [Theory]
    [InlineData(RigVendor.AngelOne, 5)]
    [InlineData(RigVendor.AngelOne, -5)]
    [InlineData(RigVendor.ShoonyaOAuth, 5)]
    [InlineData(RigVendor.ShoonyaOAuth, -5)]
    public async Task A_clock_five_seconds_off_costs_no_tick_and_no_login(RigVendor vendor, int seconds)
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(vendor) { ClockOffset = TimeSpan.FromSeconds(seconds) });
        await rig.Server.Stream(500, 500);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Empty(rig.Door.Rejects);
        Assert.Single(rig.Server.Counts.Attempts);
    }

    [Theory]
    [InlineData(RigVendor.AngelOne, TickReject.BadExchangeTime)]
    [InlineData(RigVendor.ShoonyaOAuth, TickReject.BadFeedTime)]
    public async Task A_stamp_from_the_future_is_remarked_upon_and_the_receipt_counts(RigVendor vendor, TickReject remark)
    {
        await using FeedRig rig = await FeedRig.StartAsync(new RigOptions(vendor) { ClockOffset = TimeSpan.FromMinutes(10) });
        await rig.Server.Stream(500, 500);
        await rig.MustHaveLostNothingAsync();
        Assert.Equal(rig.Server.Counts.Packets, rig.Door.CountOf(remark));
        var now = new Timestamp((rig.Time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100);
        Assert.All(rig.Server.Instruments, i => Assert.True(rig.Port.TimeOf(i.Index) <= now));
    }
}
