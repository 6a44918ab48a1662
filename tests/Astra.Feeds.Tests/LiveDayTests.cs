using Astra.Core;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>The whole live feed against a server: warm-up, holes, and a machine whose clock is off.</summary>
public class LiveDayTests
{
    private static readonly Plan Plan = new() { Id = 1, Instrument = 0, Algorithm = "macd-cross", IntervalMinutes = 5, Source = "operator", Reason = "a test" };

    [Theory]
    [InlineData(RigVendor.AngelOne)]
    [InlineData(RigVendor.ShoonyaOAuth)]
    public async Task Minutes_that_were_missed_come_from_history_as_the_server_traded_them(RigVendor vendor)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(vendor) { Speed = 10, Instruments = 3 });
        await rig.SignInAsync();
        rig.RunLive([Plan]);
        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= 3, "everything is subscribed");
        Assert.True(rig.Port.Bars(InboundKind.WarmUp, 0).Count >= 200);
        _ = rig.Server.Stream(60);
        await rig.UntilAsync(() => rig.Port.Ticks > 50, "ticks flow");
        await rig.UntilAsync(() => rig.Port.Told(FeedState.Recovered), "what today has shown already is filled in");
        int before = rig.Port.Bars(InboundKind.Backfill, 0).Count;
        Assert.True(before >= 45, $"{before} minutes of this morning");

        DateTimeOffset lost = rig.Time.GetUtcNow();
        rig.Server.Faults.Mute = true;
        await rig.UntilAsync(() => rig.Time.GetUtcNow() > lost.AddMinutes(3.5), "three minutes pass in silence");
        rig.Server.Faults.Mute = false;
        await rig.UntilAsync(() => rig.Port.Changes.Any(c => c is { State: FeedState.Recovered, Cause: FeedCause.Silence, Detail: >= 3 }), "the hole is filled");
        Assert.True(rig.Port.Told(FeedState.Gap));

        HistoryBar[] filled = [.. rig.Port.Bars(InboundKind.Backfill, 0).Skip(before)];
        Dictionary<long, MinuteBar> traded = rig.Server.MinuteBars("NSE", "3045").ToDictionary(b => b.Minute * Timestamp.NanosPerMinute);
        Assert.True(filled.Length >= 3);
        foreach (HistoryBar bar in filled)
        {
            MinuteBar expected = traded[bar.Start.UnixNanos];
            Assert.Equal(
                (expected.Open, expected.High, expected.Low, expected.Close, expected.Volume),
                (bar.Open.Units, bar.High.Units, bar.Low.Units, bar.Close.Units, bar.Volume));
        }

        Assert.Equal(filled.Select(b => b.Start), filled.Select(b => b.Start).Distinct().Order());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_machine_whose_clock_is_off_is_told_so(int seconds)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(RigVendor.AngelOne) { Instruments = 3, ClockOffset = TimeSpan.FromSeconds(seconds) });
        await rig.SignInAsync();
        rig.RunLive([]);
        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= 3, "everything is subscribed");
        _ = rig.Server.Stream(200);
        await rig.UntilAsync(() => rig.Port.Told(FeedState.ClockSkew), "the skew is told");
        FeedChange told = rig.Port.Changes.First(c => c.State == FeedState.ClockSkew);
        // Stamps are whole seconds, so they say it to a second, and a loaded machine adds some more.
        Assert.InRange((double)told.Value / Timestamp.NanosPerSecond, -seconds - 0.5, -seconds + 4);
    }
}
